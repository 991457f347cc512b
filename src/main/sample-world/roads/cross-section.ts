import type { PolylineFlat } from '../../../shared/domain/map.ts';
import { flatOf, ringBetween } from './polylines.ts';
import { beside, type ReferenceLine } from './reference-line.ts';

/** Widths of the lanes from the middle of the street outwards, m; `forward` drives along the reference line. */
export interface Profile {
  forward: number[];
  backward: number[];
  medianM: number;
}

export type Setting = 'town' | 'suburb' | 'rural' | 'highway';

/** A stretch of road with the same number of lanes; the reference line is the middle of its median. */
export interface Street {
  line: ReferenceLine;
  fromM: number;
  toM: number;
  profileAt(s: number): Profile;
  speedLimitMps: number;
  setting: Setting;
  /** Bays for parked cars outside the lanes, m; 0 for none. */
  parkingM: { forward: number; backward: number };
  /** Paved shoulders outside the lanes. */
  shoulders: Shoulder[];
  sidewalkM: { forward: number; backward: number };
  /** The cross-section whose outer edges bear the curbs, where that is not the lanes' own (a building site narrows them). */
  curbProfileAt: ((s: number) => Profile) | null;
}

interface Shoulder {
  direction: Direction;
  fromM: number;
  toM: number;
  widthM: number;
}

export type Direction = 'forward' | 'backward';

/** Distances of the lane boundaries from the reference line, left of the first lane first; left positive. */
export function boundaryOffsets(profile: Profile, direction: Direction): number[] {
  const side = direction === 'forward' ? -1 : 1;
  let at = profile.medianM / 2;
  const offsets = [side * at];
  for (const width of profile[direction]) offsets.push(side * (at += width));
  return offsets;
}

/** Distance from the reference line to the outer edge of the lanes of one direction, m; the median's edge where it has none. */
export const edgeOffset = (street: Street, direction: Direction, s: number): number => {
  const offsets = boundaryOffsets(street.profileAt(s), direction);
  return offsets[offsets.length - 1];
};

/** Distance from the reference line to the curb of one side: outside lanes and parking bays, m, left positive. */
export function curbOffset(street: Street, direction: Direction, s: number): number {
  const offsets = boundaryOffsets((street.curbProfileAt ?? street.profileAt)(s), direction);
  const side = direction === 'forward' ? -1 : 1;
  const shoulder = street.shoulders.find((one) => one.direction === direction && s >= one.fromM && s <= one.toM);
  return offsets[offsets.length - 1] + side * (street.parkingM[direction] + (shoulder?.widthM ?? 0));
}

/** A line at an offset from a street's reference line that may change along it, in the order of the stations. */
export const lineAlong = (street: Street, at: readonly number[], offsetAt: (s: number) => number): PolylineFlat =>
  flatOf(at.map((s) => beside(street.line.at(s), offsetAt(s))));

/** The ring around a strip outside the lanes of one direction, between two distances from their edge. */
export function edgeStrip(
  street: Street,
  direction: Direction,
  at: readonly number[],
  nearM: number,
  farM: number,
): PolylineFlat {
  const side = direction === 'forward' ? -1 : 1;
  const order = direction === 'forward' ? at : [...at].reverse();
  const lineAt = (awayM: number): PolylineFlat =>
    lineAlong(street, order, (s) => edgeOffset(street, direction, s) + side * awayM);
  return ringBetween(lineAt(nearM), lineAt(farM));
}
