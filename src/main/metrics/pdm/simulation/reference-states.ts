import { STEPS } from '../constants.ts';
import { unwrappedNear, wrapped } from '../geometry/angles.ts';
import type { PdmEgoState } from '../scene.ts';
import type { PlanTimes } from './plan-times.ts';

/**
 * Plan poses (x y heading in the ego frame) to the global states that the tracker follows, x y heading a step into `out`:
 * x and y linear between knots, heading linear on the unwrapped angle. The first knot is the ego state itself.
 */
export function planToReference(
  poses: Float64Array,
  ego: PdmEgoState,
  times: PlanTimes,
  knots: Float64Array,
  out: Float64Array,
): void {
  const cos = Math.cos(ego.heading);
  const sin = Math.sin(ego.heading);
  knots[0] = ego.x;
  knots[1] = ego.y;
  knots[2] = ego.heading;
  for (let i = 0; i < poses.length; i += 3) {
    const x = poses[i];
    const y = poses[i + 1];
    knots[i + 3] = cos * x - sin * y + ego.x;
    knots[i + 4] = sin * x + cos * y + ego.y;
    knots[i + 5] = unwrappedNear(ego.heading + poses[i + 2], knots[i + 2]);
  }
  sampleKnots(knots, times, out);
}

/** Global poses x y heading to reference states, likewise. */
export function trajectoryToReference(
  poses: Float64Array,
  times: PlanTimes,
  knots: Float64Array,
  out: Float64Array,
): void {
  for (let i = 0; i < poses.length; i += 3) {
    knots[i] = poses[i]!;
    knots[i + 1] = poses[i + 1]!;
    knots[i + 2] = i === 0 ? poses[2] : unwrappedNear(poses[i + 2], knots[i - 1]);
  }
  sampleKnots(knots, times, out);
}

function sampleKnots(knots: Float64Array, times: PlanTimes, out: Float64Array): void {
  for (let i = 0; i < STEPS; i++) {
    const k = times.knot[i] * 3;
    const since = times.sinceUs[i];
    const span = times.spanUs[i];
    const x = knots[k];
    const y = knots[k + 1];
    const heading = knots[k + 2];
    out[3 * i] = ((knots[k + 3] - x) / span) * since + x;
    out[3 * i + 1] = ((knots[k + 4] - y) / span) * since + y;
    out[3 * i + 2] = wrapped(((knots[k + 5] - heading) / span) * since + heading);
  }
}
