/** Words of the units that scores are in. */
import type { ScoreInfo } from '../domain/score.ts';

/** `share` is printed × 100, `index` (SSIM, CosSim) as it is. */
export type ScoreUnit = ScoreInfo['unit'];

/** What a value is multiplied by where it is printed. */
export const printedScale = (unit: ScoreUnit): number => (unit === 'share' ? 100 : 1);

/** Differences within this of zero count as equal, in the printed unit: what rounds to nothing. */
export const equalWithin: Record<ScoreUnit, number> = { m: 0.05, share: 0.05, dB: 0.05, index: 0.0005 };

/** What follows a value in a sentence: ` m`, ` dB`, nothing. */
export const unitAfter = (unit: ScoreUnit): string => (unit === 'm' || unit === 'dB' ? ` ${unit}` : '');

/** What follows a metric's name in a heading: `, m`, `, dB`, `, %` or nothing. */
export const unitInHeading = (unit: ScoreUnit): string =>
  unit === 'index' ? '' : unit === 'share' ? ', %' : `, ${unit}`;
