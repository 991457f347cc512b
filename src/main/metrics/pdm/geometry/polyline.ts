/**
 * A line that answers how far a point is from it and where along it the nearest place lies. Segments are grouped in runs
 * with a bounding box each, so that a query looks at few of them; the answer is the exact minimum, and of equally near
 * places the first.
 */
export interface IndexedPolyline {
  /** x0 y0 x1 y1 … */
  readonly points: Float64Array;
  /** Way from the first point to each point, m. */
  readonly along: Float64Array;
  /** minX minY maxX maxY a run. */
  readonly runs: Float64Array;
}

const SEGMENTS_A_RUN = 8;

export function indexedPolyline(points: Float64Array): IndexedPolyline {
  const count = points.length >> 1;
  const along = new Float64Array(count);
  const runCount = Math.max(0, Math.ceil((count - 1) / SEGMENTS_A_RUN));
  const runs = new Float64Array(runCount * 4);
  for (let r = 0; r < runCount; r++) {
    let minX = Infinity;
    let minY = Infinity;
    let maxX = -Infinity;
    let maxY = -Infinity;
    const last = Math.min(count - 1, (r + 1) * SEGMENTS_A_RUN);
    for (let i = r * SEGMENTS_A_RUN; i <= last; i++) {
      const x = points[2 * i];
      const y = points[2 * i + 1];
      if (x < minX) minX = x;
      if (x > maxX) maxX = x;
      if (y < minY) minY = y;
      if (y > maxY) maxY = y;
    }
    runs[4 * r] = minX;
    runs[4 * r + 1] = minY;
    runs[4 * r + 2] = maxX;
    runs[4 * r + 3] = maxY;
  }
  for (let i = 1; i < count; i++) {
    const dx = points[2 * i] - points[2 * i - 2];
    const dy = points[2 * i + 1] - points[2 * i - 1];
    along[i] = along[i - 1] + Math.sqrt(dx * dx + dy * dy);
  }
  return { points, along, runs };
}

/** The place on a line nearest to a point. */
export interface Nearest {
  distanceM: number;
  /** Way from the line's start, m. */
  alongM: number;
  segment: number;
}

/** `from`: a segment near the answer, to begin with; the answer does not depend on it. Writes into `out`. */
export function nearestOnLine(line: IndexedPolyline, x: number, y: number, from: number, out: Nearest): Nearest {
  const { points, runs, along } = line;
  const runCount = runs.length >> 2;
  const segmentCount = (points.length >> 1) - 1;
  const firstRun = Math.min(runCount - 1, Math.max(0, (from / SEGMENTS_A_RUN) | 0));
  let best = Infinity;
  let segment = -1;
  let fraction = 0;
  for (let k = -1; k < runCount; k++) {
    if (k === firstRun) continue;
    const r = k < 0 ? firstRun : k;
    if (k >= 0) {
      const at = 4 * r;
      const gx = Math.max(runs[at] - x, 0, x - runs[at + 2]);
      const gy = Math.max(runs[at + 1] - y, 0, y - runs[at + 3]);
      // A run that only reaches the same distance may still hold an earlier place.
      if (gx * gx + gy * gy > best * NEARLY) continue;
    }
    const end = Math.min(segmentCount, (r + 1) * SEGMENTS_A_RUN);
    for (let i = r * SEGMENTS_A_RUN; i < end; i++) {
      const ax = points[2 * i];
      const ay = points[2 * i + 1];
      const ex = points[2 * i + 2] - ax;
      const ey = points[2 * i + 3] - ay;
      const px = x - ax;
      const py = y - ay;
      const length2 = ex * ex + ey * ey;
      let t = length2 > 0 ? (px * ex + py * ey) / length2 : 0;
      if (t < 0) t = 0;
      else if (t > 1) t = 1;
      const qx = px - t * ex;
      const qy = py - t * ey;
      const d = qx * qx + qy * qy;
      if (d < best || (d === best && i < segment)) {
        best = d;
        segment = i;
        fraction = t;
      }
    }
  }
  out.distanceM = Math.sqrt(best);
  out.segment = segment;
  out.alongM = segment < 0 ? 0 : along[segment] + fraction * (along[segment + 1] - along[segment]);
  return out;
}

/** Rounding of the two distances apart. */
const NEARLY = 1 + 1e-12;

/** The point at a way along the line, with the heading of its segment; ends are clamped. */
export function pointAlong(line: IndexedPolyline, alongM: number): { x: number; y: number; headingRad: number } {
  const { points, along } = line;
  const last = along.length - 1;
  let i = 0;
  while (i < last - 1 && along[i + 1] < alongM) i++;
  const span = along[i + 1] - along[i];
  const t = span > 0 ? Math.min(1, Math.max(0, (alongM - along[i]) / span)) : 0;
  const ex = points[2 * i + 2] - points[2 * i];
  const ey = points[2 * i + 3] - points[2 * i + 1];
  return { x: points[2 * i] + t * ex, y: points[2 * i + 1] + t * ey, headingRad: Math.atan2(ey, ex) };
}
