import { EGO_VEHICLE, type Drive } from '../drive.ts';
import type { Happening } from '../labels/situation.ts';
import type { JunctionAhead } from '../labels/junction-labels.ts';
import { boxesOverlap, type Box } from '../traffic/boxes.ts';
import type { Grounds } from '../traffic/drivable.ts';
import { EGO_MIDDLE_M } from '../traffic/road-users.ts';
import type { Performance } from './play.ts';
import { boxOfHouse } from './roadside.ts';

/** Braking from which an expert's drive is not as it should be: in everyday traffic, and where something sudden happens. */
const HARD_MPS2 = -4.05;
const SUDDEN_MPS2 = -6.5;
/** m/s³ over three steps. */
const JERK_MPS3 = 8;
const sudden = new Set([
  'sudden-braking',
  'occluded-pop-out',
  'child',
  'jaywalking',
  'animal',
  'cut-in',
  'cut-out',
  'cyclist-conflict',
]);
const TRUNK_M = 0.35;

function egoBoxAt({ ego }: Pick<Drive, 'ego'>, step: number): Box {
  const heading = ego.headingRad[step];
  return {
    x: ego.x[step] + EGO_MIDDLE_M * Math.cos(heading),
    y: ego.y[step] + EGO_MIDDLE_M * Math.sin(heading),
    headingRad: heading,
    halfLengthM: (EGO_VEHICLE.frontM + EGO_VEHICLE.rearM) / 2,
    halfWidthM: EGO_VEHICLE.widthM / 2,
  };
}

/** Whether the ego or a vehicle of the traffic ran into something that stands beside the road. */
export function hitsScenery(drive: Happening): boolean {
  const { scenery } = drive.place;
  const post = (x: number, y: number): Box => ({ x, y, headingRad: 0, halfLengthM: TRUNK_M, halfWidthM: TRUNK_M });
  const standing: Box[] = [
    ...scenery.buildings.map(boxOfHouse),
    ...scenery.trees.map(({ x, y }) => post(x, y)),
    ...scenery.lamps.map(({ x, y }) => post(x, y)),
    ...scenery.signs.map(({ x, y }) => post(x, y)),
    ...scenery.lightHeads.map(({ mastX, mastY }) => post(mastX, mastY)),
  ];
  for (let step = 0; step < drive.steps; step += 2) {
    const box = egoBoxAt(drive, step);
    if (standing.some((one) => boxesOverlap(box, one))) return true;
  }
  return false;
}

/** How many things about a drive are not as its scenario, intent or fault mean them. */
export function flawsOf(
  drive: Drive,
  { scenario, intent, fault }: Performance,
  grounds: Grounds,
  junctions: readonly (JunctionAhead | null)[],
): number {
  const has = (name: string): boolean => drive.labels.some((label) => label.name === name);
  if (intent === 'counterfactual') return 0;
  if (fault) {
    const shown = (!fault.shows || has(fault.shows)) && (fault.name !== 'runs a red light' || ranRed(drive, junctions));
    return shown ? 0 : 1;
  }
  let flaws = scenario.expects.length && !scenario.expects.some(has) ? 3 : 0;
  const { accelerationMps2 } = drive.ego;
  const hardest = Math.min(...accelerationMps2);
  if (hardest < (sudden.has(scenario.name) ? SUDDEN_MPS2 : HARD_MPS2)) flaws += 2;
  if (!sudden.has(scenario.name) && jerkOf(accelerationMps2) > JERK_MPS3) flaws++;
  if (leavesRoad(drive, grounds)) flaws += 2;
  return flaws;
}

function jerkOf(acceleration: Float64Array): number {
  let most = 0;
  for (let i = 3; i < acceleration.length; i++)
    most = Math.max(most, Math.abs(acceleration[i] - acceleration[i - 3]) / 0.3);
  return most;
}

/** Whether a corner of the ego's box leaves the drivable ground. */
function leavesRoad(drive: Pick<Drive, 'ego' | 'steps'>, grounds: Grounds): boolean {
  for (let step = 0; step < drive.steps; step += 2) {
    const box = egoBoxAt(drive, step);
    const cos = Math.cos(box.headingRad);
    const sin = Math.sin(box.headingRad);
    for (const [u, v] of [
      [1, 1],
      [1, -1],
      [-1, 1],
      [-1, -1],
    ]) {
      const along = u * box.halfLengthM;
      const aside = v * box.halfWidthM;
      if (!grounds.isDrivable(box.x + cos * along - sin * aside, box.y + sin * along + cos * aside)) return true;
    }
  }
  return false;
}

function ranRed(drive: Drive, junctions: readonly (JunctionAhead | null)[]): boolean {
  return junctions.some((junction, step) => {
    if (!junction || junction.control !== 'light' || junction.distanceM > 0 || junction.distanceM < -4) return false;
    const light = drive.lights.find((one) => one.connectorId === junction.connector.id);
    return light?.states[step] === 'red' && drive.ego.speedMps[step] > 2;
  });
}
