import type { Segment } from './network.ts';

/** Distance between the points of a path, m. */
export const PATH_STEP_M = 0.5;
/** Braking that a driver counts on when slowing for a bend, m/s². */
const ANTICIPATED_BRAKING_MPS2 = 1.3;

/** A way through lanes and connectors, as points PATH_STEP_M apart; every column has `count` entries. */
export interface Path {
  count: number;
  lengthM: number;
  x: Float64Array;
  y: Float64Array;
  /** Without jumps of 2π. */
  headingRad: Float64Array;
  /** 1/m, left positive, smoothed over a car's length. */
  curvature: Float64Array;
  /** Posted limits along the way, m/s. */
  postedMps: Float64Array;
  /** The segments in driving order with the distances along the path at which they begin and end. */
  spans: Span[];
}
export interface Span {
  segment: Segment;
  fromM: number;
  toM: number;
}

/** Points of a path moved to the left, x0 y0 x1 y1 …, from one distance to another (backwards where it is less). */
export function offsetLine(path: Path, fromM: number, toM: number, leftM: number, stepM = 2): number[] {
  const count = Math.max(2, Math.ceil(Math.abs(toM - fromM) / stepM) + 1);
  return Array.from({ length: count }, (_, i) => {
    const at = pointAt(path, fromM + ((toM - fromM) * i) / (count - 1));
    return [at.x - Math.sin(at.headingRad) * leftM, at.y + Math.cos(at.headingRad) * leftM];
  }).flat();
}

/** Speeds a driver wants along a path, m/s: limits times `boldness`, bends by sideways acceleration, slowing in good time. */
export function wantedSpeeds(path: Path, boldness: number, sidewaysMps2: number): Float64Array {
  const speeds = new Float64Array(path.count);
  for (let k = 0; k < path.count; k++) {
    const bend = Math.abs(path.curvature[k]);
    speeds[k] = Math.min(path.postedMps[k] * boldness, bend > 1e-4 ? Math.sqrt(sidewaysMps2 / bend) : Infinity);
  }
  for (let k = path.count - 2; k >= 0; k--) {
    const reachable = Math.sqrt(speeds[k + 1] ** 2 + 2 * ANTICIPATED_BRAKING_MPS2 * PATH_STEP_M);
    if (speeds[k] > reachable) speeds[k] = reachable;
  }
  return speeds;
}

export interface PathPoint {
  x: number;
  y: number;
  headingRad: number;
  curvature: number;
}

/** The path at a distance, held within its ends. */
export function pointAt(path: Path, atM: number): PathPoint {
  const position = Math.min(Math.max(atM, 0), path.lengthM) / PATH_STEP_M;
  const k = Math.min(Math.floor(position), path.count - 2);
  const t = position - k;
  return {
    x: path.x[k] + t * (path.x[k + 1] - path.x[k]),
    y: path.y[k] + t * (path.y[k + 1] - path.y[k]),
    headingRad: path.headingRad[k] + t * (path.headingRad[k + 1] - path.headingRad[k]),
    curvature: path.curvature[k] + t * (path.curvature[k + 1] - path.curvature[k]),
  };
}

/** A column of the path (one value a point) at a distance. */
export function valueAt(column: Float64Array, atM: number): number {
  const position = Math.min(Math.max(atM / PATH_STEP_M, 0), column.length - 1);
  const k = Math.min(Math.floor(position), column.length - 2);
  return column[k] + (position - k) * (column[k + 1] - column[k]);
}

/** Where a point lies on a path: distance along it and offset to its left, m. */
interface Projection {
  atM: number;
  leftM: number;
  headingRad: number;
}

/** The nearest point of the path between two distances. */
export function projectOnto(path: Path, x: number, y: number, fromM: number, toM: number): Projection {
  const first = Math.max(0, Math.floor(fromM / PATH_STEP_M));
  const last = Math.min(path.count - 1, Math.ceil(toM / PATH_STEP_M));
  const stride = last - first > 24 ? 6 : 1;
  let best = first;
  let bestSquare = Infinity;
  for (let k = first; k <= last; k += stride) {
    const square = (path.x[k] - x) ** 2 + (path.y[k] - y) ** 2;
    if (square < bestSquare) [best, bestSquare] = [k, square];
  }
  if (stride > 1) {
    const centre = best;
    for (let k = Math.max(first, centre - stride + 1); k <= Math.min(last, centre + stride - 1); k++) {
      const square = (path.x[k] - x) ** 2 + (path.y[k] - y) ** 2;
      if (square < bestSquare) [best, bestSquare] = [k, square];
    }
  }
  const cos = Math.cos(path.headingRad[best]);
  const sin = Math.sin(path.headingRad[best]);
  const dx = x - path.x[best];
  const dy = y - path.y[best];
  return {
    atM: best * PATH_STEP_M + dx * cos + dy * sin,
    leftM: dy * cos - dx * sin,
    headingRad: path.headingRad[best],
  };
}

/** 0 below 0, 1 above 1, and between them the curve of least jerk. */
export function smoothStep(t: number): number {
  if (t <= 0) return 0;
  if (t >= 1) return 1;
  return t * t * t * (10 + t * (6 * t - 15));
}
