import type { RgbImage } from '../../media/camera-frames.ts';
import { bandsOf } from './bands.ts';

/** Mean root mean square change between consecutive pictures, colours in [0, 1]. */
export interface ChangeBands {
  /** Of the blurred pictures (sigma 8, kernel 31). */
  lf: number;
  /** Of what the blur leaves out. */
  hf: number;
  /** Of the pictures. */
  change: number;
}

/** Change along pictures of one size in the order of time, at least two (RangeError). */
export function changeBands(images: readonly RgbImage[]): ChangeBands {
  if (images.length < 2) throw new RangeError(`change among ${images.length} pictures`);
  const bands = images.map(bandsOf);
  const sums = { lf: 0, hf: 0, change: 0 };
  for (let i = 1; i < bands.length; i++) {
    const [before, after] = [bands[i - 1], bands[i]];
    const size = after.low.values.length;
    if (before.low.values.length !== size) throw new RangeError('pictures that differ in size');
    let [lf, hf, change] = [0, 0, 0];
    for (let k = 0; k < size; k++) {
      const low = after.low.values[k] - before.low.values[k];
      const high = after.high.values[k] - before.high.values[k];
      lf += low * low;
      hf += high * high;
      change += (low + high) ** 2;
    }
    sums.lf += Math.sqrt(lf / size);
    sums.hf += Math.sqrt(hf / size);
    sums.change += Math.sqrt(change / size);
  }
  const pairs = bands.length - 1;
  return { lf: sums.lf / pairs, hf: sums.hf / pairs, change: sums.change / pairs };
}
