import { agentSignals, type AgentKind } from '../drive.ts';
import { headingOff, isVehicle, laneOffset, leadOf } from './ego-labels.ts';
import { lightAhead, type JunctionAhead } from './junction-labels.ts';
import { pointAt } from '../traffic/path.ts';
import { isDebrisAhead, isNearRails, isNearWorks } from './long-tail-labels.ts';
import { acrossLaneMps, EGO_HALF_WIDTH_M, type Seen, type Situation } from './situation.ts';
import { brakesHard, comesWrongWay, hidesMuch, opensDoor, standsInLane } from './vehicle-labels.ts';
import { crossesAhead, cyclistConflicts, isPerson } from './vulnerable-labels.ts';

/** What matters most at a step, most pressing first in the order in which `hazardAt` looks for it. */
export type HazardKind =
  | 'person'
  | 'animal'
  | 'wrong-way'
  | 'off-lane'
  | 'braking'
  | 'cut-in'
  | 'door'
  | 'cyclist'
  | 'emergency'
  | 'accident'
  | 'stopped'
  | 'debris'
  | 'red-light'
  | 'yellow-light'
  | 'works'
  | 'stop-sign'
  | 'rails'
  | 'large'
  | 'lead'
  | 'left-turn'
  | 'right-turn'
  | 'bend'
  | 'intersection'
  | 'merge'
  | 'roundabout'
  | 'green-light'
  | 'clear';

export interface Hazard {
  kind: HazardKind;
  /** The first sentence of the guidance. */
  text: string;
  /** Free way to it, m; Infinity where there is nothing to run into. */
  gapM: number;
  /** Whether the ego's way leads through it: it is not driven around. */
  blocks: boolean;
  /** Its speed along the ego's way, m/s. */
  alongMps: number;
}

const names: Record<AgentKind, string> = {
  car: 'car',
  van: 'van',
  truck: 'truck',
  bus: 'bus',
  emergency: 'emergency vehicle',
  bicycle: 'cyclist',
  pedestrian: 'pedestrian',
  child: 'child',
  animal: 'animal',
  cone: 'cone',
  barrier: 'barrier',
  debris: 'object',
};
const withArticle = (noun: string): string => `${/^[aeiou]/.test(noun) ? 'An' : 'A'} ${noun}`;
export const nameOf = (kind: AgentKind): string => withArticle(names[kind]);
const side = (seen: Seen): string => (seen.sidewaysMps > 0 ? 'from the right' : 'from the left');

/** The most pressing thing that the front camera sees at a step. */
export function hazardAt(situation: Situation, junctions: readonly (JunctionAhead | null)[], step: number): Hazard {
  const { drive } = situation;
  const seen = situation.seen[step].filter((one) => one.gapM > -1).sort((a, b) => a.gapM - b.gapM);
  const visible = (test: (one: Seen) => boolean): Seen | undefined =>
    seen.find((one) => test(one) && situation.visible(step, one));
  const told = (kind: HazardKind, text: string, one?: Seen): Hazard => ({
    kind,
    text,
    gapM: one?.gapM ?? Infinity,
    blocks: one !== undefined && Math.abs(one.leftM) < one.halfSideM + EGO_HALF_WIDTH_M,
    alongMps: one?.alongMps ?? 0,
  });

  const people = seen.filter((one) => isPerson(one) && crossesAhead(situation, one) && situation.visible(step, one));
  if (people.length > 2) return told('person', 'Several people are crossing the road ahead.', people[0]);
  if (people.length) {
    const [one] = people;
    const where = situation.isOnCrosswalk(one.x, one.y) ? 'on the crosswalk' : 'outside a crosswalk';
    const moves =
      Math.abs(one.sidewaysMps) > 0.3 ? `is crossing ahead ${side(one)} ${where}` : 'is standing on the road ahead';
    return told('person', `${nameOf(one.agent.kind)} ${moves}.`, one);
  }
  const stepping = visible((one) => isPerson(one) && stepsTowards(one));
  if (stepping)
    return told(
      'person',
      `${nameOf(stepping.agent.kind)} is coming towards the road ahead ${side(stepping)}.`,
      stepping,
    );
  const animal = visible(
    (one) =>
      one.agent.kind === 'animal' && one.gapM < 50 && Math.abs(one.leftM) < 7 && situation.isOnRoad(one.x, one.y),
  );
  if (animal) return told('animal', 'An animal is on the road ahead.', animal);
  const wrong = visible((one) => one.gapM < 85 && comesWrongWay(situation, step, one));
  if (wrong) return told('wrong-way', `${nameOf(wrong.agent.kind)} is coming towards us in our lane.`, wrong);
  const swerving = visible((one) => one.gapM < 60 && comesPartlyInWay(situation, step, one));
  if (swerving)
    return told('wrong-way', `${nameOf(swerving.agent.kind)} is coming towards us partly in our lane.`, swerving);
  const offset = laneOffset(situation, step);
  if (drive.intent !== 'expert' && (offset === null || Math.abs(offset) > 1.1)) {
    return told('off-lane', 'The car has left the middle of its lane.');
  }
  const braking = visible((one) => brakesHard(one, step));
  if (braking) return told('braking', `${nameOf(braking.agent.kind)} ahead is braking hard.`, braking);
  const cutting = visible((one) => cutsIn(situation, step, one));
  if (cutting) {
    return told(
      'cut-in',
      `${nameOf(cutting.agent.kind)} is moving into our lane ${cutting.leftM > 0 ? 'from the left' : 'from the right'}.`,
      cutting,
    );
  }
  const door = visible(opensDoor);
  if (door) return told('door', `The door of a parked ${names[door.agent.kind]} is open ahead.`, door);
  const cyclist = visible((one) => cyclistConflicts(one));
  if (cyclist) {
    const crosses = Math.abs(cyclist.sidewaysMps) > 1;
    return told(
      'cyclist',
      crosses ? `A cyclist is crossing ahead ${side(cyclist)}.` : 'A cyclist is riding ahead in our lane.',
      cyclist,
    );
  }
  const siren = visible((one) => (one.signals & agentSignals.siren) !== 0 && one.speedMps > 0.5 && one.distanceM < 60);
  if (siren) {
    const comes = siren.alongMps < -0.5;
    return told(
      'emergency',
      `An emergency vehicle with its siren on is ${comes ? 'coming towards us' : 'driving ahead'}.`,
      comes ? undefined : siren,
    );
  }
  const standing = seen.filter(
    (one) =>
      one.gapM < 70 && Math.abs(one.leftM) < 4 && standsInLane(situation, one.agent) && situation.visible(step, one),
  );
  if (standing.length > 1) return told('accident', 'Damaged vehicles are standing in the lane ahead.', standing[0]);
  if (standing.length)
    return told('stopped', `${nameOf(standing[0].agent.kind)} is standing in the lane ahead.`, standing[0]);
  const debris = visible((one) => isDebrisAhead(one) && one.gapM < 45);
  if (debris) return told('debris', 'Debris is lying on the road ahead.', debris);

  const junction = junctions[step];
  const light = lightAhead(situation, junction, step);
  const lead = leadOf(situation, step, LEAD_M);
  const leadSeen = lead && situation.visible(step, lead) ? lead : null;
  const at = { gapM: junction?.distanceM ?? Infinity, alongMps: 0, blocks: junction !== null };
  if (light === 'red') {
    const queue = leadSeen && leadSeen.gapM < at.gapM;
    const text = queue ? 'The traffic light is red and vehicles are waiting ahead.' : 'The traffic light ahead is red.';
    return { kind: 'red-light', text, ...at, ...(queue && { gapM: leadSeen.gapM, alongMps: leadSeen.alongMps }) };
  }
  if (light === 'yellow') return { kind: 'yellow-light', text: 'The traffic light ahead is turning red.', ...at };
  const works = visible(
    (one) => (one.agent.kind === 'cone' || one.agent.kind === 'barrier') && one.gapM < 45 && Math.abs(one.leftM) < 8,
  );
  if (works && isNearWorks(situation, step)) return told('works', 'There is a building site beside our lane.');
  if (junction?.control === 'stop' && junction.distanceM < SIGN_SEEN_M && junction.distanceM > -1) {
    return { kind: 'stop-sign', text: 'There is a stop sign at the intersection ahead.', ...at };
  }
  if (isNearRails(situation, step)) return told('rails', 'A railway crosses the road ahead.');
  const large = visible((one) => hidesMuch(situation, step, one));
  if (large) return told('large', `${nameOf(large.agent.kind)} close ahead hides part of the road.`, large);
  if (leadSeen) {
    const text = leadSeen.speedMps < 0.5 ? 'is standing ahead of us' : 'is driving ahead in our lane';
    return told('lead', `${nameOf(leadSeen.agent.kind)} ${text}.`, leadSeen);
  }
  if (drive.place.kind === 'roundabout' && Math.hypot(drive.ego.x[step], drive.ego.y[step]) < 45) {
    return told(
      'roundabout',
      junction && junction.control === 'yield' && junction.distanceM > 0
        ? 'We are coming to a roundabout.'
        : 'We are at a roundabout.',
    );
  }
  if (junction && junction.distanceM < TURN_M && junction.connector.turnRad > 0.7) {
    const oncoming = visible(
      (one) => isVehicle(one) && one.alongMps < -1 && Math.cos(headingOff(situation, step, one)) < 0,
    );
    return told(
      'left-turn',
      oncoming ? 'Oncoming traffic meets us as we turn left.' : 'Our way turns left at the intersection.',
    );
  }
  if (
    drive.place.kind === 'merge' &&
    junction &&
    junction.distanceM < MERGE_M &&
    Math.abs(junction.connector.turnRad) < 0.3
  ) {
    return told('merge', 'Our lane ends ahead and joins the traffic beside us.');
  }
  if (light === 'green') return told('green-light', 'The traffic light ahead is green.');
  if (junction && junction.distanceM < TURN_M && junction.connector.turnRad < -0.7) {
    return told('right-turn', 'Our way turns right at the intersection.');
  }
  if (junction && junction.distanceM > 0 && junction.distanceM < INTERSECTION_M && isIntersection(drive.place.kind)) {
    return told('intersection', 'An intersection is ahead.');
  }
  const bend = bendAhead(situation, step);
  if (bend) return told('bend', `The road bends to the ${bend} ahead.`);
  return told('clear', 'The road ahead is clear.');
}

/** Somebody on foot beside the way ahead who walks towards it. */
const stepsTowards = (seen: Seen): boolean =>
  seen.gapM < 60 && Math.abs(seen.leftM) < 8.5 && seen.sidewaysMps * seen.leftM < 0 && Math.abs(seen.sidewaysMps) > 0.5;

const LEAD_M = 60;
const MERGE_M = 90;
const SIGN_SEEN_M = 65;
const TURN_M = 60;
const INTERSECTION_M = 65;
const isIntersection = (kind: string): boolean => kind.startsWith('intersection') || kind === 't-junction';
/** Turn of the way over the next BEND_M from which the road bends, rad. */
const BEND_RAD = 0.3;
const BEND_M = 40;

function bendAhead({ way, egoM, drive }: Situation, step: number): 'left' | 'right' | null {
  const turn = pointAt(way, egoM[step] + BEND_M).headingRad - pointAt(way, egoM[step] + 2).headingRad;
  if (drive.intent !== 'expert' || Math.abs(turn) < BEND_RAD) return null;
  return turn > 0 ? 'left' : 'right';
}

/** An oncoming vehicle that is over the edge of the ego's lane. */
function comesPartlyInWay(situation: Situation, step: number, seen: Seen): boolean {
  if (!isVehicle(seen) || seen.gapM < 0 || seen.alongMps > -1.5) return false;
  const junction = situation.egoSegments[step];
  if (junction?.isConnector && Math.abs(junction.turnRad) > 0.3) return false;
  const straight =
    Math.abs(
      pointAt(situation.way, situation.egoM[step] + seen.gapM).headingRad - situation.drive.ego.headingRad[step],
    ) < 0.4;
  return straight && Math.cos(headingOff(situation, step, seen)) < -0.7 && Math.abs(seen.leftM) - seen.halfSideM < 1.4;
}

/** A vehicle beside the lane, close ahead, that is coming over into it. */
function cutsIn(situation: Situation, step: number, seen: Seen): boolean {
  if (!isVehicle(seen) || seen.gapM < 0 || seen.gapM > 32 || seen.alongMps < 1) return false;
  if (Math.cos(headingOff(situation, step, seen)) < 0.9) return false;
  const aside = Math.abs(seen.leftM);
  if (aside < 0.7 || aside > 3.4 || seen.sidewaysMps * seen.leftM > 0 || Math.abs(seen.sidewaysMps) < 0.45)
    return false;
  return -Math.sign(seen.leftM) * acrossLaneMps(situation, seen) > 0.3;
}
