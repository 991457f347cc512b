import { STEPS, STEP_S, TRACKER } from '../constants.ts';
import { wrapped } from '../geometry/angles.ts';

const N = STEPS - 1;
/** Half bandwidth of the velocity fit: its last row holds a second difference. */
const BAND = 2;

/**
 * The tracker's two regularised least-squares fits (batch_lqr_utils.py), in the profile's own unknowns instead of a start
 * value and its increments. With a_i = (v_i+1 − v_i)/dt the normal matrix of the velocity fit is pentadiagonal and the
 * same for every plan (cos² + sin² = 1), that of the curvature fit tridiagonal; the minimiser is the same.
 *
 * The kit overwrites the super-diagonal of its difference matrix, so that it penalises a_0 … a_36 themselves and
 * a_38 − a_37, not the differences of accelerations; copied here.
 */
export function fitProfiles(reference: Float64Array, velocity: Float64Array, curvature: Float64Array): void {
  fitVelocity(reference, velocity);
  fitCurvature(reference, velocity, curvature);
}

/** Lower band Cholesky factor of the velocity fit's normal matrix: row i holds L[i][i−2], L[i][i−1], 1 / L[i][i]. */
const velocityFactor = factorised();

function factorised(): Float64Array {
  const band = new Float64Array(N * (BAND + 1));
  const add = (i: number, j: number, value: number) => {
    if (j <= i) band[i * (BAND + 1) + BAND - (i - j)] += value;
  };
  for (let i = 0; i < N; i++) add(i, i, STEP_S * STEP_S);
  const penalise = (terms: [index: number, factor: number][]) => {
    for (const [i, a] of terms) for (const [j, b] of terms) add(i, j, TRACKER.jerkPenalty * a * b);
  };
  const perStep = 1 / STEP_S;
  // N displacements give N − 1 accelerations and N − 2 penalised terms.
  for (let i = 0; i < N - 3; i++)
    penalise([
      [i, -perStep],
      [i + 1, perStep],
    ]);
  penalise([
    [N - 3, perStep],
    [N - 2, -2 * perStep],
    [N - 1, perStep],
  ]);
  for (let i = 0; i < N; i++) {
    const row = i * 3;
    if (i >= 2) band[row] = band[row] * band[row - 6 + 2];
    if (i >= 1) {
      const carry = i >= 2 ? band[row] * band[row - 3 + 1] : 0;
      band[row + 1] = (band[row + 1] - carry) * band[row - 3 + 2];
    }
    band[row + 2] = 1 / Math.sqrt(band[row + 2] - band[row] ** 2 - band[row + 1] ** 2);
  }
  return band;
}

function fitVelocity(reference: Float64Array, velocity: Float64Array): void {
  const L = velocityFactor;
  let before1 = 0;
  let before2 = 0;
  for (let i = 0; i < N; i++) {
    const r = 3 * i;
    const heading = reference[r + 2];
    const alongM =
      Math.cos(heading) * (reference[r + 3] - reference[r]) + Math.sin(heading) * (reference[r + 4] - reference[r + 1]);
    const value = (STEP_S * alongM - L[r] * before2 - L[r + 1] * before1) * L[r + 2];
    velocity[i] = value;
    before2 = before1;
    before1 = value;
  }
  let after1 = 0;
  let after2 = 0;
  for (let i = N - 1; i >= 0; i--) {
    const r = 3 * i;
    let value = velocity[i];
    if (i + 1 < N) value -= L[r + 3 + 1] * after1;
    if (i + 2 < N) value -= L[r + 6] * after2;
    value *= L[r + 2];
    velocity[i] = value;
    after2 = after1;
    after1 = value;
  }
}

/** Penalty of a curvature step: rate penalty over dt². */
const COUPLING = TRACKER.curvatureRatePenalty / (STEP_S * STEP_S);
const pivots = new Float64Array(N);

function fitCurvature(reference: Float64Array, velocity: Float64Array, curvature: Float64Array): void {
  for (let i = 0; i < N; i++) {
    const way = velocity[i] * STEP_S;
    const turn = wrapped(reference[3 * i + 5] - reference[3 * i + 2]);
    const ends = i === 0 || i === N - 1 ? 1 : 2;
    let diagonal = way * way + ends * COUPLING + (i === 0 ? TRACKER.initialCurvaturePenalty : 0);
    let right = way * turn;
    if (i > 0) {
      const factor = COUPLING / pivots[i - 1];
      diagonal -= factor * COUPLING;
      right += factor * curvature[i - 1];
    }
    pivots[i] = diagonal;
    curvature[i] = right;
  }
  curvature[N - 1] /= pivots[N - 1];
  for (let i = N - 2; i >= 0; i--) curvature[i] = (curvature[i] + COUPLING * curvature[i + 1]) / pivots[i];
}
