import type { ClipId } from './clip.ts';
import type { PdmSetting } from './pdm-metric.ts';
import { pdmFormula, type PdmTerm, type PdmVersion } from './pdm.ts';
import type { Interval, MetricKey } from './score.ts';

/** Where a clip stands in the cross-table of a term: which of the two runs fail there. */
export const gateCells = ['neither', 'onlyA', 'onlyB', 'both'] as const;
export type GateCell = (typeof gateCells)[number];

/** A term passes or fails: every gate and every weighted term but progress, which is a share of the way. */
export const isCrossed = (term: PdmTerm): boolean => term !== 'ep';

/** The terms of a version that pass or fail, gates first. */
export const crossedTerms = (version: PdmVersion): PdmTerm[] => [
  ...pdmFormula[version].gates,
  ...(Object.keys(pdmFormula[version].weights) as PdmTerm[]).filter(isCrossed),
];

/** One term of two runs over the clips where both have it. A clip fails where its mean is below 1: a half counts as a fail. */
export interface GateRow {
  term: PdmTerm;
  role: 'gate' | 'weighted';
  clips: number;
  cells: Record<GateCell, { clips: number; /** Clips whose fails are all partial: above 0. */ partial: number }>;
  /** Two-sided exact McNemar test on the clips where one run alone fails; null where there are none. */
  p: number | null;
}

/** Which term fails in which run. */
export interface GateTable {
  setting: PdmSetting;
  /** Terms without a clip that both runs have are left out. */
  rows: GateRow[];
}

export const sliceFacets = ['locations', 'manoeuvres', 'words', 'tagTypeIds', 'datasetIds'] as const;
export type SliceFacet = (typeof sliceFacets)[number];

/** The difference on the clips of one facet value; slices overlap. */
export interface DeltaSlice {
  facet: SliceFacet;
  value: string;
  label: string;
  delta: Interval;
}

/** Slices of fewer clips that both runs have are left out. */
export const LEAST_SLICE_CLIPS = 10;

/** A term on which two runs differ at a clip. */
export interface TermFlip {
  term: PdmTerm;
  a: number;
  b: number;
}

/** One metric on every clip that both runs have it for, in rising order of A − B; columns of the same length. */
export interface ScoreDeltas {
  metric: MetricKey;
  clipIds: ClipId[];
  a: number[];
  b: number[];
  /** For a PDM total: the term that moves it most; null where none differs. */
  flips: (TermFlip | null)[];
}
