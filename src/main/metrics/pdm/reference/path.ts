import { unwrappedNear, wrapped } from '../geometry/angles.ts';
import { indexedPolyline, nearestOnLine, type IndexedPolyline } from '../geometry/polyline.ts';
import type { DiscretePath } from './road-graph.ts';

/** A path to follow by its length (pdm_path.py): places and unwrapped headings, linear in between. */
export interface FollowedPath {
  line: IndexedPolyline;
  heading: Float64Array;
  lengthM: number;
}

export function followedPath(path: DiscretePath): FollowedPath {
  const points = new Float64Array(path.x.length * 2);
  const heading = new Float64Array(path.x.length);
  for (let i = 0; i < path.x.length; i++) {
    points[2 * i] = path.x[i];
    points[2 * i + 1] = path.y[i];
    heading[i] = i === 0 ? path.heading[0] : unwrappedNear(path.heading[i], heading[i - 1]);
  }
  const line = indexedPolyline(points);
  return { line, heading, lengthM: line.along[line.along.length - 1] };
}

/** The path beside another one, `offsetM` to its left (pdm_geometry_utils.py parallel_discrete_path). */
export const besidePath = (path: DiscretePath, offsetM: number): DiscretePath => ({
  x: path.x.map((x, i) => x + Math.cos(path.heading[i] + Math.PI / 2) * offsetM),
  y: path.y.map((y, i) => y + Math.sin(path.heading[i] + Math.PI / 2) * offsetM),
  heading: path.heading,
  lengthM: path.lengthM,
});

/** Place and heading at a way along the path, clamped to it. */
export function poseAlong(
  { line, heading, lengthM }: FollowedPath,
  alongM: number,
): { x: number; y: number; heading: number } {
  const { points, along } = line;
  const at = Math.min(Math.max(alongM, 1e-5), lengthM);
  let low = 0;
  let high = along.length - 1;
  // The first vertex that is not before the place, as numpy's searchsorted gives it.
  while (low < high) {
    const middle = (low + high) >> 1;
    if (along[middle] < at) low = middle + 1;
    else high = middle;
  }
  const i = Math.max(1, low) - 1;
  const part = along[i + 1] > along[i] ? (at - along[i]) / (along[i + 1] - along[i]) : 0;
  const between = (a: number, b: number) => a + part * (b - a);
  return {
    x: between(points[2 * i], points[2 * i + 2]),
    y: between(points[2 * i + 1], points[2 * i + 3]),
    heading: wrapped(between(heading[i], heading[i + 1])),
  };
}

/** Way along the path to the place nearest to a point. */
export const projected = (path: FollowedPath, x: number, y: number): number =>
  nearestOnLine(path.line, x, y, 0, { distanceM: 0, alongM: 0, segment: 0 }).alongM;

/** The vertices of the path between two ways along it; its cut ends too where there are fewer than two of them. */
export function stretch(path: FollowedPath, fromM: number, toM: number): Float64Array {
  const [from, to] = [fromM, toM].map((m) => Math.min(Math.max(m, 0), path.lengthM));
  const { points, along } = path.line;
  const inside: number[] = [];
  for (let i = 0; i < along.length; i++)
    if (along[i] >= from && along[i] <= to) inside.push(points[2 * i], points[2 * i + 1]);
  if (inside.length > 2) return Float64Array.from(inside);
  const [a, b] = [poseAlong(path, from), poseAlong(path, to)];
  return Float64Array.from([a.x, a.y, ...inside, b.x, b.y]);
}
