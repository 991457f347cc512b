import { wrapAngle } from '../../../shared/maths/angle.ts';
import { ahead, stations, type Pose } from './reference-line.ts';

const SAMPLES = 96;

export const distanceM = (ax: number, ay: number, bx: number, by: number): number =>
  Math.sqrt((bx - ax) * (bx - ax) + (by - ay) * (by - ay));

/** Ways along both tangents to where they meet, m; null where they are near parallel or meet behind either end. */
function tangentLegs(from: Pose, to: Pose): [number, number] | null {
  const fx = Math.cos(from.headingRad);
  const fy = Math.sin(from.headingRad);
  const tx = Math.cos(to.headingRad);
  const ty = Math.sin(to.headingRad);
  const cross = fx * ty - fy * tx;
  if (Math.abs(cross) < 0.15) return null;
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const a = (dx * ty - dy * tx) / cross;
  const b = (fx * dy - fy * dx) / cross;
  return a > 0.1 && b > 0.1 ? [a, b] : null;
}

/** Of sine and cosine, which are the same on every machine. */
export const tangent = (rad: number): number => Math.sin(rad) / Math.cos(rad);

/** A cubic Bézier curve between two poses, in `SAMPLES` equal steps of its parameter. */
function bezier(from: Pose, to: Pose, handleFrom: number, handleTo: number): Pose[] {
  const x1 = from.x + handleFrom * Math.cos(from.headingRad);
  const y1 = from.y + handleFrom * Math.sin(from.headingRad);
  const x2 = to.x - handleTo * Math.cos(to.headingRad);
  const y2 = to.y - handleTo * Math.sin(to.headingRad);
  return Array.from({ length: SAMPLES + 1 }, (_, i) => {
    const t = i / SAMPLES;
    const u = 1 - t;
    const dx = u * u * (x1 - from.x) + 2 * u * t * (x2 - x1) + t * t * (to.x - x2);
    const dy = u * u * (y1 - from.y) + 2 * u * t * (y2 - y1) + t * t * (to.y - y2);
    return {
      x: u * u * u * from.x + 3 * u * u * t * x1 + 3 * u * t * t * x2 + t * t * t * to.x,
      y: u * u * u * from.y + 3 * u * u * t * y1 + 3 * u * t * t * y2 + t * t * t * to.y,
      headingRad: Math.atan2(dy, dx),
    };
  });
}

/** Poses along a dense curve at equal arc lengths of at most 1 m. */
function evenly(dense: readonly Pose[]): Pose[] {
  const arc = [0];
  for (let i = 1; i < dense.length; i++) {
    arc.push(arc[i - 1] + distanceM(dense[i - 1].x, dense[i - 1].y, dense[i].x, dense[i].y));
  }
  let i = 0;
  return stations(0, arc[arc.length - 1]).map((s) => {
    while (i + 2 < dense.length && arc[i + 1] < s) i++;
    const t = Math.min(1, Math.max(0, (s - arc[i]) / (arc[i + 1] - arc[i])));
    const a = dense[i];
    const b = dense[i + 1];
    return {
      x: a.x + (b.x - a.x) * t,
      y: a.y + (b.y - a.y) * t,
      headingRad: a.headingRad + wrapAngle(b.headingRad - a.headingRad) * t,
    };
  });
}

/**
 * A smooth path from one pose to another at steps of at most 1 m: straight for the leads, a Bézier curve close to an arc
 * between them (handles 4/3 · tan(θ/4) / tan(θ/2) of the tangent legs, a little longer so that its ends bend less).
 */
export function curveBetween(from: Pose, to: Pose, leadFromM: number, leadToM: number): Pose[] {
  let leadFrom = leadFromM;
  let leadTo = leadToM;
  const legs = tangentLegs(ahead(from, leadFrom), ahead(to, -leadTo));
  if (legs !== null) {
    leadFrom += Math.max(0, legs[0] - 1.25 * legs[1]);
    leadTo += Math.max(0, legs[1] - 1.25 * legs[0]);
  }
  const start = ahead(from, leadFrom);
  const end = ahead(to, -leadTo);
  const turn = Math.abs(wrapAngle(to.headingRad - from.headingRad));
  let handleFrom = 0.38 * distanceM(start.x, start.y, end.x, end.y);
  let handleTo = handleFrom;
  if (legs !== null) {
    const share = (1.06 * (4 / 3) * tangent(turn / 4)) / tangent(turn / 2);
    handleFrom = share * (legs[0] - (leadFrom - leadFromM));
    handleTo = share * (legs[1] - (leadTo - leadToM));
  }
  const lead = (base: Pose, fromM: number, toM: number): Pose[] =>
    toM - fromM > 0.01 ? stations(fromM, toM).map((s) => ahead(base, s)) : [];
  const before = lead(from, 0, leadFrom).slice(0, -1);
  const after = lead(to, -leadTo, 0).slice(1);
  return [...before, ...evenly(bezier(start, end, handleFrom, handleTo)), ...after];
}
