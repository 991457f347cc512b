import type { Segment } from './network.ts';
import { PATH_STEP_M, pointAt, smoothStep, type Path, type Span } from './path.ts';

const SMOOTHING_ROUNDS = 4;

/** Offsets of the path from the lane centre: `leftM` to the left between two distances, with a smooth way there and back. */
export interface Shift {
  fromM: number;
  toM: number;
  leftM: number;
  rampM: number;
}

/** The path along the centrelines of consecutive segments. */
export function pathAlong(segments: readonly Segment[]): Path {
  const line: number[] = [];
  const spans: Span[] = [];
  let length = 0;
  for (const segment of segments) {
    const from = length;
    for (let i = 0; i < segment.line.length; i += 2) {
      const n = line.length;
      const step = n ? Math.hypot(segment.line[i] - line[n - 2], segment.line[i + 1] - line[n - 1]) : 0;
      if (n && step < 1e-6) continue;
      length += step;
      line.push(segment.line[i], segment.line[i + 1]);
    }
    spans.push({ segment, fromM: from, toM: length });
  }
  return pathThrough(line, spans);
}

/** A path through a polyline that no lane lies under, with one speed limit; nobody gives way to it at junctions. */
export function freePath(line: readonly number[], limitMps: number): Path {
  let lengthM = 0;
  for (let i = 2; i < line.length; i += 2) lengthM += Math.hypot(line[i] - line[i - 2], line[i + 1] - line[i - 1]);
  const segment: Segment = {
    id: '',
    isConnector: false,
    blockId: '',
    laneIndex: 0,
    line,
    lengthM,
    limitMps,
    turnRad: 0,
    next: [],
    previous: [],
    left: null,
    right: null,
    lightStopLineIds: [],
    polygon: [],
  };
  return pathThrough(line, [{ segment, fromM: 0, toM: lengthM }]);
}

/** The path through a polyline x0 y0 x1 y1 …, whose spans are given by distance along it. */
function pathThrough(line: readonly number[], spans: Span[]): Path {
  const total = spans[spans.length - 1].toM;
  const count = Math.max(3, Math.floor(total / PATH_STEP_M) + 1);
  const x = new Float64Array(count);
  const y = new Float64Array(count);
  let at = 0;
  let before = 0;
  let step = Math.hypot(line[2] - line[0], line[3] - line[1]);
  for (let k = 0; k < count; k++) {
    const s = k * PATH_STEP_M;
    while (before + step < s && at + 4 < line.length) {
      before += step;
      at += 2;
      step = Math.hypot(line[at + 2] - line[at], line[at + 3] - line[at + 1]);
    }
    const t = Math.min(1, (s - before) / step);
    x[k] = line[at] + t * (line[at + 2] - line[at]);
    y[k] = line[at + 1] + t * (line[at + 3] - line[at + 1]);
  }
  smooth(x, SMOOTHING_ROUNDS);
  smooth(y, SMOOTHING_ROUNDS);
  return finished(x, y, spans);
}

/** A path moved to the side by smooth shifts. */
export function shiftedPath(path: Path, shifts: readonly Shift[]): Path {
  if (!shifts.length) return path;
  const x = Float64Array.from(path.x);
  const y = Float64Array.from(path.y);
  for (let k = 0; k < path.count; k++) {
    const s = k * PATH_STEP_M;
    let left = 0;
    for (const shift of shifts) {
      const share = Math.min(
        (s - shift.fromM + shift.rampM) / shift.rampM,
        (shift.toM + shift.rampM - s) / shift.rampM,
      );
      left += shift.leftM * smoothStep(share);
    }
    if (left === 0) continue;
    x[k] -= Math.sin(path.headingRad[k]) * left;
    y[k] += Math.cos(path.headingRad[k]) * left;
  }
  return finished(x, y, path.spans);
}

/**
 * Leaves `from` at distance `fromM` and reaches `to` (whose distance abreast is `toM`) after `overM`. Keeps `tailM` of the
 * old way behind; returns the new path and where `fromM` lies on it.
 */
export function changedPath(
  from: Path,
  fromM: number,
  to: Path,
  toM: number,
  overM: number,
  tailM = 20,
): { path: Path; atM: number } {
  const tail = Math.min(Math.floor(fromM / PATH_STEP_M), Math.ceil(tailM / PATH_STEP_M));
  const first = Math.floor(fromM / PATH_STEP_M) - tail;
  const shiftM = toM - fromM;
  const end = Math.max(0, Math.floor((to.lengthM - toM) / PATH_STEP_M) - 1);
  const line: number[] = [];
  for (let k = 0; k < tail; k++) line.push(from.x[first + k], from.y[first + k]);
  const offset = fromM - (first + tail) * PATH_STEP_M;
  for (let k = 0; k <= end; k++) {
    const s = fromM - offset + k * PATH_STEP_M;
    const share = smoothStep((s - fromM) / overM);
    const a = pointAt(from, Math.min(s, from.lengthM));
    const b = pointAt(to, s + shiftM);
    line.push(a.x + share * (b.x - a.x), a.y + share * (b.y - a.y));
  }
  // The segments of the new way by distance: the old ones up to half the change, the new ones from there on.
  const start = first * PATH_STEP_M;
  const half = fromM + overM / 2;
  let length = 0;
  for (let i = 2; i < line.length; i += 2) length += Math.hypot(line[i] - line[i - 2], line[i + 1] - line[i - 1]);
  const spans: Span[] = [];
  for (const span of from.spans) {
    if (span.toM <= start || span.fromM >= half) continue;
    spans.push({
      segment: span.segment,
      fromM: Math.max(0, span.fromM - start),
      toM: Math.min(span.toM, half) - start,
    });
  }
  for (const span of to.spans) {
    const fromNew = span.fromM - shiftM - start;
    const toNew = span.toM - shiftM - start;
    if (toNew <= half - start) continue;
    spans.push({ segment: span.segment, fromM: Math.max(fromNew, half - start), toM: Math.min(toNew, length) });
  }
  spans[spans.length - 1].toM = length;
  return { path: pathThrough(line, spans), atM: fromM - start };
}

function finished(x: Float64Array, y: Float64Array, spans: Span[]): Path {
  const count = x.length;
  const headingRad = new Float64Array(count);
  const curvature = new Float64Array(count);
  const postedMps = new Float64Array(count);
  for (let k = 0; k < count; k++) {
    const a = Math.max(0, k - 1);
    const b = Math.min(count - 1, k + 1);
    const raw = Math.atan2(y[b] - y[a], x[b] - x[a]);
    const turns = k ? Math.round((headingRad[k - 1] - raw) / (2 * Math.PI)) : 0;
    headingRad[k] = raw + turns * 2 * Math.PI;
  }
  for (let k = 0; k < count; k++) {
    const a = Math.max(0, k - 2);
    const b = Math.min(count - 1, k + 2);
    const distance = Math.hypot(x[b] - x[a], y[b] - y[a]);
    curvature[k] = (headingRad[b] - headingRad[a]) / Math.max(distance, PATH_STEP_M);
  }
  smooth(curvature, SMOOTHING_ROUNDS);
  let span = 0;
  for (let k = 0; k < count; k++) {
    while (span + 1 < spans.length && k * PATH_STEP_M > spans[span].toM) span++;
    postedMps[k] = spans[span].segment.limitMps;
  }
  return { count, lengthM: (count - 1) * PATH_STEP_M, x, y, headingRad, curvature, postedMps, spans };
}

function smooth(values: Float64Array, rounds: number): void {
  for (let round = 0; round < rounds; round++) {
    let before = values[0];
    for (let k = 1; k < values.length - 1; k++) {
      const here = values[k];
      values[k] = (before + 2 * here + values[k + 1]) / 4;
      before = here;
    }
  }
}
