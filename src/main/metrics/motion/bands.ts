import type { RgbImage } from '../../media/camera-frames.ts';
import { gaussianBlur } from '../fidelity/gaussian-blur.ts';
import { planesOf, type Planes } from '../fidelity/planes.ts';

const SIGMA_PX = 8;
const KERNEL_PX = 31;

/** A picture's slow and fast parts: its Gaussian blur (sigma 8, kernel 31), and what the blur leaves out. Sides of at least 16 px. */
export function bandsOf(image: RgbImage): { low: Planes; high: Planes } {
  const planes = planesOf(image);
  const low = gaussianBlur(planes, SIGMA_PX, KERNEL_PX);
  return { low, high: { ...planes, values: planes.values.map((value, i) => value - low.values[i]) } };
}
