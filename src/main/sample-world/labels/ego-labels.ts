import type { DriveLabel } from '../drive.ts';
import { insideRings } from '../roads/rings.ts';
import type { Seen, Situation } from './situation.ts';
import { spansWhere } from './spans.ts';
import type { LabelName } from './taxonomy.ts';

const STANDING_MPS = 0.2;
const TURN_RAD = 0.35;
/** Steps before and after over which a turn is looked at. */
const TURN_STEPS = 15;
const OFF_LANE_M = 1.1;

/** The vehicle that the ego has before it in its way; null where the way is free for 2.5 s of driving and `leastM`. */
export function leadOf(situation: Situation, step: number, leastM = 8): Seen | null {
  const reach = Math.max(leastM, 8 + 2.5 * situation.drive.ego.speedMps[step]);
  let lead: Seen | null = null;
  for (const seen of situation.seen[step]) {
    if (!isVehicle(seen) || seen.gapM < 0 || seen.gapM > reach) continue;
    if (Math.abs(seen.leftM) > 0.9 + seen.halfSideM || Math.cos(headingOff(situation, step, seen)) < 0.6) continue;
    if (!lead || seen.gapM < lead.gapM) lead = seen;
  }
  return lead;
}

const vehicleKinds = new Set(['car', 'van', 'truck', 'bus', 'emergency']);
export const isVehicle = (seen: Seen): boolean => vehicleKinds.has(seen.agent.kind);
export const headingOff = (situation: Situation, step: number, seen: Seen): number =>
  seen.headingRad - situation.drive.ego.headingRad[step];

/** How the ego moves, from its states alone and who is before it. */
export function egoLabels(situation: Situation): DriveLabel[] {
  const { drive } = situation;
  const { speedMps, accelerationMps2, headingRad } = drive.ego;
  const { steps } = drive;
  const at = (step: number): number => Math.min(Math.max(step, 0), steps - 1);
  const turned = (step: number): number => headingRad[at(step + TURN_STEPS)] - headingRad[at(step - TURN_STEPS)];
  const standsSoon = (step: number): boolean => {
    for (let k = step; k <= at(step + 40); k++) if (speedMps[k] < STANDING_MPS) return true;
    return false;
  };
  const stoodLately = (step: number): boolean => {
    for (let k = at(step - 25); k <= step; k++) if (speedMps[k] < STANDING_MPS) return true;
    return false;
  };
  const rules: [LabelName<'ego'>, (step: number) => boolean][] = [
    ['stopped', (k) => speedMps[k] < STANDING_MPS],
    ['starting', (k) => speedMps[k] >= STANDING_MPS && accelerationMps2[k] > 0.2 && stoodLately(k)],
    ['stopping', (k) => speedMps[k] >= STANDING_MPS && accelerationMps2[k] < -0.2 && standsSoon(k)],
    ['accelerating', (k) => accelerationMps2[k] > 0.7],
    ['decelerating', (k) => accelerationMps2[k] < -0.8],
    ['hard braking', (k) => accelerationMps2[k] < -3.5],
    ['turning left', (k) => speedMps[k] > 0.5 && turned(k) > TURN_RAD],
    ['turning right', (k) => speedMps[k] > 0.5 && turned(k) < -TURN_RAD],
    ['following a vehicle', (k) => leadOf(situation, k) !== null && speedMps[k] > 1],
    ['off lane', (k) => Math.abs(laneOffset(situation, k) ?? 9) > OFF_LANE_M],
  ];
  const labels = rules.flatMap(([name, isTrue]) => spansWhere('ego', name, steps, isTrue));
  return [...labels, ...laneChanges(situation)];
}

/** Offset of the ego's rear axle from the middle of its lane or connector, left positive, m; null where it is on none. */
export function laneOffset(situation: Situation, step: number): number | null {
  const segment = situation.egoSegments[step];
  if (!segment) return null;
  const { line } = segment;
  const { x, y } = situation.drive.ego;
  let best = Infinity;
  let offset = 0;
  for (let i = 0; i + 3 < line.length; i += 2) {
    const dx = line[i + 2] - line[i];
    const dy = line[i + 3] - line[i + 1];
    const length = Math.hypot(dx, dy);
    const t = ((x[step] - line[i]) * dx + (y[step] - line[i + 1]) * dy) / (length * length);
    if (t < -0.5 || t > 1.5) continue;
    const left = ((y[step] - line[i + 1]) * dx - (x[step] - line[i]) * dy) / length;
    if (Math.abs(left) < best) [best, offset] = [Math.abs(left), left];
  }
  return best < Infinity ? offset : null;
}

const CHANGE_STEPS = 18;

function laneChanges(situation: Situation): DriveLabel[] {
  const { drive, egoSegments } = situation;
  const changes: number[] = [];
  for (let step = 1; step < drive.steps; step++) {
    const [before, now] = [egoSegments[step - 1], egoSegments[step]];
    if (!before || !now || before === now || before.isConnector || now.isConnector) continue;
    if (before.blockId === now.blockId && !insideRings(before.polygon, drive.ego.x[step], drive.ego.y[step]))
      changes.push(step);
  }
  return spansWhere('ego', 'changing lanes', drive.steps, (step) =>
    changes.some((change) => Math.abs(change - step) <= CHANGE_STEPS),
  );
}
