import { wrapAngle } from '../../../shared/maths/angle.ts';
import type { Random } from '../random.ts';
import { edgeOffset } from './cross-section.ts';
import { addJunction, type Arm, type Control } from './junction.ts';
import type { Network } from './network.ts';
import { bend, referenceLine, straight } from './reference-line.ts';
import { armLengthM, streetOf, twoWayStyle, type StreetStyle } from './street-styles.ts';
import { addStreet } from './street.ts';
import { tangent } from './turn-curve.ts';

type PlannedArm = Omit<Arm, 'mouth' | 'leadM'> & { headingRad: number; style: StreetStyle };

const LEAD_WITH_CROSSWALK_M = 5.6;
const LEAD_M = 1;

/**
 * How far from the middle each arm begins, m: where its edges meet those of its neighbours, plus room for rounded corners
 * of at least `cornerRadiusM` and for what lies on its lead. Arms are in counter-clockwise order.
 */
function mouthDistances(
  arms: readonly { headingRad: number; arrivingM: number; departingM: number; leadM: number }[],
  cornerRadiusM: number,
): number[] {
  const distances = arms.map((arm) => arm.leadM + 4);
  arms.forEach((arm, i) => {
    const j = (i + 1) % arms.length;
    const angle = wrapAngle(arms[j].headingRad - arm.headingRad);
    if (angle <= 0 || angle > 2.7) return;
    const [a, b] = [arm.arrivingM, arms[j].departingM];
    const roundedM = cornerRadiusM / tangent(angle / 2);
    distances[i] = Math.max(distances[i], (b + a * Math.cos(angle)) / Math.sin(angle) + roundedM + arm.leadM);
    distances[j] = Math.max(distances[j], (a + b * Math.cos(angle)) / Math.sin(angle) + roundedM + arms[j].leadM);
  });
  return distances;
}

/** Builds the streets that leave the origin and the junction that joins them. */
function addArms(network: Network, random: Random, planned: readonly PlannedArm[]): Arm[] {
  const sorted = [...planned].sort((a, b) => a.headingRad - b.headingRad);
  const leads = sorted.map((arm) => (arm.crosswalk ? LEAD_WITH_CROSSWALK_M : LEAD_M));
  const distances = mouthDistances(
    sorted.map(({ headingRad, style }, i) => {
      const bare = streetOf(style, referenceLine({ x: 0, y: 0, headingRad }, []));
      return {
        headingRad,
        arrivingM: edgeOffset(bare, 'backward', 0),
        departingM: -edgeOffset(bare, 'forward', 0),
        leadM: leads[i],
      };
    }),
    random.between(6, 10),
  );
  return sorted.map(({ headingRad, style, ...arm }, i) => {
    const start = { x: distances[i] * Math.cos(headingRad), y: distances[i] * Math.sin(headingRad), headingRad };
    const course = [
      ...straight(random.between(60, 120)),
      ...bend(random.between(180, 500), random.between(-0.3, 0.3), 40),
      ...straight(120),
    ];
    const lengthM = armLengthM(style.speedLimitMps);
    const line = referenceLine(start, course);
    return { mouth: addStreet(network, streetOf(style, line, 0, lengthM)).start, leadM: leads[i], ...arm };
  });
}

/** Headings of arms near right angles: the first street straight through, the other across it. */
function crossHeadings(random: Random, count: 3 | 4): number[] {
  const base = random.between(-Math.PI, Math.PI);
  const skew = random.between(-0.22, 0.22);
  const kink = (): number => random.between(-0.06, 0.06);
  const across = base + Math.PI / 2 + skew;
  const headings = [base, base + Math.PI + kink(), across];
  if (count === 4) headings.push(across + Math.PI + kink());
  return headings.map(wrapAngle);
}

function addCrossing(network: Network, random: Random, count: 3 | 4, control: 'light' | 'stop' | 'none'): void {
  const setting = random.pick(['town', 'town', 'suburb'] as const);
  const [mainLanes, crossLanes] =
    control === 'light'
      ? [random.integer(1, 3), random.integer(1, 2)]
      : control === 'stop'
        ? [random.integer(1, 2), 1]
        : [1, 1];
  const main = twoWayStyle(random, mainLanes, setting);
  const cross = { ...twoWayStyle(random, crossLanes, setting), sidewalkM: main.sidewalkM };
  const headings = crossHeadings(random, count);
  const crosswalks = setting === 'town' ? random.chance(0.8) : random.chance(0.4);
  const allWay = control === 'stop' && count === 4 && random.chance(0.5);
  const minorRank = control === 'light' || allWay || (control === 'none' && count === 4) ? 1 : 0;
  const controlOf = ({ rank }: { rank: number }): Control =>
    control === 'stop' && rank === 1 && !allWay ? 'none' : control;
  const planned = headings.map((headingRad, i) => {
    const rank = i < 2 ? 1 : minorRank;
    const crosswalk = crosswalks && (control !== 'none' || random.chance(0.5));
    return {
      headingRad,
      style: i < 2 ? main : cross,
      rank,
      crosswalk,
      stopLine: crosswalk || controlOf({ rank }) !== 'none',
    };
  });
  addJunction(network, addArms(network, random, planned), controlOf);
}

export const addSignalised = (network: Network, random: Random): void => addCrossing(network, random, 4, 'light');
export const addStop = (network: Network, random: Random): void => addCrossing(network, random, 4, 'stop');
export const addUncontrolled = (network: Network, random: Random): void => addCrossing(network, random, 4, 'none');
export const addTJunction = (network: Network, random: Random): void =>
  addCrossing(network, random, 3, random.pick(['light', 'stop', 'stop', 'none'] as const));
