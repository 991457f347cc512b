/** Coefficients of Abramowitz and Stegun 7.1.26: erf to 1.5e-7, the precision of 32-bit networks. */
const P = 0.3275911;
const A = [0.254829592, -0.284496736, 1.421413741, -1.453152027, 1.061405429] as const;
const ROOT_HALF = Math.SQRT1_2;
const DENSITY = 1 / Math.sqrt(2 * Math.PI);

/** Share of a standard normal below x. */
function normalShare(x: number, density: number): number {
  const t = 1 / (1 + P * Math.abs(x) * ROOT_HALF);
  const tail = 0.5 * t * (A[0] + t * (A[1] + t * (A[2] + t * (A[3] + t * A[4])))) * (density / DENSITY);
  return x < 0 ? tail : 1 - tail;
}

/** GELU x · Φ(x), exact form (not the tanh one): values into `out`, slopes into `slopes`. */
export function gelu(x: Float64Array, out: Float64Array, slopes: Float64Array, count: number): void {
  for (let i = 0; i < count; i++) {
    const value = x[i];
    const density = DENSITY * Math.exp(-0.5 * value * value);
    const share = normalShare(value, density);
    out[i] = value * share;
    slopes[i] = share + value * density;
  }
}
