import type { Random } from '../random.ts';
import { edgeOffset, type Profile, type Street } from './cross-section.ts';
import { connectorShape } from './junction.ts';
import { addConnectors, type LaneEnd, type Mouth, type Network } from './network.ts';
import { ringBetween } from './polylines.ts';
import { bend, beside, referenceLine, straight, turnedBack, type ReferenceLine } from './reference-line.ts';
import { constantProfile, highwayStyle, kmh, streetOf, throughLengthM, type StreetStyle } from './street-styles.ts';
import { addStreet } from './street.ts';
import { addTransition } from './transition.ts';

const GORE_M = 4;
/** The carriageway has no shoulder so far from where a ramp joins or leaves it, m. */
const NO_SHOULDER_M = 130;

/** The same line driven the other way. */
const backwards = (line: ReferenceLine): ReferenceLine => ({
  lengthM: line.lengthM,
  at: (s) => turnedBack(line.at(line.lengthM - s)),
});

/** A highway's profile with one more lane at the right of the carriageway along the line. */
const withExtraLane = (profile: Profile): Profile => ({
  ...profile,
  forward: [...profile.forward, profile.forward[profile.forward.length - 1]],
});

/** A street without a forward shoulder between two stations, where a ramp lies beside it. */
function clearedBeside(street: Street, fromM: number, toM: number): Street {
  return {
    ...street,
    shoulders: street.shoulders.flatMap((shoulder) =>
      shoulder.direction === 'backward'
        ? [shoulder]
        : [
            { ...shoulder, toM: Math.min(shoulder.toM, fromM) },
            { ...shoulder, fromM: Math.max(shoulder.fromM, toM) },
          ].filter((part) => part.toM - part.fromM > 5),
    ),
  };
}

const rampStyle = (main: StreetStyle, limitMps: number): StreetStyle => ({
  ...main,
  profileAt: constantProfile(main.profileAt(0).forward.slice(-1), []),
  speedLimitMps: limitMps,
  shoulderM: 0,
});

/** One lane straight on into another over a ground of its own. */
function addSingle(network: Network, from: { roadblockId: string; lane: LaneEnd }, to: typeof from): void {
  const limit = Math.min(from.lane.speedLimitMps, to.lane.speedLimitMps);
  const shape = connectorShape(from.lane, to.lane, 0.5, 0.5, limit);
  const id = network.nextId();
  network.roads.intersections.push({ id, polygon: [ringBetween(shape.leftBoundary, shape.rightBoundary)] });
  addConnectors(network, from.roadblockId, to.roadblockId, id, [shape]);
}

const lastOf = (side: Mouth['arriving']): { roadblockId: string; lane: LaneEnd } => {
  const lane = side?.lanes.at(-1);
  if (side === null || lane === undefined) throw new Error('no lanes at this end of the street');
  return { roadblockId: side.roadblockId, lane };
};

const sameLanes = (count: number): [number, number][] => Array.from({ length: count }, (_, i) => [i, i]);

/** A ramp that joins a highway: an acceleration lane beside it, which then merges. The ramp meets it at the origin. */
export function addMerge(network: Network, random: Random): void {
  const main = highwayStyle(random, random.integer(2, 3));
  const lanes = main.profileAt(0).forward.length;
  const gore = 150 + 260;
  const accelerationM = random.between(130, 220);
  const taperM = random.between(70, 110);
  const headingRad = random.between(-Math.PI, Math.PI);
  const origin = { x: -gore * Math.cos(headingRad), y: -gore * Math.sin(headingRad), headingRad };
  const line = referenceLine(origin, straight(gore + throughLengthM(main.speedLimitMps)));
  const wide = { ...main, profileAt: (s: number) => withExtraLane(main.profileAt(s)) };
  const before = addStreet(network, clearedBeside(streetOf(main, line, 0, gore), gore - NO_SHOULDER_M, gore));
  const joined = addStreet(network, streetOf(wide, line, gore + GORE_M, gore + GORE_M + accelerationM));
  const after = addStreet(network, streetOf(main, line, gore + GORE_M + accelerationM + taperM));
  addTransition(network, before.end, joined.start, sameLanes(lanes));
  addTransition(network, joined.end, after.start);

  const limit = kmh(random.pick([50, 60, 70]));
  const meet = beside(line.at(gore), edgeOffset(streetOf(main, line), 'forward', gore));
  const turn = -random.between(0.25, 0.7);
  const course = [
    ...bend(random.between(140, 260), -turn, 60),
    ...straight(random.between(60, 120)),
    ...bend(random.between(90, 160), random.between(-0.5, 0.8), 40),
    ...straight(240),
  ];
  const ramp = addStreet(network, streetOf(rampStyle(main, limit), backwards(referenceLine(turnedBack(meet), course))));
  addSingle(network, lastOf(ramp.end.arriving), lastOf(joined.start.departing));
}

/** An exit: a lane opens beside the highway and leaves it as a ramp. The ramp begins at the origin. */
export function addRamp(network: Network, random: Random): void {
  const main = highwayStyle(random, random.integer(2, 3));
  const lanes = main.profileAt(0).forward.length;
  const gore = 150 + 320;
  const decelerationM = random.between(110, 180);
  const taperM = random.between(60, 90);
  const headingRad = random.between(-Math.PI, Math.PI);
  const origin = { x: -gore * Math.cos(headingRad), y: -gore * Math.sin(headingRad), headingRad };
  const line = referenceLine(origin, straight(gore + throughLengthM(main.speedLimitMps) - 150));
  const wide = { ...main, profileAt: (s: number) => withExtraLane(main.profileAt(s)) };
  const opens = gore - decelerationM - taperM;
  const before = addStreet(network, streetOf(main, line, 0, opens));
  const joined = addStreet(network, streetOf(wide, line, opens + taperM, gore));
  const beyond = gore + GORE_M;
  const after = addStreet(network, clearedBeside(streetOf(main, line, beyond), beyond, beyond + NO_SHOULDER_M));
  addTransition(network, before.end, joined.start);
  addTransition(network, joined.end, after.start, sameLanes(lanes));

  const radiusM = random.between(60, 130);
  const limit = kmh(10 * Math.floor((Math.sqrt(2.2 * radiusM) * 3.6) / 10));
  const leave = beside(line.at(beyond), edgeOffset(streetOf(main, line), 'forward', beyond));
  const course = [
    ...bend(random.between(280, 400), -random.between(0.15, 0.25), 50),
    ...straight(random.between(30, 60)),
    ...bend(radiusM, -random.between(0.5, 1.3), 40),
    ...straight(throughLengthM(limit) - 150),
  ];
  const ramp = addStreet(network, streetOf(rampStyle(main, limit), referenceLine(leave, course)));
  addSingle(network, lastOf(joined.end.arriving), lastOf(ramp.start.departing));
}
