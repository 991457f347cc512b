import { z } from 'zod';
import { clipIdSchema } from '../../../shared/domain/clip.ts';
import { labRequestSchema, type LabResult } from '../../../shared/domain/lab.ts';
import { executionProviders } from '../../../shared/domain/model.ts';

const count = z.number().int().nonnegative();
const maybe = z.number().nullable();
const share = z.number().min(0).max(1);
const estimate = z.object({ mean: z.number(), low: maybe, high: maybe, clips: count });
const kid = z.object({ mean: z.number(), sd: z.number() }).nullable();

const featureNet = z.object({
  modelId: z.string(),
  title: z.string(),
  width: count,
  fidName: z.string(),
  kidName: z.string(),
});

const pairTest = z.object({
  a: z.string(),
  b: z.string(),
  metric: z.string(),
  clips: count,
  difference: estimate,
  t: maybe,
  p: maybe,
  pCorrected: maybe,
  cohenD: maybe,
});

const frontierPoint = z.object({
  way: z.enum(['direct', 'diffusion', 'calibrated', 'interpolation', 'oracle', 'copy', 'jump']),
  modelId: z.string().nullable(),
  alpha: maybe,
  horizonS: z.number(),
  windows: count,
  kid,
  fid: maybe,
  cosSim: estimate,
  ssim: estimate,
  psnr: estimate,
  sharpness: estimate,
});

const controlModel = z.object({
  modelId: z.string(),
  title: z.string(),
  objective: z.string(),
  guidance: z.number(),
  scenes: z.array(
    z.object({ clipId: clipIdSchema, frame: count, shiftsPx: z.array(z.number()), rho: maybe, slope: maybe }),
  ),
  rho: estimate.nullable(),
  validScenes: count,
  positiveShare: share.nullable(),
  inverse: z.object({ scenes: count, meanError: z.number(), chance: z.number(), ratio: z.number() }).nullable(),
  yaw: z
    .object({ rho: estimate.nullable(), validScenes: count, positiveShare: share.nullable(), probeCorrelation: maybe })
    .nullable(),
});

const motionModel = z.object({
  modelId: z.string().nullable(),
  title: z.string(),
  way: z.enum(['model', 'copy']),
  lf: estimate,
  hf: estimate,
  change: estimate,
  direction: estimate.nullable(),
  directionPairs: count,
  magnitude: estimate.nullable(),
});

const diagnosisRow = z.object({
  modelId: z.string(),
  title: z.string(),
  changed: z.string().nullable(),
  horizonS: z.number(),
  cosSim: estimate,
  ssim: estimate,
  latentMse: estimate,
  fid: maybe,
  kid,
});

const probeEncoder = z.object({
  modelId: z.string(),
  title: z.string(),
  width: count,
  projected: z.boolean(),
  frames: count,
  steering: estimate,
  acceleration: estimate,
  steeringDeg: z.number(),
});

const figures = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('frontier'), featureNet: featureNet.nullable(), points: z.array(frontierPoint) }),
  z.object({
    kind: z.literal('control'),
    steering: z.array(z.number()),
    horizonS: z.number(),
    models: z.array(controlModel),
  }),
  z.object({ kind: z.literal('motion'), atS: z.array(z.number()), models: z.array(motionModel) }),
  z.object({
    kind: z.literal('diagnosis'),
    featureNet: featureNet.nullable(),
    rows: z.array(diagnosisRow),
    tests: z.array(pairTest),
  }),
  z.object({
    kind: z.literal('probe'),
    trainClips: count,
    testClips: count,
    seeds: z.array(z.number()),
    encoders: z.array(probeEncoder),
    tests: z.array(pairTest),
  }),
]);

const record = z.object({
  labId: z.string(),
  request: labRequestSchema,
  createdUs: z.number().int(),
  durationS: z.number(),
  clips: count,
  windows: count,
  models: z.array(
    z.object({ modelId: z.string(), title: z.string(), version: z.string(), hash: z.string(), parameters: maybe }),
  ),
  provider: z.enum(executionProviders),
  threads: count,
  stageMs: z.record(z.string(), z.record(z.string(), z.number())),
  skipped: z.array(z.object({ clipId: clipIdSchema, reason: z.string() })),
  notes: z.array(z.string()),
  problem: z.string().nullable(),
});

/** A result as it lies in the workspace: `lab/<labId>.json`. */
export const labFileSchema = z.object({
  format: z.literal(1),
  result: z.object({ record, figures }),
}) satisfies z.ZodType<{
  format: 1;
  result: LabResult;
}>;
