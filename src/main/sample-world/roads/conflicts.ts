import type { PolylineFlat } from '../../../shared/domain/map.ts';
import type { LaneConnector } from '../../../shared/domain/road-map.ts';
import { distanceM } from './turn-curve.ts';

/** Middles of two vehicles that pass each other are at least this far apart, m. */
const CLEAR_M = 2.6;

/** Where two connectors come too close for two vehicles: arc lengths of the first and last such point on each, m. */
export interface Conflict {
  kind: 'crossing' | 'merging' | 'diverging';
  ownFromM: number;
  ownToM: number;
  otherFromM: number;
  otherToM: number;
}

/** Arc length at each vertex of a line, m. */
export function arcLengths(line: PolylineFlat): number[] {
  const arc = [0];
  for (let i = 2; i < line.length; i += 2) {
    arc.push(arc[arc.length - 1] + distanceM(line[i - 2], line[i - 1], line[i], line[i + 1]));
  }
  return arc;
}

/** First and last arc length of `line` that is nearer than CLEAR_M to a vertex of `other`; null where none is. */
function closeSpan(line: PolylineFlat, other: PolylineFlat): [number, number] | null {
  const arc = arcLengths(line);
  let from = -1;
  let to = -1;
  for (let i = 0; i < arc.length; i++) {
    for (let j = 0; j < other.length; j += 2) {
      const dx = line[2 * i] - other[j];
      const dy = line[2 * i + 1] - other[j + 1];
      if (dx * dx + dy * dy >= CLEAR_M * CLEAR_M) continue;
      if (from < 0) from = arc[i];
      to = arc[i];
      break;
    }
  }
  return from < 0 ? null : [from, to];
}

/** The conflict of two connectors as the first one meets it; null where both can be driven at once. */
export function conflictBetween(own: LaneConnector, other: LaneConnector): Conflict | null {
  if (own.id === other.id) return null;
  const ownSpan = closeSpan(own.centreline, other.centreline);
  if (ownSpan === null) return null;
  const otherSpan = closeSpan(other.centreline, own.centreline) ?? [0, 0];
  const kind =
    own.fromLaneId === other.fromLaneId ? 'diverging' : own.toLaneId === other.toLaneId ? 'merging' : 'crossing';
  return { kind, ownFromM: ownSpan[0], ownToM: ownSpan[1], otherFromM: otherSpan[0], otherToM: otherSpan[1] };
}
