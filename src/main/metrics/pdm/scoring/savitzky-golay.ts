/**
 * Savitzky-Golay filter as scipy.signal.savgol_filter(mode='interp') computes it: each sample from a polynomial fit of the
 * window around it, the first and last half window from fits of the first and last whole window. An even window's fit is
 * evaluated in its middle, half a sample after the sample it is written to.
 */
export interface SavitzkyGolay {
  window: number;
  /** Weights of the inner samples, window long; the first belongs to sample i − before. */
  inner: Float64Array;
  before: number;
  /** Rows of weights for the first and last half windows. */
  head: Float64Array;
  tail: Float64Array;
}

/** `deriv`-th derivative of a fit of degree `order`; samples are `deltaS` apart. */
export function savitzkyGolay(window: number, order: number, deriv: number, deltaS: number): SavitzkyGolay {
  const half = window >> 1;
  const rows = (from: number) => {
    const out = new Float64Array(half * window);
    for (let r = 0; r < half; r++) out.set(fitWeights(window, order, deriv, deltaS, from + r), r * window);
    return out;
  };
  return {
    window,
    inner: fitWeights(window, order, deriv, deltaS, (window - 1) / 2),
    before: (window - 1) >> 1,
    head: rows(0),
    tail: rows(window - half),
  };
}

/** Weights of the samples 0 … window−1 in the derivative at `at` of their least-squares polynomial. */
function fitWeights(window: number, order: number, deriv: number, deltaS: number, at: number): Float64Array {
  // Orthogonal polynomials on the samples (three-term recurrence), with their derivatives at `at`.
  const centre = (window - 1) / 2;
  const scale = Math.max(1, centre);
  const t = Float64Array.from({ length: window }, (_, i) => (i - centre) / scale);
  const at1 = (at - centre) / scale;
  const weights = new Float64Array(window);
  let before = new Float64Array(window);
  let values = new Float64Array(window).fill(1);
  let beforeAt = new Float64Array(deriv + 1);
  let valueAt = new Float64Array(deriv + 1);
  valueAt[0] = 1;
  let normBefore = 1;
  for (let k = 0; k <= order; k++) {
    let norm = 0;
    let shift = 0;
    for (let i = 0; i < window; i++) {
      norm += values[i] * values[i];
      shift += t[i] * values[i] * values[i];
    }
    for (let i = 0; i < window; i++) weights[i] += (values[i] * valueAt[deriv]) / norm;
    const a = shift / norm;
    const b = k === 0 ? 0 : norm / normBefore;
    const next = new Float64Array(window);
    for (let i = 0; i < window; i++) next[i] = (t[i] - a) * values[i] - b * before[i];
    const nextAt = new Float64Array(deriv + 1);
    for (let d = 0; d <= deriv; d++)
      nextAt[d] = (at1 - a) * valueAt[d] + (d > 0 ? d * valueAt[d - 1] : 0) - b * beforeAt[d];
    [before, values, beforeAt, valueAt, normBefore] = [values, next, valueAt, nextAt, norm];
  }
  const perSample = (scale * deltaS) ** deriv;
  for (let i = 0; i < window; i++) weights[i] /= perSample;
  return weights;
}

/** Filters the first `count` samples of `input` into `out`, `count` ≥ window. */
export function applyFilter(filter: SavitzkyGolay, input: Float64Array, count: number, out: Float64Array): void {
  const { window, inner, before, head, tail } = filter;
  const half = window >> 1;
  for (let r = 0; r < half; r++) {
    let first = 0;
    let last = 0;
    const row = r * window;
    const end = count - window;
    for (let i = 0; i < window; i++) {
      first += head[row + i] * input[i];
      last += tail[row + i] * input[end + i];
    }
    out[r] = first;
    out[count - half + r] = last;
  }
  for (let s = half; s < count - half; s++) {
    let sum = 0;
    const from = s - before;
    for (let i = 0; i < window; i++) sum += inner[i] * input[from + i];
    out[s] = sum;
  }
}

/** Rounds to 8 decimals in place, half to even, as numpy does. */
export function roundTo8(values: Float64Array, count: number): void {
  for (let i = 0; i < count; i++) {
    const scaled = values[i] * 1e8;
    if (Math.abs(scaled) < 2 ** 51) values[i] = (scaled + MAGIC - MAGIC) / 1e8;
  }
}
/** Adding and taking away 1.5 · 2⁵² leaves the nearest whole number. */
const MAGIC = 1.5 * 2 ** 52;
