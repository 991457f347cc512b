import { z } from 'zod';

/**
 * The PDM score of one plan: PDMS of NAVSIM v1 and EPDMS of NAVSIM v2. The two are different metrics; version, stage,
 * filter, traffic and reference stand beside every number.
 */
export const pdmVersions = ['v1', 'v2'] as const;
export type PdmVersion = (typeof pdmVersions)[number];
export const pdmTitles: Record<PdmVersion, string> = { v1: 'PDMS', v2: 'EPDMS' };

export const pdmTerms = ['nc', 'dac', 'ddc', 'tlc', 'ep', 'ttc', 'lk', 'hc', 'ec', 'c'] as const;
export type PdmTerm = (typeof pdmTerms)[number];

/** Abbreviation, words and the official kit's column of each term. */
export const pdmTermWords: Record<PdmTerm, { short: string; title: string; column: string }> = {
  nc: { short: 'NC', title: 'no at-fault collision', column: 'no_at_fault_collisions' },
  dac: { short: 'DAC', title: 'drivable area', column: 'drivable_area_compliance' },
  ddc: { short: 'DDC', title: 'driving direction', column: 'driving_direction_compliance' },
  tlc: { short: 'TLC', title: 'traffic lights', column: 'traffic_light_compliance' },
  ep: { short: 'EP', title: 'ego progress', column: 'ego_progress' },
  ttc: { short: 'TTC', title: 'time to collision', column: 'time_to_collision_within_bound' },
  lk: { short: 'LK', title: 'lane keeping', column: 'lane_keeping' },
  hc: { short: 'HC', title: 'history comfort', column: 'history_comfort' },
  ec: { short: 'EC', title: 'extended comfort', column: 'two_frame_extended_comfort' },
  c: { short: 'C', title: 'comfort', column: 'comfort' },
};

/** The terms of each version: gates multiply, weighted terms are averaged. v1 reports DDC with weight 0. */
export const pdmFormula: Record<PdmVersion, { gates: PdmTerm[]; weights: Partial<Record<PdmTerm, number>> }> = {
  v1: { gates: ['nc', 'dac'], weights: { ep: 5, ttc: 5, c: 2, ddc: 0 } },
  v2: { gates: ['nc', 'dac', 'ddc', 'tlc'], weights: { ep: 5, ttc: 5, lk: 2, hc: 2, ec: 2 } },
};

export const pdmTrafficPolicies = ['log-replay', 'reactive-idm'] as const;
export type PdmTrafficPolicy = (typeof pdmTrafficPolicies)[number];
/** Whose progress is the measure: given with the scene, of the kit's metric cache, or of our PDM-Closed. */
export const pdmReferenceKinds = ['given', 'metric-cache', 'pdm-closed'] as const;
export type PdmReferenceKind = (typeof pdmReferenceKinds)[number];
export const pdmStages = ['one', 'two-stage first', 'two-stage second'] as const;
export type PdmStage = (typeof pdmStages)[number];
export const pdmFilters = ['human', 'none'] as const;
export type PdmFilter = (typeof pdmFilters)[number];

/** What a score is made from. A part that is missing makes the terms that need it not available. */
export const pdmParts = [
  'tracks',
  'drivable area',
  'lanes',
  'intersections',
  'route',
  'centreline',
  'traffic lights',
  'history',
  'reference',
  'human',
  'previous plan',
] as const;
export type PdmPart = (typeof pdmParts)[number];

export const pdmObjectKinds = [
  'vehicle',
  'pedestrian',
  'bicycle',
  'traffic_cone',
  'barrier',
  'czone_sign',
  'generic_object',
] as const;
export type PdmObjectKind = (typeof pdmObjectKinds)[number];

export const pdmCollisionTypes = [
  'STOPPED_EGO_COLLISION',
  'STOPPED_TRACK_COLLISION',
  'ACTIVE_REAR_COLLISION',
  'ACTIVE_FRONT_COLLISION',
  'ACTIVE_LATERAL_COLLISION',
] as const;
export type PdmCollisionType = (typeof pdmCollisionTypes)[number];

/** The term fails where a collision is this near or nearer, s. */
export const TTC_BOUND_S = 0.9;

/** What the number stands on. */
export interface PdmContext {
  version: PdmVersion;
  stage: PdmStage;
  filter: PdmFilter;
  traffic: PdmTrafficPolicy;
  reference: PdmReferenceKind | null;
}

/** The score of one plan with its parts. */
export interface PdmResult {
  scene: string;
  plan: string;
  context: PdmContext;
  terms: PdmTermResult[];
  /** Product of the gates and weighted mean of the terms; null where one of them is not available. */
  product: number | null;
  weighted: number | null;
  total: number | null;
  /** Why there is no total, in words; null where there is one. */
  totalMissing: string | null;
  /** One sentence on what decided the score. */
  sentence: string;
  /** Oddities of the scene that were scored as they are. */
  notes: string[];
}

export interface PdmTermResult {
  term: PdmTerm;
  role: 'gate' | 'weighted';
  /** Share in the weighted mean; 0 for gates and for terms that are only reported. */
  weight: number;
  /** After the human filter; null where the term is not available. */
  value: number | null;
  /** Before the human filter. */
  unfiltered: number | null;
  /** What the human drive scores on its own; null where no filter applies. */
  human: number | null;
  /** Why the term is not available, in words. */
  missing: string | null;
  evidence: PdmEvidence | null;
  sentence: string;
}

/** Corners of a box: front left, rear left, rear right, front right; x y each, global frame, m. */
export type PdmBox = number[];

export type PdmEvidence =
  | PdmCollisionEvidence
  | PdmAreaEvidence
  | PdmDirectionEvidence
  | PdmLightEvidence
  | PdmProgressEvidence
  | PdmTtcEvidence
  | PdmLaneEvidence
  | PdmComfortEvidence
  | PdmExtendedComfortEvidence;

export interface PdmCollisionEvidence {
  kind: 'collisions';
  /** Every overlap that was classified, in time order; an object that was not at fault once is not looked at again. */
  events: PdmCollision[];
}
export interface PdmCollision {
  step: number;
  timeS: number;
  token: string;
  objectKind: PdmObjectKind;
  type: PdmCollisionType;
  atFault: boolean;
  /** Why it counts or does not, in words. */
  because: string;
  /** The part of the ego that touches; `body` where the object lies inside its box. */
  part: 'front bumper' | 'rear bumper' | 'left side' | 'right side' | 'body';
  /** A point of the overlap, global frame, m. */
  x: number;
  y: number;
  ego: PdmBox;
  object: PdmBox;
  egoSpeedMps: number;
  objectSpeedMps: number;
  /** Bearing of the object from the rear axle, rad; null where it is the axle itself. */
  bearingRad: number | null;
}

export const pdmCorners = ['front left', 'rear left', 'rear right', 'front right'] as const;
export type PdmCorner = (typeof pdmCorners)[number];
export interface PdmAreaEvidence {
  kind: 'drivable area';
  /** Stretches of steps at which a corner is off the drivable area, first and last step included. */
  stretches: { fromStep: number; toStep: number }[];
  /** The first corners to leave. */
  exits: { step: number; timeS: number; corner: PdmCorner; x: number; y: number; leftPolygon: string | null }[];
  /** Ego box at the first of those steps. */
  ego: PdmBox | null;
  /**
   * Drivable polygons that held corners at the last step at which all four were on the drivable area: the one before the
   * exits. Together they held the whole box. Empty where nothing is left, or the ego starts off.
   */
  heldBy: PdmHoldingPolygon[];
}
export interface PdmHoldingPolygon {
  token: string;
  /** Those of the corners that it held; boundaries are outside. */
  corners: PdmCorner[];
  /** One of them is off the drivable area a step later. */
  left: boolean;
  /** Exterior first, then holes; each x0 y0 x1 y1 … without the closing point, global frame, m. */
  rings: number[][];
}

export interface PdmDirectionEvidence {
  kind: 'driving direction';
  /** Way driven off the route within the second that ends at each step, m; samples in intersections count 0 in v2. */
  travelM: number[];
  compliantBelowM: number;
  violatedFromM: number;
  /** Worst window, both included; null where nothing was driven off the route. */
  window: { fromStep: number; toStep: number; metres: number } | null;
}

export interface PdmLightEvidence {
  kind: 'traffic lights';
  /** First step at which the ego box touches a red connector; null where none does. */
  contact: { step: number; timeS: number; connectorId: string; ego: PdmBox; polygon: number[] } | null;
  /** Connectors on the route that are red at some step. */
  redConnectors: string[];
}

export interface PdmProgressEvidence {
  kind: 'progress';
  rawM: number;
  referenceRawM: number | null;
  /** The largest raw progress × gates of the batch, by which progress is divided when it is over `minimumM`. */
  normaliserM: number;
  minimumM: number;
  /** Way along the centreline since the start by step, m. */
  planM: number[];
  referenceM: number[] | null;
}

export interface PdmTtcEvidence {
  kind: 'time to collision';
  /** First violation; null where there is none. */
  hit: {
    step: number;
    timeS: number;
    aheadS: number;
    token: string;
    objectKind: PdmObjectKind;
    bearingRad: number | null;
    /** ahead of the ego, or beside it while the ego is in several lanes, off the road or in an intersection. */
    why: 'ahead' | 'beside';
    ego: PdmBox;
    /** Ego box pushed straight on at its speed to where it meets the object. */
    pushed: PdmBox;
    object: PdmBox;
    egoSpeedMps: number;
  } | null;
}

export interface PdmLaneEvidence {
  kind: 'lane keeping';
  deviationM: number[];
  inIntersection: boolean[];
  limitM: number;
  neededSteps: number;
  /** Longest run of samples over the limit; samples in intersections are passed over. */
  run: { fromStep: number; toStep: number; samples: number } | null;
}

export interface PdmComfortEvidence {
  kind: 'comfort';
  /** Number of history samples before the plan; time of sample i is (i − historySamples) · 0.1 s. */
  historySamples: number;
  series: {
    name: string;
    unit: string;
    low: number;
    high: number;
    values: number[];
    within: boolean;
    /** First sample out of bounds and the worst one. */
    first: number | null;
    worst: number;
  }[];
}

export interface PdmExtendedComfortEvidence {
  kind: 'extended comfort';
  intervalS: number;
  series: {
    name: string;
    unit: string;
    rms: number;
    limit: number;
    within: boolean;
    now: number[];
    previous: number[];
  }[];
}

export const pdmVersionSchema = z.enum(pdmVersions);
