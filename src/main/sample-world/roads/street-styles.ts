import type { Random } from '../random.ts';
import type { Profile, Setting, Street } from './cross-section.ts';
import type { ReferenceLine } from './reference-line.ts';

export const kmh = (value: number): number => value / 3.6;

/** Everything of a street but its course. */
export type StreetStyle = Omit<Street, 'line' | 'fromM' | 'toM' | 'shoulders'> & {
  /** Paved shoulder on both sides, m; 0 for none. */
  shoulderM: number;
};

/** The same cross-section from end to end. */
export const constantProfile =
  (forward: number[], backward: number[], medianM = 0): ((s: number) => Profile) =>
  () => ({ forward, backward, medianM });

export const bothSides = (value: number): { forward: number; backward: number } => ({
  forward: value,
  backward: value,
});

const lanesOf = (count: number, widthM: number): number[] => Array.from({ length: count }, () => widthM);

/** Two digits are enough for a width, and make maps easier to read. */
export const roundedWidth = (random: Random, low: number, high: number): number =>
  Math.round(random.between(low, high) * 20) / 20;

/** A two-way street of a town or its outskirts with one to three lanes each way. */
export function twoWayStyle(random: Random, lanesEachWay: number, setting: Setting = 'town'): StreetStyle {
  const widthM = lanesEachWay === 1 ? roundedWidth(random, 2.9, 3.6) : roundedWidth(random, 2.8, 3.5);
  const medianM = lanesEachWay > 1 && random.chance(0.35) ? roundedWidth(random, 1, 2.5) : 0;
  const speeds = setting === 'town' ? [30, 40, 50, 50] : setting === 'suburb' ? [50, 50, 60] : [60, 70, 80];
  return {
    profileAt: constantProfile(lanesOf(lanesEachWay, widthM), lanesOf(lanesEachWay, widthM), medianM),
    speedLimitMps: kmh(random.pick(speeds)),
    setting,
    parkingM: { forward: 0, backward: 0 },
    shoulderM: setting === 'rural' ? 0.6 : 0,
    sidewalkM: bothSides(setting === 'rural' ? 0 : roundedWidth(random, 2, 3.5)),
    curbProfileAt: null,
  };
}

/** A motorway: two carriageways of two to four lanes with a median between them and a paved shoulder. */
export function highwayStyle(random: Random, lanesEachWay: number): StreetStyle {
  const widthM = roundedWidth(random, 3.5, 3.7);
  return {
    profileAt: constantProfile(
      lanesOf(lanesEachWay, widthM),
      lanesOf(lanesEachWay, widthM),
      roundedWidth(random, 2, 5),
    ),
    speedLimitMps: kmh(random.pick([80, 100, 100, 120])),
    setting: 'highway',
    parkingM: { forward: 0, backward: 0 },
    shoulderM: 2.5,
    sidewalkM: bothSides(0),
    curbProfileAt: null,
  };
}

/** A street of a style on a line; its shoulders run along all of it. */
export function streetOf(style: StreetStyle, line: ReferenceLine, fromM = 0, toM = line.lengthM): Street {
  const { shoulderM, ...rest } = style;
  const directions = shoulderM > 0 ? (['forward', 'backward'] as const) : [];
  const shoulders = directions
    .filter((direction) => style.profileAt(fromM)[direction].length > 0)
    .map((direction) => ({ direction, fromM, toM, widthM: shoulderM }));
  return { ...rest, line, fromM, toM, shoulders };
}

/** How long a street must be so that a 20 s drive from 150 m after its start never sees its end. */
export const throughLengthM = (speedLimitMps: number): number => 150 + 20 * 1.05 * speedLimitMps + 320;

/** How long the arm of a junction must be, for a drive that starts 60 m or more before the junction. */
export const armLengthM = (speedLimitMps: number): number => 20 * 1.05 * speedLimitMps + 150;
