import { z } from 'zod';
import type { problemSchema } from './problem.ts';

export const datasetKinds = ['nuscenes', 'navsim', 'physicalai', 'sample'] as const;
export const datasetKindSchema = z.enum(datasetKinds);
export type DatasetKind = z.infer<typeof datasetKindSchema>;

const kindNames: Record<DatasetKind, string> = {
  nuscenes: 'nuScenes',
  navsim: 'NAVSIM',
  physicalai: 'PhysicalAI-AV',
  sample: 'sample world',
};

/** A kind as it is named to the user; one that is not known stays as it is. */
export function datasetKindInWords(kind: string): string {
  const known = datasetKindSchema.safeParse(kind);
  return known.success ? kindNames[known.data] : kind;
}

/** What a folder holds, told before anything is indexed. */
export const datasetProbeSchema = z.object({
  kind: datasetKindSchema,
  /** Absolute, links resolved. */
  rootPath: z.string(),
  /** e.g. `v1.0-mini`. */
  version: z.string(),
  title: z.string(),
  /** Found and missing parts in words, e.g. {name:'map expansion', found:false, detail:'maps/expansion is absent'}. */
  parts: z.array(z.object({ name: z.string(), found: z.boolean(), detail: z.string() })),
  tableBytes: z.number(),
  /** Set when the same data set is already in the workspace. */
  knownAs: z.string().nullable(),
});
export type DatasetProbe = z.infer<typeof datasetProbeSchema>;

export const datasetCountsSchema = z.object({
  clips: z.number(),
  frames: z.number(),
  sensorFiles: z.number(),
  absentSensorFiles: z.number(),
  images: z.number(),
  absentImages: z.number(),
  boxes: z.number(),
  tracks: z.number(),
  /** Row counts by source table, for the report of what was indexed. */
  tables: z.record(z.string(), z.number()),
  /** Rows or files that could not be used, by reason in words, with up to 20 examples kept by the index job. */
  skipped: z.record(z.string(), z.number()),
});
export type DatasetCounts = z.infer<typeof datasetCountsSchema>;

/** A data set of the workspace. `datasetId` is given once and never reused: the user's work refers to it. */
export interface Dataset {
  datasetId: string;
  kind: DatasetKind;
  version: string;
  title: string;
  rootPath: string;
  /** `absent`: the root is gone (volume not connected, folder moved). */
  state: 'not-indexed' | 'indexed' | 'stale' | 'absent';
  counts: DatasetCounts | null;
  indexedAtUs: number | null;
  problem: z.infer<typeof problemSchema> | null;
}
