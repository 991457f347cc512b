import type { PolygonRings, PolylineFlat } from '../../../src/shared/domain/map.ts';
import { wrapAngle } from '../../../src/shared/maths/angle.ts';
import { lastAtOrBefore } from '../../../src/shared/maths/track.ts';
import { arcLengths } from '../../../src/main/sample-world/roads/conflicts.ts';

/** A lane or a lane connector as something to drive along. */
export interface LanePath {
  id: string;
  kind: 'lane' | 'connector';
  /** Its roadblock or roadblock connector. */
  blockId: string;
  line: PolylineFlat;
  /** Arc length at each vertex, m. */
  arcM: number[];
  lengthM: number;
  /** Heading of each segment, rad. */
  headingsRad: number[];
  polygon: PolygonRings;
  speedLimitMps: number;
}

export interface PathPoint {
  x: number;
  y: number;
  headingRad: number;
  /** 1/m, left positive. */
  curvature: number;
}

/** Foot of a point on a path: arc length (0 to the path's length), and how far to the left of the path it lies, m. */
export interface PathFoot {
  id: string;
  arcM: number;
  lateralM: number;
  distanceM: number;
}

/** A speed limit that a map leaves open, m/s. */
const UNKNOWN_LIMIT_MPS = 13.9;

export function lanePath(
  source: { id: string; polygon: PolygonRings; centreline: PolylineFlat; speedLimitMps: number | null },
  kind: LanePath['kind'],
  blockId: string,
): LanePath {
  const line = source.centreline;
  const arcM = arcLengths(line);
  const headingsRad: number[] = [];
  for (let i = 2; i < line.length; i += 2) {
    headingsRad.push(Math.atan2(line[i + 1] - line[i - 1], line[i] - line[i - 2]));
  }
  return {
    id: source.id,
    kind,
    blockId,
    line,
    arcM,
    lengthM: arcM[arcM.length - 1],
    headingsRad,
    polygon: source.polygon,
    speedLimitMps: source.speedLimitMps ?? UNKNOWN_LIMIT_MPS,
  };
}

/** The point at an arc length; before the start and beyond the end the path goes on straight. Heading turns evenly between segment middles. */
export function pointOnPath(path: LanePath, arcM: number): PathPoint {
  const { line, arcM: arc, headingsRad: headings } = path;
  const last = headings.length - 1;
  const i = Math.min(last, Math.max(0, lastAtOrBefore(arc, arcM)));
  const segmentM = arc[i + 1] - arc[i];
  const t = (arcM - arc[i]) / segmentM;
  const next = t < 0.5 ? i : Math.min(last, i + 1);
  const previous = t < 0.5 ? Math.max(0, i - 1) : i;
  const turn = wrapAngle(headings[next] - headings[previous]);
  const between = (arc[next + 1] - arc[next] + arc[previous + 1] - arc[previous]) / 2;
  const share = next === previous ? 0 : (arcM - (arc[previous] + arc[previous + 1]) / 2) / between;
  return {
    x: line[2 * i] + (line[2 * i + 2] - line[2 * i]) * t,
    y: line[2 * i + 1] + (line[2 * i + 3] - line[2 * i + 1]) * t,
    headingRad: wrapAngle(headings[previous] + turn * share),
    curvature: turn / between,
  };
}

/** Nearest point of a path to a place. */
export function footOnPath(path: LanePath, x: number, y: number): PathFoot {
  const { line, arcM: arc } = path;
  let best = Infinity;
  let segment = 0;
  let at = 0;
  for (let i = 0; i + 1 < arc.length; i++) {
    const ax = line[2 * i];
    const ay = line[2 * i + 1];
    const dx = line[2 * i + 2] - ax;
    const dy = line[2 * i + 3] - ay;
    const t = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)));
    const ex = x - ax - t * dx;
    const ey = y - ay - t * dy;
    const square = ex * ex + ey * ey;
    if (square < best) {
      best = square;
      segment = i;
      at = t;
    }
  }
  const heading = path.headingsRad[segment];
  const lateralM = (y - line[2 * segment + 1]) * Math.cos(heading) - (x - line[2 * segment]) * Math.sin(heading);
  return {
    id: path.id,
    arcM: arc[segment] + at * (arc[segment + 1] - arc[segment]),
    lateralM,
    distanceM: Math.sqrt(best),
  };
}
