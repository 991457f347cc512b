import { agentSignals, AGENT_STATE, type Agent, type DriveLabel } from '../drive.ts';
import { insideRings } from '../roads/rings.ts';
import { headingOff, isVehicle } from './ego-labels.ts';
import { acrossLaneMps, agrees, type Seen, type Situation } from './situation.ts';
import { spansWhere } from './spans.ts';

/** Sides of the ego's lane: nearer than IN_M to its way is in it, farther than OUT_M is beside it, m. */
const IN_M = 1.25;
const OUT_M = 2.5;
const CUT_IN_M = 34;
const CUT_OUT_M = 45;
const LONGEST_STEPS = 60;
const LEAST_ACROSS_MPS = 0.35;
const SUDDEN_MPS2 = -3.3;
const LARGE = new Set(['truck', 'bus']);

/** Labels of what other vehicles do. */
export function vehicleLabels(situation: Situation): DriveLabel[] {
  const { drive, seen } = situation;
  const { steps } = drive;
  const some = (test: (one: Seen, step: number) => boolean) => (step: number) =>
    seen[step].some((one) => test(one, step));
  const cutIns = crossingsOfLane(situation, 'in');
  const cutOuts = crossingsOfLane(situation, 'out');
  const within = (spans: readonly [number, number][]) => (step: number) =>
    spans.some(([a, b]) => step >= a && step <= b);
  const parked = new Set(drive.agents.filter((agent) => standsInLane(situation, agent)));
  return [
    ...spansWhere('vehicle', 'cut-in', steps, within(cutIns)),
    ...spansWhere('vehicle', 'cut-out', steps, within(cutOuts)),
    ...spansWhere(
      'vehicle',
      'sudden braking ahead',
      steps,
      some((one, step) => brakesHard(one, step)),
    ),
    ...spansWhere(
      'vehicle',
      'wrong-way vehicle',
      steps,
      some((one, step) => comesWrongWay(situation, step, one)),
    ),
    ...spansWhere(
      'vehicle',
      'large-vehicle occlusion',
      steps,
      some((one, step) => hidesMuch(situation, step, one)),
    ),
    ...spansWhere(
      'vehicle',
      'emergency vehicle',
      steps,
      some((one) => (one.signals & agentSignals.siren) !== 0 && one.distanceM < 70),
    ),
    ...spansWhere('vehicle', 'door opening', steps, some(opensDoor)),
    ...spansWhere(
      'vehicle',
      'stopped or broken vehicle',
      steps,
      some((one) => parked.has(one.agent) && one.gapM > -2 && one.gapM < 60 && Math.abs(one.leftM) < 5),
    ),
  ];
}

export const opensDoor = (seen: Seen): boolean =>
  (seen.signals & (agentSignals.doorLeft | agentSignals.doorRight)) !== 0 &&
  seen.gapM > -3 &&
  seen.gapM < 35 &&
  Math.abs(seen.leftM) < 4.5;

/** Spans in which a vehicle that drives along came from beside the ego's lane into it close ahead, or went out of it. */
function crossingsOfLane(situation: Situation, way: 'in' | 'out'): [number, number][] {
  const { drive, seen } = situation;
  const reach = way === 'in' ? CUT_IN_M : CUT_OUT_M;
  const spans: [number, number][] = [];
  for (const agent of drive.agents) {
    if (agent.kind === 'bicycle' || !isVehicle({ agent } as Seen)) continue;
    let from = -1;
    let ownMps = 0;
    for (let step = 0; step < drive.steps; step++) {
      const one = seen[step].find((other) => other.agent === agent);
      const along = one && one.speedMps > 1 && Math.cos(headingOff(situation, step, one)) > 0.85 && one.alongMps > 0;
      if (!one || !along || one.gapM < -1 || one.gapM > reach || turnsNear(situation, step)) {
        from = -1;
        continue;
      }
      const aside = Math.abs(one.leftM);
      const starts = way === 'in' ? aside > OUT_M && aside < 5.5 : aside < IN_M;
      const ends = way === 'in' ? aside < IN_M : aside > OUT_M;
      if (starts) {
        from = step;
        ownMps = 0;
      }
      if (from < 0) continue;
      // It must be the one that moves across lanes, not the ego.
      const inward = way === 'in' ? -Math.sign(one.leftM) : Math.sign(one.leftM);
      if (step % 3 === 0 && ownMps < LEAST_ACROSS_MPS)
        ownMps = Math.max(ownMps, inward * acrossLaneMps(situation, one));
      if (!ends) continue;
      if (step - from <= LONGEST_STEPS && ownMps > LEAST_ACROSS_MPS) spans.push([from, step]);
      from = -1;
    }
  }
  return spans;
}

/** Whether the ego's own way bends here, so that others move across it without changing lanes. */
function turnsNear({ drive, egoSegments }: Situation, step: number): boolean {
  const segment = egoSegments[step];
  return (
    Math.abs(drive.ego.curvature[step]) > 0.02 ||
    (segment !== null && segment.isConnector && Math.abs(segment.turnRad) > 0.3)
  );
}

/** A vehicle ahead in the ego's way that brakes hard. */
export function brakesHard(seen: Seen, step: number): boolean {
  if (!isVehicle(seen) || seen.gapM < 0 || seen.gapM > 50 || Math.abs(seen.leftM) > 1.6) return false;
  return accelerationOf(seen.agent, step) < SUDDEN_MPS2;
}

/** Change of speed over the last 0.3 s, m/s². */
function accelerationOf(agent: Agent, step: number): number {
  const i = step - agent.firstStep;
  if (i < 3) return 0;
  const speed = (k: number): number => Math.hypot(agent.states[k * AGENT_STATE + 3], agent.states[k * AGENT_STATE + 4]);
  return (speed(i) - speed(i - 3)) / 0.3;
}

/** A vehicle that comes towards the ego in a lane of the ego's own direction. */
export function comesWrongWay(situation: Situation, step: number, seen: Seen): boolean {
  if (!isVehicle(seen) || seen.alongMps > -1.5 || seen.gapM < -2 || Math.abs(seen.leftM) > 4.5) return false;
  if (Math.cos(headingOff(situation, step, seen)) > -0.7) return false;
  let against = false;
  for (const segment of situation.byId.values()) {
    if (!insideRings(segment.polygon, seen.x, seen.y)) continue;
    if (segment.isConnector && Math.abs(segment.turnRad) > 0.3) return false;
    if (agrees(segment, seen.x, seen.y, seen.headingRad)) return false;
    against = true;
  }
  return against;
}

/** A truck or bus close ahead that fills much of the view. */
export function hidesMuch(situation: Situation, step: number, seen: Seen): boolean {
  if (!LARGE.has(seen.agent.kind) || seen.gapM < 0 || seen.gapM > 24) return false;
  if (Math.abs(seen.leftM) > 5 || Math.cos(headingOff(situation, step, seen)) < 0) return false;
  const width = 2 * seen.halfSideM;
  return width / (seen.gapM + 3) > 0.1 + 0.05 * Math.max(0, Math.abs(seen.leftM) - 2);
}

/** Whether a vehicle stands all the time, in a lane, and neither in a bay nor in a queue. */
export function standsInLane(situation: Situation, agent: Agent): boolean {
  if (!agent.id.startsWith('still') || !isVehicle({ agent } as Seen)) return false;
  const [x, y] = agent.states;
  const { roads } = situation.drive.place;
  if (roads.carparks.some(({ polygon }) => insideRings(polygon, x, y))) return false;
  return roads.roadblocks.some(({ polygon }) => insideRings(polygon, x, y));
}
