import type { CameraLens } from '../domain/clip.ts';
import { NEAR_M } from './projection.ts';

type Point3 = readonly [number, number, number];
type Pixel = [number, number];

/** Directions further apart than this are joined by a bent line, rad. */
const PIECE_RAD = (2.5 * Math.PI) / 180;
const CUT_STEPS = 24;
const SOLVE_STEPS = 60;
/** Corner of a picture that a lens with distortion is trusted for, as tangent of the angle from the axis. */
const WIDEST_TANGENT = 20;

const polynomial = (c: readonly number[], x: number): number => c.reduceRight((sum, k) => sum * x + k, 0);
const derivative = (c: readonly number[], x: number): number =>
  c.reduceRight((sum, k, power) => (power === 0 ? sum : sum * x + power * k), 0);

/** Where a rising function of [0, end] stops to rise, to 1/2000 of the range. */
function risesUntil(slope: (x: number) => number, end: number): number {
  const steps = 2000;
  for (let i = 0; i <= steps; i++) if (slope((end * i) / steps) <= 0) return (end * Math.max(0, i - 1)) / steps;
  return end;
}

const limits = new WeakMap<CameraLens, number>();

/**
 * How far from the axis a lens tells directions apart: an angle (rad) for f-theta, a tangent for a pinhole camera with
 * distortion. Beyond it the polynomials fold back and would put what is out of sight into the picture.
 */
function limitOf(lens: CameraLens): number {
  const known = limits.get(lens);
  if (known !== undefined) return known;
  let limit = Infinity;
  if (lens.model === 'ftheta') limit = risesUntil((theta) => derivative(lens.forward, theta), Math.PI);
  else if (lens.distortion) {
    const [k1, k2, , , k3] = lens.distortion;
    limit = risesUntil((r) => 1 + 3 * k1 * r ** 2 + 5 * k2 * r ** 4 + 7 * k3 * r ** 6, WIDEST_TANGENT);
  }
  limits.set(lens, limit);
  return limit;
}

/** Whether straight lines stay straight on the picture. */
export const keepsLinesStraight = (lens: CameraLens): boolean => lens.model === 'pinhole' && lens.distortion === null;

/** Brown-Conrady: where the ray through (x, y, 1) meets the plane z = 1 after distortion. */
function distort([k1, k2, p1, p2, k3]: readonly number[], x: number, y: number): Pixel {
  const r2 = x * x + y * y;
  const radial = 1 + r2 * (k1 + r2 * (k2 + r2 * k3));
  return [x * radial + 2 * p1 * x * y + p2 * (r2 + 2 * x * x), y * radial + p1 * (r2 + 2 * y * y) + 2 * p2 * x * y];
}

/**
 * Projects a point of the camera frame (x right, y down, z forward, m) to picture px, also outside the picture's borders.
 * Pinhole: Brown-Conrady, then the row-major 3x3 matrix `intrinsic`. f-theta: u = cx + r(θ) x / hypot(x, y) with
 * θ = atan2(hypot(x, y), z), which may pass 90°. Null where the camera cannot see: behind it, nearer than NEAR_M, or
 * beyond the angle up to which the calibration is of one meaning.
 */
export function projectPoint(
  lens: CameraLens,
  intrinsic: readonly number[],
  x: number,
  y: number,
  z: number,
): Pixel | null {
  const aside = Math.hypot(x, y);
  if (lens.model === 'ftheta') {
    if (Math.hypot(aside, z) < NEAR_M) return null;
    const theta = Math.atan2(aside, z);
    if (theta > limitOf(lens)) return null;
    if (aside === 0) return [lens.cxPx, lens.cyPx];
    const scale = polynomial(lens.forward, theta) / aside;
    return [lens.cxPx + scale * x, lens.cyPx + scale * y];
  }
  if (z < NEAR_M) return null;
  let u = x / z;
  let v = y / z;
  if (lens.distortion) {
    if (aside > limitOf(lens) * z) return null;
    [u, v] = distort(lens.distortion, u, v);
  }
  return [intrinsic[0] * u + intrinsic[1] * v + intrinsic[2], intrinsic[4] * v + intrinsic[5]];
}

/**
 * The unit direction (camera frame) that a pixel looks along; null for a pixel that no direction falls on.
 * f-theta uses the `backward` polynomial: angle by distance from the centre, px.
 */
export function unproject(
  lens: CameraLens,
  intrinsic: readonly number[],
  u: number,
  v: number,
): [number, number, number] | null {
  if (lens.model === 'ftheta') {
    const [dx, dy] = [u - lens.cxPx, v - lens.cyPx];
    const r = Math.hypot(dx, dy);
    if (r === 0) return [0, 0, 1];
    const theta = polynomial(lens.backward, r);
    if (!(theta >= 0 && theta <= limitOf(lens))) return null;
    const aside = Math.sin(theta) / r;
    return [aside * dx, aside * dy, Math.cos(theta)];
  }
  const yd = (v - intrinsic[5]) / intrinsic[4];
  const xd = (u - intrinsic[2] - intrinsic[1] * yd) / intrinsic[0];
  const plane = lens.distortion ? undistort(lens, lens.distortion, xd, yd) : ([xd, yd] as const);
  if (!plane) return null;
  const length = Math.hypot(plane[0], plane[1], 1);
  return [plane[0] / length, plane[1] / length, 1 / length];
}

/** Inverse of `distort` by Newton's method with a numeric Jacobian; null where it does not settle inside the lens' limit. */
function undistort(lens: CameraLens, distortion: readonly number[], xd: number, yd: number): Pixel | null {
  const limit = limitOf(lens);
  const h = 1e-7;
  let x = xd;
  let y = yd;
  const outside = Math.hypot(x, y) / limit;
  if (outside > 0.9) [x, y] = [(x / outside) * 0.9, (y / outside) * 0.9];
  for (let i = 0; i < SOLVE_STEPS; i++) {
    const [fx, fy] = distort(distortion, x, y);
    const [ex, ey] = [fx - xd, fy - yd];
    if (Math.hypot(ex, ey) < 1e-12) break;
    const [ax, ay] = distort(distortion, x + h, y);
    const [bx, by] = distort(distortion, x, y + h);
    const [a, b, c, d] = [(ax - fx) / h, (bx - fx) / h, (ay - fy) / h, (by - fy) / h];
    const det = a * d - b * c;
    if (Math.abs(det) < 1e-12) return null;
    x -= (d * ex - b * ey) / det;
    y -= (a * ey - c * ex) / det;
  }
  const [fx, fy] = distort(distortion, x, y);
  return Math.hypot(fx - xd, fy - yd) < 1e-9 && Math.hypot(x, y) <= limit ? [x, y] : null;
}

/** Point between a and b in the share `t`. */
const between = (a: Point3, b: Point3, t: number): Point3 => [
  a[0] + (b[0] - a[0]) * t,
  a[1] + (b[1] - a[1]) * t,
  a[2] + (b[2] - a[2]) * t,
];

/** Shares of a segment at which it turns by equal angles as seen from the camera, from 0 to 1. */
function sharesByAngle(a: Point3, b: Point3): number[] {
  const lengthA = Math.hypot(...a);
  const lengthB = Math.hypot(...b);
  const cross = Math.hypot(a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]);
  const angle = Math.atan2(cross, a[0] * b[0] + a[1] * b[1] + a[2] * b[2]);
  const pieces = Math.max(1, Math.ceil(angle / PIECE_RAD));
  const shares = [0];
  for (let i = 1; i < pieces; i++) {
    const phi = (angle * i) / pieces;
    const near = lengthA * Math.sin(phi);
    shares.push(near / (near + lengthB * Math.sin(angle - phi)));
  }
  shares.push(1);
  return shares;
}

/**
 * Projects a polyline of the camera frame (m) to lines on the picture (px). Segments are divided where the lens bends
 * them; a line ends where it leaves what the lens can see and a new one begins where it comes back.
 */
export function projectPolyline(
  lens: CameraLens,
  intrinsic: readonly number[],
  points: readonly Point3[],
): [number, number][][] {
  const project = (p: Point3) => projectPoint(lens, intrinsic, ...p);
  const straight = keepsLinesStraight(lens);
  const lines: Pixel[][] = [];
  let line: Pixel[] = [];
  const end = () => {
    if (line.length > 1) lines.push(line);
    line = [];
  };
  /** The last point that is still seen between one that is and one that is not. */
  const edge = (seen: Point3, unseen: Point3): Pixel | null => {
    let [low, high] = [0, 1];
    for (let i = 0; i < CUT_STEPS; i++) {
      const middle = (low + high) / 2;
      if (project(between(seen, unseen, middle))) low = middle;
      else high = middle;
    }
    return project(between(seen, unseen, low));
  };
  const start = points.length > 0 ? project(points[0]) : null;
  if (start) line.push(start);
  for (let i = 0; i + 1 < points.length; i++) {
    const [a, b] = [points[i], points[i + 1]];
    const shares = straight ? [0, 1] : sharesByAngle(a, b);
    for (let s = 1; s < shares.length; s++) {
      const from = s === 1 ? a : between(a, b, shares[s - 1]);
      const to = s === shares.length - 1 ? b : between(a, b, shares[s]);
      const at = project(to);
      if (at) {
        if (line.length === 0) {
          const cut = edge(to, from);
          if (cut) line.push(cut);
        }
        line.push(at);
      } else if (line.length > 0) {
        const cut = edge(from, to);
        if (cut) line.push(cut);
        end();
      }
    }
  }
  end();
  return lines;
}

/** Projects a closed polygon of the camera frame (m); what the lens cannot see is cut off by a chord. Empty for none. */
export function projectPolygon(
  lens: CameraLens,
  intrinsic: readonly number[],
  polygon: readonly Point3[],
): [number, number][] {
  const ring = projectPolyline(lens, intrinsic, [...polygon, polygon[0]]).flat();
  const [first, last] = [ring.at(0), ring.at(-1)];
  if (first && last && first !== last && first[0] === last[0] && first[1] === last[1]) ring.pop();
  return ring.length < 3 ? [] : ring;
}
