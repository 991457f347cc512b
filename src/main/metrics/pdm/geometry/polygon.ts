import { orientation } from './orientation.ts';

/**
 * A polygon that answers point queries: its edges sorted into slabs across its longer side, so that a query looks at a
 * handful of edges however many vertices there are. Holes are holes; a ring that crosses itself counts even-odd, as GEOS does.
 */
export interface IndexedPolygon {
  readonly minX: number;
  readonly minY: number;
  readonly maxX: number;
  readonly maxY: number;
  readonly rings: readonly Float64Array[];
  /** Made at the first query: most polygons of a map are never asked. */
  slabs: Slabs | null;
}

interface Slabs {
  /** Slabs run along x (else y). */
  alongX: boolean;
  origin: number;
  perMetre: number;
  count: number;
  /** First entry of each slab, one more than slabs. */
  starts: Int32Array;
  /** u1 v1 u2 v2 an entry, u along the slabs. */
  edges: Float64Array;
}

/** Edges a slab holds on average, and what a map of huge polygons may cost at most. */
const EDGES_A_SLAB = 2;
const MAX_SLABS = 512;

/** `rings`: exterior first, each x0 y0 x1 y1 … without the closing point. */
export function indexedPolygon(rings: readonly Float64Array[]): IndexedPolygon {
  let minX = Infinity;
  let minY = Infinity;
  let maxX = -Infinity;
  let maxY = -Infinity;
  const exterior = rings[0];
  for (let i = 0; i < exterior.length; i += 2) {
    const x = exterior[i];
    const y = exterior[i + 1];
    if (x < minX) minX = x;
    if (x > maxX) maxX = x;
    if (y < minY) minY = y;
    if (y > maxY) maxY = y;
  }
  return { minX, minY, maxX, maxY, rings, slabs: null };
}

function makeSlabs(polygon: IndexedPolygon): Slabs {
  const { minX, minY, maxX, maxY, rings } = polygon;
  const alongX = maxX - minX >= maxY - minY;
  const origin = alongX ? minX : minY;
  const extent = alongX ? maxX - minX : maxY - minY;
  let edgeCount = 0;
  for (const ring of rings) edgeCount += ring.length >> 1;
  const count = Math.max(1, Math.min(MAX_SLABS, Math.ceil(edgeCount / EDGES_A_SLAB)));
  const perMetre = extent > 0 ? count / extent : 0;
  const u = alongX ? 0 : 1;
  const starts = new Int32Array(count + 1);
  for (const ring of rings) {
    let before = ring[ring.length - 2 + u];
    for (let i = u; i < ring.length; i += 2) {
      const at = ring[i];
      const low = slabOf(Math.min(before, at), origin, perMetre, count);
      const high = slabOf(Math.max(before, at), origin, perMetre, count);
      for (let s = low; s <= high; s++) starts[s + 1]++;
      before = at;
    }
  }
  for (let s = 0; s < count; s++) starts[s + 1] += starts[s];
  const edges = new Float64Array(starts[count] * 4);
  const next = starts.slice();
  for (const ring of rings) {
    let u1 = ring[ring.length - 2 + u];
    let v1 = ring[ring.length - 1 - u];
    for (let i = 0; i < ring.length; i += 2) {
      const u2 = ring[i + u];
      const v2 = ring[i + 1 - u];
      const low = slabOf(Math.min(u1, u2), origin, perMetre, count);
      const high = slabOf(Math.max(u1, u2), origin, perMetre, count);
      for (let s = low; s <= high; s++) {
        const e = next[s]++ * 4;
        edges[e] = u1;
        edges[e + 1] = v1;
        edges[e + 2] = u2;
        edges[e + 3] = v2;
      }
      u1 = u2;
      v1 = v2;
    }
  }
  return { alongX, origin, perMetre, count, starts, edges };
}

/** The same rounding puts a point and an edge that reaches it into the same slab. */
function slabOf(u: number, origin: number, perMetre: number, count: number): number {
  const s = ((u - origin) * perMetre) | 0;
  return s < 0 ? 0 : s >= count ? count - 1 : s;
}

/** Whether a point lies strictly inside; the boundary is outside. Exact. */
export const isInside = (polygon: IndexedPolygon, x: number, y: number): boolean => locate(polygon, x, y) > 0;

/** 1 inside, 0 on the boundary, −1 outside. Exact (ray crossings with exact orientation, as GEOS RayCrossingCounter). */
export function locate(polygon: IndexedPolygon, x: number, y: number): -1 | 0 | 1 {
  if (x < polygon.minX || x > polygon.maxX || y < polygon.minY || y > polygon.maxY) return -1;
  const slabs = (polygon.slabs ??= makeSlabs(polygon));
  const pu = slabs.alongX ? x : y;
  const pv = slabs.alongX ? y : x;
  const s = slabOf(pu, slabs.origin, slabs.perMetre, slabs.count);
  const { edges } = slabs;
  let inside = false;
  for (let e = slabs.starts[s] * 4, end = slabs.starts[s + 1] * 4; e < end; e += 4) {
    const u1 = edges[e];
    const u2 = edges[e + 2];
    if (u1 > pu ? u2 > pu : u1 < pu && u2 < pu) continue;
    const v1 = edges[e + 1];
    const v2 = edges[e + 3];
    if (v1 < pv && v2 < pv) continue;
    if (u2 === pu && v2 === pv) return 0;
    if (u1 === pu && u2 === pu) {
      if (pv >= Math.min(v1, v2) && pv <= Math.max(v1, v2)) return 0;
      continue;
    }
    if (u1 > pu === u2 > pu) continue;
    if (v1 > pv && v2 > pv) {
      inside = !inside;
      continue;
    }
    const side = orientation(u1, v1, u2, v2, pu, pv);
    if (side === 0) return 0;
    // The edge crosses the ray towards +v when the point lies on its −v side.
    if (side < 0 === u2 > u1) inside = !inside;
  }
  return inside ? 1 : -1;
}
