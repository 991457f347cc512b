import type { ClipId } from '../../shared/domain/clip.ts';
import {
  ACCELERATION_UNIT_MPS2,
  type SteerRange,
  type SteerRequest,
  type WorldObjective,
} from '../../shared/domain/steering.ts';

/** What the sliders say. */
export interface Sliders {
  /** Normalised, left positive; 0 lets left and right take the ends of training. */
  steering: number;
  accelerationMps2: number;
  /** The recorded acceleration is kept instead. */
  accelerationAsDriven: boolean;
  steps: number;
  guidance: number;
  blend: number;
  seed: number;
  calibrate: boolean;
}

export const defaultSliders: Sliders = {
  steering: 0,
  accelerationMps2: 0,
  accelerationAsDriven: false,
  steps: 50,
  guidance: 1,
  blend: 0,
  seed: 7,
  calibrate: true,
};

/** Ends of the acceleration slider, m/s². */
export const MOST_ACCELERATION_MPS2 = 4;
/** Denoising steps that can be chosen. */
export const stepChoices = [1, 2, 3, 4, 5, 6, 8, 10, 15, 20, 25, 30, 40, 50, 75, 100] as const;
export const MOST_GUIDANCE = 4;
export const MOST_SEED = 99;

export const rollKinds = ['diffusion', 'direct', 'jump'] as const;
/** How a model answers, as its class is called here. */
export type RollKind = (typeof rollKinds)[number];
export const rollKindOf = (objective: WorldObjective): RollKind =>
  objective === 'direct' || objective === 'jump' ? objective : 'diffusion';

/** One pass or a chain of them answers fast enough to follow a slider. */
export const answersLive = (range: SteerRange): boolean => rollKindOf(range.objective) !== 'diffusion';

export type Setting = 'steps' | 'guidance' | 'blend' | 'seed' | 'calibrate';

/** Why a setting is of no use to a model; null where it is. */
export function settingRests(setting: Setting, range: SteerRange): string | null {
  const kind = rollKindOf(range.objective);
  if (kind === 'jump') return 'The jump chain uses no noise.';
  if (kind === 'direct') return 'The direct model answers in one pass, without noise.';
  if (setting === 'blend' && range.direct === null) return 'This model names no direct twin.';
  if (setting === 'calibrate' && !range.canCalibrate) return 'This model brings no statistics of training.';
  return null;
}

export const steeredRows = ['left', 'straight', 'right'] as const;
export type SteeredRow = (typeof steeredRows)[number];

/** Left and right ends of the slider, normalised: the 95th and 5th percentile of training. */
export function steeringEnds(range: SteerRange): { left: number; right: number } {
  const [p5, p95] = range.steering;
  return p95 > 0 && p5 < 0 ? { left: p95, right: p5 } : { left: 0.3, right: -0.3 };
}

/**
 * Steering of the three rows. The chosen value is the row's on its side; the other side has the same share of its own end.
 * With the slider at 0 both are half way to their ends: held for 8 s, the ends drive a circle.
 */
export function rowSteering(steering: number, range: SteerRange): Record<SteeredRow, number> {
  const { left, right } = steeringEnds(range);
  const share = steering > 0 ? steering / left : steering < 0 ? steering / right : 0.5;
  return { left: share * left, straight: 0, right: share * right };
}

/** The row that shows the chosen value. */
export const chosenRow = (steering: number): SteeredRow =>
  steering > 0 ? 'left' : steering < 0 ? 'right' : 'straight';

/** The rows in the order in which they are rendered: the chosen one, straight (which the others are measured against), the other side. */
export function renderOrder(steering: number): SteeredRow[] {
  const first = chosenRow(steering);
  const second = first === 'straight' ? 'left' : 'straight';
  return [first, second, ...steeredRows.filter((row) => row !== first && row !== second)];
}

/** What is asked of a model; what it has no use for is told as its default, so that equal questions are equal. `steering` null keeps the recorded actions. */
export function steerRequest(
  at: { clipId: ClipId; frame: number },
  range: SteerRange,
  sliders: Sliders,
  steering: number | null,
): SteerRequest {
  const used = <T>(setting: Setting, value: T, otherwise: T): T =>
    settingRests(setting, range) === null ? value : otherwise;
  const keepsAcceleration = steering === null || sliders.accelerationAsDriven;
  return {
    clipId: at.clipId,
    frame: at.frame,
    modelId: range.modelId,
    steering: steering === null ? null : [steering],
    acceleration: keepsAcceleration ? null : [sliders.accelerationMps2 / ACCELERATION_UNIT_MPS2],
    options: {
      steps: used('steps', sliders.steps, defaultSliders.steps),
      guidance: used('guidance', sliders.guidance, 1),
      seed: used('seed', sliders.seed, defaultSliders.seed),
      calibrate: used('calibrate', sliders.calibrate, false) ? 'train' : 'none',
      blend: used('blend', sliders.blend, 0),
    },
  };
}
