import type { PolylineFlat } from '../../../shared/domain/map.ts';
import type { Random } from '../random.ts';
import { edgeOffset, type Profile, type Street } from './cross-section.ts';
import type { Network } from './network.ts';
import { flatOf, ringBetween } from './polylines.ts';
import { bend, beside, referenceLine, stations, straight } from './reference-line.ts';
import {
  bothSides,
  constantProfile,
  highwayStyle,
  kmh,
  roundedWidth,
  streetOf,
  throughLengthM,
  twoWayStyle,
  type StreetStyle,
} from './street-styles.ts';
import { addStreet } from './street.ts';
import { addTransition, eased } from './transition.ts';

/** A narrow street of a town with parking bays: two-way with bays on one or both sides, or one-way. */
export function addNarrowStreet(network: Network, random: Random): void {
  const oneWay = random.chance(0.3);
  const widthM = oneWay ? roundedWidth(random, 3, 3.7) : roundedWidth(random, 2.8, 3);
  const bays = roundedWidth(random, 2, 2.3);
  const style: StreetStyle = {
    profileAt: constantProfile([widthM], oneWay ? [] : [widthM]),
    speedLimitMps: kmh(random.pick([30, 30, 40])),
    setting: 'town',
    parkingM: { forward: bays, backward: oneWay || random.chance(0.6) ? bays : 0 },
    shoulderM: 0,
    sidewalkM: bothSides(roundedWidth(random, 1.6, 2.4)),
    curbProfileAt: null,
  };
  const headingRad = random.between(-Math.PI, Math.PI);
  const start = { x: -200 * Math.cos(headingRad), y: -200 * Math.sin(headingRad), headingRad };
  const course = [
    ...straight(random.between(150, 250)),
    ...bend(random.between(90, 250), random.between(-0.5, 0.5), 25),
    ...straight(throughLengthM(style.speedLimitMps) - 150),
  ];
  addStreet(network, streetOf(style, referenceLine(start, course)));
}

/** Where a building site begins after the street's start, and how long it is. */
interface Site {
  fromM: number;
  toM: number;
  taperM: number;
}

const AWAY_M = 0.4;
const LEAST_DEPTH_M = 0.7;

/** Paves the ground between the shifted right edge of the lanes and the curb, and closes it but for a hand's breadth. */
function addWorks(network: Network, street: Street, edgeAt: (s: number) => number, site: Site, outerM: number): void {
  const lineAt = (at: number[], offsetAt: (s: number) => number): PolylineFlat =>
    flatOf(at.map((s) => beside(street.line.at(s), offsetAt(s))));
  const all = stations(site.fromM, site.toM).slice(1, -1);
  const isDeep = (s: number): boolean => edgeAt(s) - outerM >= LEAST_DEPTH_M;
  const deep = all.filter(isDeep);
  const fence = (s: number): number => edgeAt(s) - AWAY_M;
  const open = ringBetween(
    lineAt(all, edgeAt),
    lineAt(all, (s) => (isDeep(s) ? fence(s) : outerM)),
  );
  network.roads.otherDrivable.push({ id: network.nextId(), polygon: [open] });
  const edge = lineAt(deep, fence);
  const outer = lineAt(deep, () => outerM);
  network.works.push({ edge, area: [ringBetween(edge, outer)] });
  for (const beforeM of [70, 20]) network.worksSigns.push({ street, stationM: site.fromM - beforeM });
}

const siteOf = (random: Random): Site => {
  const fromM = 200;
  return { fromM, toM: fromM + random.between(110, 190), taperM: random.between(30, 50) };
};

/** How far a site has closed at a station: 0 outside, 1 between its tapers. */
const closedAt = ({ fromM, toM, taperM }: Site, s: number): number =>
  eased(Math.max(0, Math.min(1, (s - fromM) / taperM, (toM - s) / taperM)));

/** A street or highway of a building site before the site is there: wide lanes, low limit. */
function siteStyle(random: Random, lanes: number): StreetStyle {
  const fast = lanes > 1 && random.chance(0.35);
  const setting = random.pick(['town', 'suburb'] as const);
  const base = fast ? highwayStyle(random, lanes) : twoWayStyle(random, lanes, setting);
  const { backward, medianM } = base.profileAt(0);
  const wideM = lanes === 1 ? 3.7 : Math.max(3.4, backward[0]);
  return {
    ...base,
    profileAt: constantProfile(
      backward.map(() => wideM),
      backward,
      medianM,
    ),
    speedLimitMps: kmh(fast ? 60 : random.pick([30, 40])),
    shoulderM: 0,
  };
}

/** A building site beside a street: its lanes are narrowed, or the right one is closed. */
export function addConstruction(network: Network, random: Random): void {
  const lanes = random.pick([1, 2, 2, 3]);
  const style = siteStyle(random, lanes);
  const { forward, backward, medianM } = style.profileAt(0);
  const site = siteOf(random);
  const headingRad = random.between(-Math.PI, Math.PI);
  const beforeM = site.fromM + 40;
  const start = { x: -beforeM * Math.cos(headingRad), y: -beforeM * Math.sin(headingRad), headingRad };
  const line = referenceLine(start, straight(beforeM + throughLengthM(style.speedLimitMps)));
  const outerM = -medianM / 2 - lanes * forward[0];
  if (lanes > 1 && random.chance(0.6)) {
    const open = forward.slice(1);
    const closed = { ...style, profileAt: constantProfile(open, backward, medianM), curbProfileAt: style.profileAt };
    const before = addStreet(network, streetOf(style, line, 0, site.fromM));
    const along = addStreet(network, streetOf(closed, line, site.fromM + site.taperM, site.toM - site.taperM));
    const after = addStreet(network, streetOf(style, line, site.toM));
    addTransition(network, before.end, along.start);
    addTransition(network, along.end, after.start);
    addWorks(network, before.end.street, (s) => outerM + forward[0] * closedAt(site, s), site, outerM);
    return;
  }
  const narrowM = roundedWidth(random, 2.8, 2.95);
  const widthAt = (s: number): number => forward[0] + (narrowM - forward[0]) * closedAt(site, s);
  const profileAt = (s: number): Profile => ({ forward: forward.map(() => widthAt(s)), backward, medianM });
  const street = streetOf({ ...style, profileAt, curbProfileAt: style.profileAt }, line);
  addStreet(network, street);
  addWorks(network, street, (s) => edgeOffset(street, 'forward', s), site, outerM);
}
