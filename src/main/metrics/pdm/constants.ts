/** Constants of the PDM score. Sources: NAVSIM devkit 0a380a9 (v2.2) and v1.1, nuPlan devkit v1.2; see each group. */

/** Simulated instants of a plan: now and 40 steps (proposal_sampling: 40 poses, 0.1 s). */
export const STEPS = 41;
export const STEP_S = 0.1;
export const STEP_US = 100_000;
/** Numbers of one simulated state (StateIndex): x y heading vx vy ax ay steering steeringRate yawRate yawAcceleration. */
export const STATE = 11;
/** 2 Hz frames that carry tracks and lights: now to 5 s (v1 reads all, v2 the first 9). */
export const FRAMES = 11;
export const FRAME_STEPS = 5;

/** batch_lqr.py: weights of the tracker, its horizon in steps and the controller near standstill. */
export const TRACKER = {
  horizon: 10,
  qLongitudinal: 10,
  rLongitudinal: 1,
  qLateral: 1,
  qHeading: 10,
  rLateral: 1,
  jerkPenalty: 1e-4,
  curvatureRatePenalty: 1e-2,
  initialCurvaturePenalty: 1e-10,
  stoppingGain: 0.5,
  stoppingSpeedMps: 0.2,
  /** The tracker keeps the default wheel base (pacifica), whatever vehicle the scene names. */
  wheelBaseM: 3.089,
} as const;

/** batch_kinematic_bicycle.py */
export const BICYCLE = {
  maxSteeringRad: Math.PI / 3,
  accelerationTimeConstantS: 0.2,
  steeringTimeConstantS: 0.05,
} as const;

/** pdm_scorer.py (PDMScorerConfig) and nuPlan's idm/utils.py. */
export const LIMITS = {
  stoppedEgoMps: 5e-2,
  stoppedTrackMps: 5e-2,
  aheadRad: (30 * Math.PI) / 180,
  behindRad: (150 * Math.PI) / 180,
  ttcStoppedMps: 5e-3,
  /** Look-ahead of the time to collision, steps. */
  ttcAheadSteps: [0, 3, 6, 9],
  directionWindowSteps: 10,
  directionCompliantM: 2,
  directionViolatedM: 6,
  progressM: 5,
  laneDeviationM: 0.5,
  laneDeviationSteps: 20,
} as const;

export const WEIGHTS = {
  v1: { ep: 5, ttc: 5, c: 2 },
  v2: { ep: 5, ttc: 5, lk: 2, hc: 2, ec: 2 },
} as const;

/** pdm_comfort_metrics.py: open intervals, in the order of the kit's flags. */
export const COMFORT_BOUNDS = [
  { name: 'longitudinal acceleration', unit: 'm/s²', low: -4.05, high: 2.4 },
  { name: 'lateral acceleration', unit: 'm/s²', low: -4.89, high: 4.89 },
  { name: 'jerk', unit: 'm/s³', low: -8.37, high: 8.37 },
  { name: 'longitudinal jerk', unit: 'm/s³', low: -4.13, high: 4.13 },
  { name: 'yaw acceleration', unit: 'rad/s²', low: -1.93, high: 1.93 },
  { name: 'yaw rate', unit: 'rad/s', low: -0.95, high: 0.95 },
] as const;

/** pdm_comfort_metrics.py: root mean square of the difference of two plans, limits included. */
export const EXTENDED_COMFORT_LIMITS = [
  { name: 'acceleration', unit: 'm/s²', high: 0.7 },
  { name: 'jerk', unit: 'm/s³', high: 0.5 },
  { name: 'yaw rate', unit: 'rad/s', high: 0.1 },
  { name: 'yaw acceleration', unit: 'rad/s²', high: 0.1 },
] as const;

/** scene_aggregator.py: frames pair up when they are less than this apart; σ² of the two-stage kernel. */
export const MAX_PAIR_S = 0.55;
export const TWO_STAGE_SIGMA_SQUARED = 0.1;
