import type { CameraSpec } from '../drive.ts';
import { cosine, sine } from './trigonometry.ts';

type Vector = [number, number, number];

/**
 * The direction a point of the picture (px, the top left corner is 0 0, the middle of the first pixel 0.5 0.5) looks along:
 * camera frame (x right, y down, z forward). Pinhole: z = 1. f-theta: a unit vector, by solving the *forward* polynomial,
 * so that projection and picture agree however well `backward` fits.
 */
export function rayOf(camera: CameraSpec, u: number, v: number): Vector {
  const { lens, intrinsic: k } = camera;
  if (lens.model === 'ftheta') {
    const dx = u - lens.cxPx;
    const dy = v - lens.cyPx;
    const r = Math.sqrt(dx * dx + dy * dy);
    if (r === 0) return [0, 0, 1];
    const theta = angleOf(lens.forward, r);
    const aside = sine(theta) / r;
    return [aside * dx, aside * dy, cosine(theta)];
  }
  const y = (v - k[5]) / k[4];
  const x = (u - k[2] - k[1] * y) / k[0];
  if (!lens.distortion) return [x, y, 1];
  const [k1, k2, p1, p2, k3] = lens.distortion;
  let ux = x;
  let uy = y;
  for (let i = 0; i < 30; i++) {
    const r2 = ux * ux + uy * uy;
    const radial = 1 + r2 * (k1 + r2 * (k2 + r2 * k3));
    const tx = 2 * p1 * ux * uy + p2 * (r2 + 2 * ux * ux);
    const ty = p1 * (r2 + 2 * uy * uy) + 2 * p2 * ux * uy;
    ux = (x - tx) / radial;
    uy = (y - ty) / radial;
  }
  return [ux, uy, 1];
}

/** Entries a pixel of the table behind `rayTable`. */
const TABLE_PER_PX = 4;

/**
 * `rayOf` for many points of one camera. For f-theta, sine and cosine of the angle are interpolated between quarters of a
 * pixel, which is off by less than 1e-6 px.
 */
export function rayTable(camera: CameraSpec): (u: number, v: number) => Vector {
  const { lens } = camera;
  if (lens.model !== 'ftheta') return (u, v) => rayOf(camera, u, v);
  const [w, h] = [camera.widthPx, camera.heightPx];
  const farX = Math.max(lens.cxPx, w - lens.cxPx) + 1;
  const farY = Math.max(lens.cyPx, h - lens.cyPx) + 1;
  const count = Math.ceil(Math.sqrt(farX * farX + farY * farY) * TABLE_PER_PX) + 2;
  const aside = new Float64Array(count);
  const forward = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const r = Math.max(1e-6, i / TABLE_PER_PX);
    const theta = angleOf(lens.forward, r);
    aside[i] = sine(theta) / r;
    forward[i] = cosine(theta);
  }
  return (u, v) => {
    const dx = u - lens.cxPx;
    const dy = v - lens.cyPx;
    const at = Math.sqrt(dx * dx + dy * dy) * TABLE_PER_PX;
    const i = Math.floor(at);
    const k = at - i;
    const a = aside[i] + (aside[i + 1] - aside[i]) * k;
    return [a * dx, a * dy, forward[i] + (forward[i + 1] - forward[i]) * k];
  };
}

/** θ with f0 + f1 θ + … = r, by Newton's method from the linear part. */
function angleOf(forward: readonly number[], r: number): number {
  let theta = (r - forward[0]) / forward[1];
  for (let i = 0; i < 12; i++) {
    let value = 0;
    let slope = 0;
    for (let n = forward.length - 1; n >= 0; n--) {
      slope = slope * theta + value;
      value = value * theta + forward[n];
    }
    const step = (value - r) / slope;
    theta -= step;
    if (step < 1e-13 && step > -1e-13) break;
  }
  return theta;
}
