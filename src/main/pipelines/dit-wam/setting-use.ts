import type { VideoRunOptions } from '../../../shared/domain/video-prediction.ts';
import type { WorldParameters } from './spec.ts';

/** Why a setting changes nothing for a world model; null where it does. */
export function reasonAgainst(
  setting: keyof VideoRunOptions,
  value: VideoRunOptions[keyof VideoRunOptions] | undefined,
  { objective, calibration, direct }: Pick<WorldParameters, 'objective' | 'calibration' | 'direct'>,
): string | null {
  if (setting === 'everyS') return null;
  if (objective === 'direct') return 'it answers in one pass, without noise';
  if (objective === 'jump') return 'it answers by a chain of jumps, without noise';
  // Where there is none, `none` is what is done.
  if (setting === 'calibrate' && value === 'train' && !calibration) return 'its manifest has no calibration';
  if (setting === 'blend' && direct === undefined) return 'its manifest names no direct twin';
  return null;
}
