import type { FaceLook, MeshBuilder, Point } from '../mesh.ts';
import { cosine, sine } from '../trigonometry.ts';

export type Quad = readonly [Point, Point, Point, Point];

/** The part of a quad between shares of its width and height, lifted off it along its normal, m. */
export function panel(quad: Quad, u0: number, v0: number, u1: number, v1: number, liftM: number): Quad {
  const [a, b, c, d] = quad;
  const at = (u: number, v: number, axis: number): number =>
    (a[axis] * (1 - u) + b[axis] * u) * (1 - v) + (d[axis] * (1 - u) + c[axis] * u) * v;
  const e = [b[0] - a[0], b[1] - a[1], b[2] - a[2]];
  const f = [d[0] - a[0], d[1] - a[1], d[2] - a[2]];
  const n = [e[1] * f[2] - e[2] * f[1], e[2] * f[0] - e[0] * f[2], e[0] * f[1] - e[1] * f[0]];
  const k = liftM / Math.sqrt(n[0] * n[0] + n[1] * n[1] + n[2] * n[2]);
  const point = (u: number, v: number): Point => [
    at(u, v, 0) + n[0] * k,
    at(u, v, 1) + n[1] * k,
    at(u, v, 2) + n[2] * k,
  ];
  return [point(u0, v0), point(u1, v0), point(u1, v1), point(u0, v1)];
}

/** An upright disc that faces left (`side` 1) or right (−1). */
export function sideDisc(
  build: MeshBuilder,
  x: number,
  y: number,
  z: number,
  radius: number,
  side: number,
  look: FaceLook,
  corners = 12,
): void {
  const points: Point[] = [];
  for (let i = 0; i < corners; i++) {
    const angle = (2 * Math.PI * (i + 0.5)) / corners;
    points.push([x - side * radius * cosine(angle), y, z + radius * sine(angle)]);
  }
  build.face(points, look);
}

/** A tyre with its hub, seen from its outer side. */
export function wheel(build: MeshBuilder, x: number, halfWidth: number, radius: number, fine: boolean): void {
  for (const side of [1, -1]) {
    const y = side * (halfWidth + 0.012);
    if (fine) sideDisc(build, x, y, radius * 1.02, radius * 1.2, side, { colour: [22, 22, 24] });
    sideDisc(build, x, y + side * 0.012, radius, radius, side, { colour: [34, 34, 36] }, fine ? 12 : 8);
    if (fine) {
      sideDisc(build, x, y + side * 0.024, radius, radius * 0.6, side, { colour: [150, 152, 156] }, 8);
      sideDisc(build, x, y + side * 0.03, radius, radius * 0.2, side, { colour: [70, 72, 76] }, 6);
    }
  }
}
