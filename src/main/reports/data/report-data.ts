import { z } from 'zod';
import { videoRunOptionsSchema } from '../../../shared/domain/video-prediction.ts';

/** Mean with its interval; see `Interval` of the scores. */
export const intervalSchema = z.object({
  mean: z.number(),
  low: z.number(),
  high: z.number(),
  clips: z.number().int(),
  resamples: z.number().int(),
  seed: z.number().int(),
});

const letter = z.enum(['A', 'B', 'C', 'D']);
export type RunLetter = z.infer<typeof letter>;
export const runLetters: readonly RunLetter[] = letter.options;

const reportRunSchema = z.object({
  letter,
  runId: z.string(),
  modelId: z.string(),
  modelTitle: z.string(),
  modelVersion: z.string(),
  modelHash: z.string(),
  family: z.string(),
  provider: z.string(),
  threads: z.number().int(),
  status: z.string(),
  createdUs: z.number().int(),
  clipsScored: z.number().int(),
  /** Median ms a decision instant, by stage. */
  stageMs: z.record(z.string(), z.number()),
  /** How a world model was run; null for a run of plans. */
  video: videoRunOptionsSchema.nullable(),
  /** Hashes of the models that this one calls on, by id. */
  parts: z.record(z.string(), z.string()),
  /** What the run says of its inputs, in words. */
  notes: z.record(z.string(), z.string()),
});
export type ReportRun = z.infer<typeof reportRunSchema>;

const pairedSchema = z.object({
  delta: intervalSchema,
  p: z.number().nullable(),
  pCorrected: z.number().nullable(),
  betterA: z.number().int(),
  betterB: z.number().int(),
  equal: z.number().int(),
});

const reportMetricSchema = z.object({
  key: z.string(),
  title: z.string(),
  unit: z.enum(['m', 'share', 'index', 'dB']),
  better: z.enum(['lower', 'higher']),
  /** By run, in the order of `runs`; null where no clip could be scored. */
  runs: z.array(intervalSchema.nullable()),
  constantVelocity: intervalSchema.nullable(),
  /** A − B over the clips both scored; null with one run. */
  paired: pairedSchema.nullable(),
});
export type ReportMetric = z.infer<typeof reportMetricSchema>;

const reportSliceSchema = z.object({
  group: z.enum(['all', 'location', 'manoeuvre', 'speed', 'tag']),
  label: z.string(),
  clips: z.number().int(),
  /** Mean of the report's metric by run, over this slice's clips that all runs scored. */
  means: z.array(z.number().nullable()),
  delta: z.number().nullable(),
});
export type ReportSlice = z.infer<typeof reportSliceSchema>;

const reportClipSchema = z.object({
  clipId: z.string(),
  name: z.string(),
  description: z.string(),
  location: z.string(),
  manoeuvre: z.string(),
  meanSpeedMps: z.number(),
  frameCount: z.number().int(),
  reviewed: z.boolean(),
  note: z.string(),
  tags: z.array(z.string()),
  /** By run letter, and `CV`: clip means by metric key. */
  values: z.record(z.string(), z.record(z.string(), z.number())),
});
export type ReportClip = z.infer<typeof reportClipSchema>;

const galleryItemSchema = z.object({
  clipId: z.string(),
  clipName: z.string(),
  /** Index of the key frame shown and its time from the clip's start, s. */
  frame: z.number().int(),
  timeS: z.number(),
  /** What the picture shows, in words. */
  sentence: z.string(),
  /** The report's metric at this key frame, by run letter. */
  frameValues: z.record(z.string(), z.number()),
  /** The report's metric over the clip, by run letter. */
  clipValues: z.record(z.string(), z.number()),
});
export type GalleryItem = z.infer<typeof galleryItemSchema>;

const taggedFailureSchema = z.object({
  clipId: z.string(),
  clipName: z.string(),
  tagName: z.string(),
  severity: z.enum(['minor', 'major', 'critical']),
  /** From the clip's start, s; null for a tag on the whole clip. */
  startS: z.number().nullable(),
  endS: z.number().nullable(),
  runLetter: letter.nullable(),
  note: z.string(),
});
export type TaggedFailure = z.infer<typeof taggedFailureSchema>;

const notScoredSchema = z.object({
  letter,
  clipId: z.string(),
  clipName: z.string(),
  /** Key frames that have no plan or score; null when the whole clip has none. */
  frames: z.number().int().nullable(),
  reason: z.string(),
});
export type NotScored = z.infer<typeof notScoredSchema>;

/** Everything a report says. The page, the tables and the JSON file are written from this one object. */
export const reportDataSchema = z.object({
  format: z.literal(1),
  reportId: z.string(),
  title: z.string(),
  createdUs: z.number().int(),
  workspace: z.string(),
  metric: z.string(),
  verdict: z.object({ lead: z.string(), rest: z.string() }),
  selection: z.object({
    /** The filter in words. */
    words: z.string(),
    clips: z.number().int(),
    frames: z.number().int(),
    /** SHA-256 over the sorted clip ids, one a line, hex. */
    sha256: z.string(),
    datasets: z.array(
      z.object({
        datasetId: z.string(),
        kind: z.string(),
        version: z.string(),
        title: z.string(),
        clips: z.number().int(),
        images: z.number().int(),
        absentImages: z.number().int(),
      }),
    ),
  }),
  scorer: z.object({
    name: z.string(),
    resamples: z.number().int(),
    seed: z.number().int(),
    /** How many metrics p′ is corrected over; 0 without a comparison. */
    comparisons: z.number().int(),
  }),
  runs: z.array(reportRunSchema).min(1).max(4),
  /** Where the constant velocity column comes from, in words; null when there is none. */
  constantVelocity: z.string().nullable(),
  metrics: z.array(reportMetricSchema).min(1),
  slices: z.array(reportSliceSchema),
  worst: z.array(galleryItemSchema),
  best: z.array(galleryItemSchema),
  failures: z.array(taggedFailureSchema),
  notScored: z.array(notScoredSchema),
  clips: z.array(reportClipSchema).min(1),
  machine: z.object({ platform: z.string(), cpu: z.string(), threads: z.number().int(), memoryBytes: z.number() }),
  software: z.record(z.string(), z.string()),
  /** Commands that make this report again. */
  reproduce: z.array(z.string()),
});
export type ReportData = z.infer<typeof reportDataSchema>;

/** Whether a run of the report plans: without one there is nothing to hold against constant velocity. */
export const hasPlans = ({ runs }: { runs: readonly Pick<ReportRun, 'video'>[] }): boolean =>
  runs.some(({ video }) => video === null);
