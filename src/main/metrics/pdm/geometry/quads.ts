import { orientation } from './orientation.ts';

/**
 * Convex quads are 8 numbers x0 y0 … x3 y3 at an offset of an array: front left, rear left, rear right, front right
 * (counter-clockwise), as the kit orders the corners of a box.
 */
export const QUAD = 8;

/** Corners of a box by the kit's own arithmetic (translate_lon_and_lat), so that exact tests see the same doubles. */
export function writeCorners(
  out: Float64Array,
  at: number,
  x: number,
  y: number,
  heading: number,
  halfLength: number,
  halfWidth: number,
): void {
  const cos = Math.cos(heading);
  const sin = Math.sin(heading);
  const cosLeft = Math.cos(heading + Math.PI / 2);
  const sinLeft = Math.sin(heading + Math.PI / 2);
  out[at] = x + (halfWidth * cosLeft + halfLength * cos);
  out[at + 1] = y + (halfWidth * sinLeft + halfLength * sin);
  out[at + 2] = x + (halfWidth * cosLeft - halfLength * cos);
  out[at + 3] = y + (halfWidth * sinLeft - halfLength * sin);
  out[at + 4] = x + (-halfWidth * cosLeft - halfLength * cos);
  out[at + 5] = y + (-halfWidth * sinLeft - halfLength * sin);
  out[at + 6] = x + (-halfWidth * cosLeft + halfLength * cos);
  out[at + 7] = y + (-halfWidth * sinLeft + halfLength * sin);
}

/** Whether two segments touch or cross, ends included. Exact. */
export function segmentsTouch(
  ax: number,
  ay: number,
  bx: number,
  by: number,
  cx: number,
  cy: number,
  dx: number,
  dy: number,
): boolean {
  if (Math.max(ax, bx) < Math.min(cx, dx) || Math.max(cx, dx) < Math.min(ax, bx)) return false;
  if (Math.max(ay, by) < Math.min(cy, dy) || Math.max(cy, dy) < Math.min(ay, by)) return false;
  const abc = orientation(ax, ay, bx, by, cx, cy);
  const abd = orientation(ax, ay, bx, by, dx, dy);
  if ((abc > 0 && abd > 0) || (abc < 0 && abd < 0)) return false;
  const cda = orientation(cx, cy, dx, dy, ax, ay);
  const cdb = orientation(cx, cy, dx, dy, bx, by);
  // On one line the overlapping boxes of the segments mean that they touch.
  return !((cda > 0 && cdb > 0) || (cda < 0 && cdb < 0));
}

/** Whether a point lies in a counter-clockwise quad, boundary included. Exact. */
export function quadHolds(quad: Float64Array, at: number, x: number, y: number): boolean {
  for (let i = 0; i < QUAD; i += 2) {
    const j = (i + 2) % QUAD;
    if (orientation(quad[at + i], quad[at + i + 1], quad[at + j], quad[at + j + 1], x, y) < 0) return false;
  }
  return true;
}

/** Whether a segment and a quad share a point, boundaries included. Exact. */
export function segmentTouchesQuad(
  ax: number,
  ay: number,
  bx: number,
  by: number,
  quad: Float64Array,
  at: number,
): boolean {
  if (quadHolds(quad, at, ax, ay) || quadHolds(quad, at, bx, by)) return true;
  for (let i = 0; i < QUAD; i += 2) {
    const j = (i + 2) % QUAD;
    if (segmentsTouch(ax, ay, bx, by, quad[at + i], quad[at + i + 1], quad[at + j], quad[at + j + 1])) return true;
  }
  return false;
}

/** Whether two quads share a point, boundaries included. Exact. */
export function quadsTouch(a: Float64Array, aAt: number, b: Float64Array, bAt: number): boolean {
  if (quadHolds(a, aAt, b[bAt], b[bAt + 1])) return true;
  for (let i = 0; i < QUAD; i += 2) {
    const j = (i + 2) % QUAD;
    if (segmentTouchesQuad(a[aAt + i], a[aAt + i + 1], a[aAt + j], a[aAt + j + 1], b, bAt)) return true;
  }
  return false;
}

/**
 * Signed gap between two boxes along their axes: positive apart, negative overlapping, in metres; rounding stays far below
 * DOUBT_M. (cosA, sinA) and (cosB, sinB) are the headings, (dx, dy) leads from A's centre to B's.
 */
export function boxGap(
  dx: number,
  dy: number,
  cosA: number,
  sinA: number,
  halfLengthA: number,
  halfWidthA: number,
  cosB: number,
  sinB: number,
  halfLengthB: number,
  halfWidthB: number,
): number {
  const c = Math.abs(cosA * cosB + sinA * sinB);
  const s = Math.abs(sinA * cosB - cosA * sinB);
  const alongA = Math.abs(dx * cosA + dy * sinA) - halfLengthA - (halfLengthB * c + halfWidthB * s);
  const acrossA = Math.abs(dy * cosA - dx * sinA) - halfWidthA - (halfLengthB * s + halfWidthB * c);
  const alongB = Math.abs(dx * cosB + dy * sinB) - halfLengthB - (halfLengthA * c + halfWidthA * s);
  const acrossB = Math.abs(dy * cosB - dx * sinB) - halfWidthB - (halfLengthA * s + halfWidthA * c);
  return Math.max(alongA, acrossA, alongB, acrossB);
}

/** Within this gap boxes are compared by their exact corners. */
export const DOUBT_M = 1e-6;
