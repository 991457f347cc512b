import type { DriveLabel } from '../drive.ts';
import type { Seen, Situation } from './situation.ts';
import { spansWhere } from './spans.ts';

const CONFLICT_M = 48;
const CROSSING_WITHIN_M = 7;
const CHILD_M = 22;
const CROWD_M = 30;
const CROWD = 6;
/** How long somebody must have been hidden before appearing near, and how long that counts, steps. */
const HIDDEN_STEPS = 5;
const AFTER_STEPS = 15;
const POP_OUT_M = 32;

export const isPerson = (seen: Seen): boolean => seen.agent.kind === 'pedestrian' || seen.agent.kind === 'child';

/** Somebody on foot on the road ahead who walks across the ego's way or is in it. */
export function crossesAhead(situation: Situation, seen: Seen): boolean {
  if (seen.gapM < -2 || seen.gapM > CONFLICT_M || Math.abs(seen.leftM) > CROSSING_WITHIN_M) return false;
  const inWay = Math.abs(seen.leftM) < 1.6;
  const towards = seen.sidewaysMps * seen.leftM < 0 && Math.abs(seen.sidewaysMps) > 0.3;
  return (inWay || towards) && situation.isOnRoad(seen.x, seen.y);
}

/** Labels of people on foot and on two wheels. */
export function vulnerableLabels(situation: Situation): DriveLabel[] {
  const { drive, seen } = situation;
  const { steps } = drive;
  const some = (test: (one: Seen, step: number) => boolean) => (step: number) =>
    seen[step].some((one) => test(one, step));
  const crossing = (onCrosswalk: boolean) =>
    some(
      (one) => isPerson(one) && crossesAhead(situation, one) && situation.isOnCrosswalk(one.x, one.y) === onCrosswalk,
    );
  return [
    ...spansWhere('vulnerable', 'pedestrian crossing', steps, crossing(true)),
    ...spansWhere('vulnerable', 'jaywalking', steps, crossing(false)),
    ...spansWhere('vulnerable', 'occluded pedestrian', steps, popOuts(situation)),
    ...spansWhere(
      'vulnerable',
      'child',
      steps,
      some((one) => one.agent.kind === 'child' && one.gapM > -3 && one.gapM < CHILD_M && Math.abs(one.leftM) < 9),
    ),
    ...spansWhere('vulnerable', 'cyclist conflict', steps, some(cyclistConflicts)),
    ...spansWhere(
      'vulnerable',
      'crowd',
      steps,
      (step) => seen[step].filter((one) => isPerson(one) && one.gapM > -2 && one.distanceM < CROWD_M).length >= CROWD,
    ),
  ];
}

/** A cyclist close ahead in the ego's way, or about to cross it. */
export function cyclistConflicts(seen: Seen): boolean {
  if (seen.agent.kind !== 'bicycle' || seen.gapM < -1 || seen.gapM > 28) return false;
  const inWay = Math.abs(seen.leftM) < 2.1;
  const towards = seen.sidewaysMps * seen.leftM < 0 && Math.abs(seen.sidewaysMps) > 1;
  return inWay || (towards && Math.abs(seen.leftM) < 9);
}

/** Steps at which somebody who was hidden a moment ago is seen close ahead on the road or on the way to it. */
function popOuts(situation: Situation): (step: number) => boolean {
  const { drive, seen } = situation;
  const appeared: number[] = [];
  for (const agent of drive.agents) {
    if (agent.kind !== 'pedestrian' && agent.kind !== 'child') continue;
    let hidden = 0;
    for (let step = 0; step < drive.steps; step++) {
      const one = seen[step].find((other) => other.agent === agent);
      if (!one || one.gapM < 0 || one.gapM > POP_OUT_M + 15 || Math.abs(one.leftM) > 9) {
        hidden = 0;
        continue;
      }
      if (!situation.visible(step, one)) hidden++;
      else {
        const towards = one.sidewaysMps * one.leftM < 0 && Math.abs(one.sidewaysMps) > 0.3;
        if (hidden >= HIDDEN_STEPS && towards && one.gapM < POP_OUT_M && Math.abs(one.leftM) < 6) appeared.push(step);
        hidden = 0;
      }
    }
  }
  return (step) => appeared.some((at) => step >= at && step <= at + AFTER_STEPS);
}
