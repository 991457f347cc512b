import { z } from 'zod';
import { clipFilterSchema, type ClipId } from './clip.ts';
import type { ExecutionProvider } from './model.ts';
import type { TimeUs } from './time.ts';

export const labKinds = ['frontier', 'control', 'motion', 'diagnosis', 'probe'] as const;
export type LabKind = (typeof labKinds)[number];

export const labRequestSchema = z.object({
  kind: z.enum(labKinds),
  filter: clipFilterSchema,
  /** Models in the experiment; all that fit it where empty. */
  modelIds: z.array(z.string()).max(32).default([]),
  /** Windows (decision instants) at most, spread over the clips; one a clip in control and motion. */
  windows: z.number().int().min(2).max(5000).default(150),
  steps: z.number().int().min(1).max(1000).default(50),
  seed: z.number().int().min(0).max(2_147_483_647).default(42),
  /** Model that turns pictures into features for FID and KID. */
  featureNet: z.string().optional(),
});
export type LabRequest = z.infer<typeof labRequestSchema>;

/**
 * A mean over clips with its 95 % bootstrap interval; the ends are null for fewer than two clips. With 0 clips nothing could
 * be measured, and the mean says nothing.
 */
export interface Estimate {
  mean: number;
  low: number | null;
  high: number | null;
  clips: number;
}

/** A network whose features FID and KID compare. Values of a small one are never shown beside those of Inception. */
export interface FeatureNet {
  modelId: string;
  title: string;
  width: number;
  /** `FID-small` and `KID-small`, or `FID` and `KID`. */
  fidName: string;
  kidName: string;
}

/** Where a result comes from. */
export interface LabRecord {
  labId: string;
  request: LabRequest;
  createdUs: TimeUs;
  durationS: number;
  clips: number;
  windows: number;
  models: { modelId: string; title: string; version: string; hash: string; parameters: number | null }[];
  provider: ExecutionProvider;
  threads: number;
  /** Median ms a window by model and stage. */
  stageMs: Record<string, Record<string, number>>;
  /** Clips that gave no window, with the reason in words. */
  skipped: { clipId: ClipId; reason: string }[];
  /** What a reader must know beside the figures, in words: too few windows for FID, an encoder that was left out. */
  notes: string[];
  /** Why the figures cannot be read, in words: the file is damaged or newer. Null where all is well. */
  problem: string | null;
}

/** One way to make the future, measured at one horizon. */
export interface FrontierPoint {
  /** `direct`, `diffusion`, `calibrated`, `interpolation`, `oracle`, `copy`. */
  way: 'direct' | 'diffusion' | 'calibrated' | 'interpolation' | 'oracle' | 'copy' | 'jump';
  modelId: string | null;
  /** Share of the direct twin; null where nothing is mixed. */
  alpha: number | null;
  horizonS: number;
  windows: number;
  /** Mean and standard deviation over the subsets; null below two windows. */
  kid: { mean: number; sd: number } | null;
  fid: number | null;
  cosSim: Estimate;
  ssim: Estimate;
  psnr: Estimate;
  /** As a share of the recorded pictures' sharpness. */
  sharpness: Estimate;
}

export interface ControlScene {
  clipId: ClipId;
  frame: number;
  /** Pixels to the right against the middle value, one a steering value. */
  shiftsPx: number[];
  /** Null where nothing moved. */
  rho: number | null;
  /** Slope px a unit of steering; null where no line can be fitted. */
  slope: number | null;
}

export interface ControlModel {
  modelId: string;
  title: string;
  /** `x0`, `direct`, `jump`, … */
  objective: string;
  guidance: number;
  scenes: ControlScene[];
  /** Over scenes where something moved. */
  rho: Estimate | null;
  validScenes: number;
  /** Of the valid scenes. */
  positiveShare: number | null;
  /** Steering read back from pictures: targets between the steering values, rendered with other noise; null where no scene gives a line. */
  inverse: { scenes: number; meanError: number; chance: number; ratio: number } | null;
  /** Yaw of the predicted future by a probe on latents, with the probe's own held-out correlation; null where there is no probe. */
  yaw: YawControl | null;
}

/** Steering against the turn that a linear probe, trained on recorded pairs of latents, reads out of the predicted future. */
export interface YawControl {
  /** Spearman of steering and yaw, over scenes where the yaw varies. */
  rho: Estimate | null;
  validScenes: number;
  /** Of the valid scenes. */
  positiveShare: number | null;
  /** Pearson correlation of probe and recorded yaw on clips that the probe was not trained on. */
  probeCorrelation: number | null;
}

export interface MotionModel {
  modelId: string | null;
  title: string;
  /** `copy` repeats the present. */
  way: 'model' | 'copy';
  /** Prediction by truth, blurred, rest and whole. */
  lf: Estimate;
  hf: Estimate;
  change: Estimate;
  /** Mean cosine over pairs where both move. */
  direction: Estimate | null;
  directionPairs: number;
  magnitude: Estimate | null;
}

export interface DiagnosisRow {
  modelId: string;
  title: string;
  /** What differs from the reference row: `objective`, `anchor`, `spatial tokens`; null for the reference. */
  changed: string | null;
  horizonS: number;
  cosSim: Estimate;
  ssim: Estimate;
  /** Mean square error of standardised latents. */
  latentMse: Estimate;
  fid: number | null;
  kid: { mean: number; sd: number } | null;
}

/** A paired test over clips; difference is a − b. */
export interface PairTest {
  a: string;
  b: string;
  metric: string;
  clips: number;
  difference: Estimate;
  t: number | null;
  p: number | null;
  /** Times the number of pairs of this table, at most 1. */
  pCorrected: number | null;
  /** Mean difference by the standard deviation of the differences. */
  cohenD: number | null;
}

export interface ProbeEncoder {
  modelId: string;
  title: string;
  /** Width of its features, and whether a frozen random projection brings them to 384. */
  width: number;
  projected: boolean;
  /** Pictures it sees at once. */
  frames: number;
  /** RMSE over clips, normalised units. */
  steering: Estimate;
  acceleration: Estimate;
  /** Steering RMSE as an angle of the wheel, degrees. */
  steeringDeg: number;
}

export type LabFigures =
  | { kind: 'frontier'; featureNet: FeatureNet | null; points: FrontierPoint[] }
  | { kind: 'control'; steering: number[]; horizonS: number; models: ControlModel[] }
  | { kind: 'motion'; atS: number[]; models: MotionModel[] }
  | { kind: 'diagnosis'; featureNet: FeatureNet | null; rows: DiagnosisRow[]; tests: PairTest[] }
  | {
      kind: 'probe';
      trainClips: number;
      testClips: number;
      seeds: number[];
      encoders: ProbeEncoder[];
      tests: PairTest[];
    };

export interface LabResult {
  record: LabRecord;
  figures: LabFigures;
}

/** A value of a paper, on other data. */
export interface QuotedValue {
  kind: LabKind;
  /** What it is a value of: `direct`, `diffusion`, `calibrated`, … */
  of: string;
  metric: string;
  value: number;
  low: number | null;
  high: number | null;
  /** Data set, horizon and count, in words. */
  on: string;
  source: string;
  secondHand: boolean;
}
