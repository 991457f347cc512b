import { profileShift as shiftOfCentred } from '../../../shared/maths/picture-shift.ts';
import type { RgbImage } from '../../media/camera-frames.ts';
import { sameSize } from '../fidelity/planes.ts';

/** Whole pixels by which a picture moved against another: to the right and down are positive. */
export interface Displacement {
  rightPx: number;
  downPx: number;
}

/** Displacement of `to` against `from`, pictures of one size, by their brightness profiles. */
export function displacement(from: RgbImage, to: RgbImage): Displacement {
  sameSize(from, to);
  const [before, after] = [profiles(from), profiles(to)];
  return {
    rightPx: profileShift(after.horizontal, before.horizontal),
    downPx: profileShift(after.vertical, before.vertical),
  };
}

/** Mean brightness of each column (over channels and rows) and of each row, in [0, 255]. */
function profiles({ widthPx, heightPx, rgb }: RgbImage): { horizontal: Float64Array; vertical: Float64Array } {
  const horizontal = new Float64Array(widthPx);
  const vertical = new Float64Array(heightPx);
  for (let v = 0, i = 0; v < heightPx; v++)
    for (let u = 0; u < widthPx; u++, i += 3) {
      const sum = rgb[i] + rgb[i + 1] + rgb[i + 2];
      horizontal[u] += sum / (3 * heightPx);
      vertical[v] += sum / (3 * widthPx);
    }
  return { horizontal, vertical };
}

/**
 * Shift of a profile against a reference of the same length n: argmax of their full cross-correlation, means removed, minus
 * (n − 1). Positive when the profile moved to a larger index. Of equal maxima the first counts (numpy's argmax), but a profile
 * without any variation, whose correlation is 0 everywhere, has not moved.
 */
export const profileShift = (profile: Float64Array, reference: Float64Array): number =>
  shiftOfCentred(centred(profile), centred(reference));

function centred(values: Float64Array): Float64Array {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return values.map((value) => value - mean);
}
