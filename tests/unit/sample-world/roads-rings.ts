/** Plane geometry of the road tests, written apart from the code under test. */

export type Point = [number, number];

export const pointsOf = (flat: readonly number[]): Point[] =>
  Array.from({ length: flat.length / 2 }, (_, i) => [flat[2 * i], flat[2 * i + 1]]);

/** Twice the signed area; positive for counter-clockwise rings. */
export function doubleArea(flat: readonly number[]): number {
  const p = pointsOf(flat);
  return p.reduce((sum, [x, y], i) => {
    const [nx, ny] = p[(i + 1) % p.length];
    return sum + x * ny - nx * y;
  }, 0);
}

/** Winding number of a ring around a point. */
export function winding(flat: readonly number[], x: number, y: number): number {
  let turns = 0;
  const n = flat.length;
  let ax = flat[n - 2];
  let ay = flat[n - 1];
  for (let i = 0; i < n; i += 2) {
    const bx = flat[i];
    const by = flat[i + 1];
    if (ay > y !== by > y) {
      const side = (bx - ax) * (y - ay) - (x - ax) * (by - ay);
      if (by > y && side > 0) turns++;
      if (by <= y && side < 0) turns--;
    }
    ax = bx;
    ay = by;
  }
  return turns;
}

export type Box = [number, number, number, number];

export function boxOf(flat: readonly number[]): Box {
  const box: Box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of pointsOf(flat)) {
    box[0] = Math.min(box[0], x);
    box[1] = Math.min(box[1], y);
    box[2] = Math.max(box[2], x);
    box[3] = Math.max(box[3], y);
  }
  return box;
}

/** Rings with their boxes, for questions about which of them hold a point. */
export class Rings {
  private readonly entries: { id: string; ring: readonly number[]; box: Box }[];

  constructor(areas: readonly { id?: string; polygon: number[][] }[]) {
    this.entries = areas.map(({ id, polygon }) => ({ id: id ?? '', ring: polygon[0], box: boxOf(polygon[0]) }));
  }

  holding(x: number, y: number): string[] {
    const ids: string[] = [];
    for (const { id, ring, box } of this.entries) {
      if (x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3] && winding(ring, x, y) !== 0) ids.push(id);
    }
    return ids;
  }

  has(x: number, y: number): boolean {
    return this.holding(x, y).length > 0;
  }
}

const orient = (a: Point, b: Point, c: Point): number => (b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1]);

/** Whether two edges of a ring that are no neighbours cross or touch; a sweep along x. */
export function selfCrosses(flat: readonly number[]): boolean {
  const p = pointsOf(flat);
  const n = p.length;
  const edges = p
    .map((a, i) => ({
      i,
      a,
      b: p[(i + 1) % n],
      x0: Math.min(a[0], p[(i + 1) % n][0]),
      x1: Math.max(a[0], p[(i + 1) % n][0]),
    }))
    .sort((left, right) => left.x0 - right.x0);
  let active: typeof edges = [];
  for (const edge of edges) {
    active = active.filter((other) => other.x1 >= edge.x0);
    for (const other of active) {
      const apart = Math.abs(edge.i - other.i);
      if (apart <= 1 || apart === n - 1) continue;
      const straddles =
        orient(edge.a, edge.b, other.a) * orient(edge.a, edge.b, other.b) <= 0 &&
        orient(other.a, other.b, edge.a) * orient(other.a, other.b, edge.b) <= 0;
      const apartInY =
        Math.max(edge.a[1], edge.b[1]) < Math.min(other.a[1], other.b[1]) ||
        Math.max(other.a[1], other.b[1]) < Math.min(edge.a[1], edge.b[1]);
      if (straddles && !apartInY) return true;
    }
    active.push(edge);
  }
  return false;
}

export const distance = ([ax, ay]: Point, [bx, by]: Point): number => Math.sqrt((bx - ax) ** 2 + (by - ay) ** 2);
