import type { ClipScores } from '../../../shared/domain/score.ts';
import { videoMetricKey, type VideoMetric } from '../../../shared/domain/video-metric.ts';
import { ABSENT, fixed } from '../../../shared/words/numbers.ts';

export { videoMetricNames as measureNames } from '../../score/metric-names.ts';
/** What the measure is and how it is read, for tooltips. */
export const measureWords: Record<VideoMetric, string> = {
  ssim: 'Structural similarity to the recorded picture; 1 is equal',
  psnr: 'Peak signal-to-noise ratio against the recorded picture, dB; higher is nearer',
  cosSim: 'Cosine of predicted and true latent patch vectors; 1 is the same direction',
};

/** What a comparison of the two pictures here gives. */
export interface Measured {
  ssim: number;
  psnr: number;
}

/** How near a predicted picture comes to the recorded one, and where the figure is from. */
export interface Fidelity {
  /** null where it is not known (yet). */
  value: number | null;
  /** `run`: scored with the run, before the picture was stored; `pictures`: worked out here from the stored picture. */
  from: 'run' | 'pictures' | null;
}

const unknown: Fidelity = { value: null, from: null };

/** The run's own score of a second where it has one, else what the pictures give. Latents are not stored, so CosSim is the run's alone. */
export function fidelityAt(
  measure: VideoMetric,
  scores: Pick<ClipScores, 'frames'> | null,
  frame: number,
  second: number,
  measured: Measured | null,
): Fidelity {
  const stored = scores?.frames.find((f) => f.frame === frame)?.values[videoMetricKey(measure, second)];
  if (stored !== undefined) return { value: stored, from: 'run' };
  if (measured === null || measure === 'cosSim') return unknown;
  return { value: measured[measure], from: 'pictures' };
}

/** `0.61`, `24.1`, `∞`; a dash where there is no value. */
export function fidelityFigure(measure: VideoMetric, value: number | null): string {
  if (value === null || Number.isNaN(value)) return ABSENT;
  if (value === Infinity) return '∞';
  return fixed(value, measure === 'psnr' ? 1 : 2);
}

/** Where a figure is from, for its tooltip. */
export const fidelitySource: Record<'run' | 'pictures', string> = {
  run: 'Scored with the run',
  pictures: 'Worked out here from the pictures shown',
};
