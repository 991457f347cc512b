import type { Random } from '../random.ts';
import type { Network } from './network.ts';
import { bend, referenceLine, straight, type Bend, type ReferenceLine } from './reference-line.ts';
import { highwayStyle, kmh, streetOf, throughLengthM, twoWayStyle, type StreetStyle } from './street-styles.ts';
import { addStreet } from './street.ts';

/** A line through the origin that begins `beforeM` behind it. */
function lineThrough(random: Random, beforeM: number, bends: readonly Bend[]): ReferenceLine {
  const headingRad = random.between(-Math.PI, Math.PI);
  return referenceLine({ x: -beforeM * Math.cos(headingRad), y: -beforeM * Math.sin(headingRad), headingRad }, bends);
}

const settingOf = (random: Random): 'town' | 'suburb' | 'rural' =>
  random.pick(['town', 'town', 'suburb', 'rural'] as const);

const openStyle = (random: Random): StreetStyle => twoWayStyle(random, random.pick([1, 2, 2, 3]), settingOf(random));

export function addStraight(network: Network, random: Random): void {
  const style = openStyle(random);
  addStreet(network, streetOf(style, lineThrough(random, 150, straight(throughLengthM(style.speedLimitMps)))));
}

/** The fastest that takes a bend with 2.2 m/s² to the side, rounded down to 10 km/h. */
const bendLimit = (style: StreetStyle, radiusM: number): StreetStyle => ({
  ...style,
  speedLimitMps: Math.min(
    style.speedLimitMps,
    kmh(Math.max(20, 10 * Math.floor((Math.sqrt(2.2 * radiusM) * 3.6) / 10))),
  ),
});

export function addCurve(network: Network, random: Random): void {
  const radiusM = random.between(35, 160);
  const style = bendLimit(openStyle(random), radiusM);
  const angle = random.between(0.6, 1.9) * (random.chance(0.5) ? 1 : -1);
  const curve = bend(radiusM, angle, radiusM * 0.35);
  const beforeM = 170 + random.between(40, 110);
  const restM = throughLengthM(style.speedLimitMps) - 150;
  addStreet(
    network,
    streetOf(style, lineThrough(random, beforeM, [...straight(beforeM), ...curve, ...straight(restM)])),
  );
}

export function addSCurve(network: Network, random: Random): void {
  const radiusM = random.between(45, 150);
  const style = bendLimit(openStyle(random), radiusM);
  const angle = random.between(0.45, 1.1) * (random.chance(0.5) ? 1 : -1);
  const beforeM = 170 + random.between(40, 100);
  const bends = [
    ...straight(beforeM),
    ...bend(radiusM, angle, radiusM * 0.35),
    ...straight(random.between(0, 40)),
    ...bend(radiusM * random.between(0.9, 1.4), -angle * random.between(0.8, 1.2), radiusM * 0.35),
    ...straight(throughLengthM(style.speedLimitMps) - 150),
  ];
  addStreet(network, streetOf(style, lineThrough(random, beforeM, bends)));
}

export function addHighway(network: Network, random: Random): void {
  const style = highwayStyle(random, random.integer(2, 4));
  const angle = random.between(0, 0.35) * (random.chance(0.5) ? 1 : -1);
  const bends = [
    ...straight(250),
    ...bend(random.between(700, 1500), angle, 120),
    ...straight(throughLengthM(style.speedLimitMps) - 150),
  ];
  addStreet(network, streetOf(style, lineThrough(random, 150, bends)));
}
