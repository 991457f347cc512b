import { randomNormals } from '../statistics/random-numbers.ts';

/** Width that every encoder's features are brought to, so that all probes are of one size. */
export const PROBE_WIDTH = 384;

/**
 * A frozen random projection from `width` numbers to `to`: normal numbers, made orthonormal by Gram and Schmidt along the
 * shorter side. Wider features lose directions, narrower ones keep their lengths and angles. Features that have the width
 * already pass as they are.
 */
export function orthogonalProjection(
  width: number,
  seed: number,
  to: number = PROBE_WIDTH,
): (features: ArrayLike<number>) => Float32Array {
  if (width === to) return (features) => Float32Array.from(features);
  const [count, length] = [Math.min(width, to), Math.max(width, to)];
  const axes = orthonormalRows(count, length, seed);
  return (features) => {
    if (features.length !== width) throw new RangeError(`${features.length} features for a projection of ${width}`);
    const out = new Float64Array(to);
    for (let k = 0; k < count; k++)
      if (width > to) for (let i = 0; i < length; i++) out[k] += axes[k * length + i] * features[i];
      else for (let i = 0; i < length; i++) out[i] += axes[k * length + i] * features[k];
    return Float32Array.from(out);
  };
}

function orthonormalRows(count: number, length: number, seed: number): Float64Array {
  const normal = randomNormals(seed);
  const rows = Float64Array.from({ length: count * length }, normal);
  for (let k = 0; k < count; k++) {
    const row = rows.subarray(k * length, (k + 1) * length);
    // Twice is enough for orthogonality to rounding.
    for (let pass = 0; pass < 2; pass++)
      for (let j = 0; j < k; j++) {
        let share = 0;
        for (let i = 0; i < length; i++) share += row[i] * rows[j * length + i];
        for (let i = 0; i < length; i++) row[i] -= share * rows[j * length + i];
      }
    const norm = Math.hypot(...row);
    for (let i = 0; i < length; i++) row[i] /= norm;
  }
  return rows;
}
