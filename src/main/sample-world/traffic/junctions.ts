import type { Place, Priority } from '../drive.ts';
import type { Network, Segment } from './network.ts';
import { insideRings } from '../roads/rings.ts';

/** Two connectors nearer than this need one another's leave: a car's width and some air, m. */
const CONFLICT_DISTANCE_M = 2.7;
const SAMPLE_M = 1;

/** Where another connector meets this one: distances along each between which both cannot be used at once. */
export interface Conflict {
  other: Segment;
  fromM: number;
  toM: number;
  otherFromM: number;
  otherToM: number;
}

/** How a connector may be entered. */
export interface Entry {
  conflicts: Conflict[];
  /** Where the front must stop, measured back from the start of the connector, m. */
  stopBackM: number;
  control: Priority['control'];
  /** Connectors whose traffic goes first; of two where neither does, the first to come. */
  yieldsTo: ReadonlySet<string>;
}

export type Junctions = Map<string, Entry>;

/** Conflicts, stop lines and right of way of all connectors that need care; those without any are absent. */
export function junctionsOf(place: Place, network: Network): Junctions {
  const connectors = network.segments.filter((segment) => segment.isConnector);
  const samples = connectors.map(sampled);
  const conflicts = connectors.map((): Conflict[] => []);
  for (let i = 0; i < connectors.length; i++) {
    for (let j = i + 1; j < connectors.length; j++) {
      if (connectors[i].previous[0] === connectors[j].previous[0]) continue;
      const met = meeting(samples[i], samples[j]);
      if (!met) continue;
      const [fromM, toM, otherFromM, otherToM] = met;
      conflicts[i].push({ other: connectors[j], fromM, toM, otherFromM, otherToM });
      conflicts[j].push({ other: connectors[i], fromM: otherFromM, toM: otherToM, otherFromM: fromM, otherToM: toM });
    }
  }
  const priorities = new Map(place.priorities.map((priority) => [priority.connectorId, priority]));
  const entries: Junctions = new Map();
  connectors.forEach((connector, i) => {
    const priority = priorities.get(connector.id);
    if (!conflicts[i].length && !priority) return;
    entries.set(connector.id, {
      conflicts: conflicts[i],
      stopBackM: stopBack(place, connector),
      control: priority?.control ?? 'none',
      yieldsTo: new Set(priority?.yieldsToIds),
    });
  });
  return entries;
}

function stopBack(place: Place, connector: Segment): number {
  const lane = connector.previous[0];
  if (!lane) return 1;
  const { line } = lane;
  const n = line.length;
  let back = 0;
  let at = n - 2;
  let within = 0;
  let found = 0;
  // Walk back along the lane and keep the far edge of the nearest stop line.
  while (back < 16 && at >= 2) {
    const step = Math.hypot(line[at] - line[at - 2], line[at + 1] - line[at - 1]);
    const t = Math.min(1, within / step);
    const x = line[at] + t * (line[at - 2] - line[at]);
    const y = line[at + 1] + t * (line[at - 1] - line[at + 1]);
    const on = place.roads.stopLines.some((stop) => insideRings(stop.polygon, x, y));
    if (on) found = back;
    else if (found) break;
    back += 0.2;
    within += 0.2;
    if (within > step) {
      within -= step;
      at -= 2;
    }
  }
  return found ? found + 0.6 : 1;
}

/** x y pairs about SAMPLE_M apart along a segment, and the real distance between them. */
function sampled(segment: Segment): { points: number[]; stepM: number; box: [number, number, number, number] } {
  const count = Math.max(2, Math.round(segment.lengthM / SAMPLE_M) + 1);
  const stepM = segment.lengthM / (count - 1);
  const points: number[] = [];
  const { line } = segment;
  let at = 0;
  let before = 0;
  let step = Math.hypot(line[2] - line[0], line[3] - line[1]);
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let k = 0; k < count; k++) {
    while (before + step < k * stepM && at + 4 < line.length) {
      before += step;
      at += 2;
      step = Math.hypot(line[at + 2] - line[at], line[at + 3] - line[at + 1]);
    }
    const t = Math.min(1, (k * stepM - before) / step);
    const x = line[at] + t * (line[at + 2] - line[at]);
    const y = line[at + 1] + t * (line[at + 3] - line[at + 1]);
    points.push(x, y);
    box[0] = Math.min(box[0], x);
    box[1] = Math.min(box[1], y);
    box[2] = Math.max(box[2], x);
    box[3] = Math.max(box[3], y);
  }
  return { points, stepM, box };
}

function meeting(
  a: ReturnType<typeof sampled>,
  b: ReturnType<typeof sampled>,
): [number, number, number, number] | null {
  const near = CONFLICT_DISTANCE_M;
  if (a.box[0] > b.box[2] + near || b.box[0] > a.box[2] + near) return null;
  if (a.box[1] > b.box[3] + near || b.box[1] > a.box[3] + near) return null;
  let [aFrom, aTo, bFrom, bTo] = [Infinity, -1, Infinity, -1];
  for (let i = 0; i < a.points.length; i += 2) {
    for (let j = 0; j < b.points.length; j += 2) {
      const dx = a.points[i] - b.points[j];
      const dy = a.points[i + 1] - b.points[j + 1];
      if (dx * dx + dy * dy > near * near) continue;
      aFrom = Math.min(aFrom, i / 2);
      aTo = Math.max(aTo, i / 2);
      bFrom = Math.min(bFrom, j / 2);
      bTo = Math.max(bTo, j / 2);
    }
  }
  return aTo < 0 ? null : [aFrom * a.stepM, aTo * a.stepM, bFrom * b.stepM, bTo * b.stepM];
}
