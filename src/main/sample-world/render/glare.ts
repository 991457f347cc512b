import type { CameraSpec } from '../drive.ts';
import type { Atmosphere } from './atmosphere.ts';
import type { CameraView, Target } from './camera-view.ts';
import type { Stage } from './stage.ts';

const MOST = 512;

/** Lights that dazzle: a soft disc of their colour over the finished picture, where nothing hides them. */
export class Glare {
  private count = 0;
  private readonly at = new Float64Array(MOST * 3);
  private readonly colours = new Float64Array(MOST * 3);
  private readonly sizes = new Float64Array(MOST);
  /** 1 for the sun, which haze and distance do not weaken further. */
  private readonly suns = new Uint8Array(MOST);

  begin(): void {
    this.count = 0;
  }

  /**
   * Remembers a light.
   * @param point rig frame, m
   * @param packed its colour
   * @param strength of the middle of the disc, 1 = the full colour
   * @param radiusM of the disc at the light's distance
   */
  add(point: Float64Array, packed: number, strength: number, radiusM: number, sun = false): void {
    if (this.count === MOST) return;
    const i = this.count++;
    for (let axis = 0; axis < 3; axis++) this.at[i * 3 + axis] = point[axis];
    this.colours[i * 3] = ((packed >> 16) & 255) * strength;
    this.colours[i * 3 + 1] = ((packed >> 8) & 255) * strength;
    this.colours[i * 3 + 2] = (packed & 255) * strength;
    this.sizes[i] = radiusM;
    this.suns[i] = sun ? 1 : 0;
  }

  /** Adds the discs to a picture. */
  draw(camera: CameraSpec, view: CameraView, stage: Stage, air: Atmosphere, out: Uint8Array): void {
    for (let i = 0; i < this.count; i++) {
      const x = this.at[i * 3];
      const y = this.at[i * 3 + 1];
      const z = this.at[i * 3 + 2];
      for (const target of view.targets) {
        const a = target.axes;
        const forward = a[6] * x + a[7] * y + a[8] * z;
        if (forward < 0.5) continue;
        const u = ((a[0] * x + a[1] * y + a[2] * z) / forward) * target.focalX + target.centreX;
        const v = ((a[3] * x + a[4] * y + a[5] * z) / forward) * target.focalY + target.centreY;
        if (!(u >= 0 && v >= 0 && u < target.width && v < target.height)) continue;
        const nearest = stage.depth[target.base + Math.floor(v) * target.width + Math.floor(u)];
        if (nearest * (forward - 0.6) > 1) continue;
        const pixel = pixelOf(view, target, u, v);
        if (pixel < 0) continue;
        const distance = Math.sqrt(x * x + y * y + z * z);
        const size = this.sizes[i] / (distance * view.pixelRad);
        if (this.suns[i]) this.disc(view, pixel, Math.min(camera.widthPx, size), i, 1, out);
        else {
          const thick = Math.min(1, distance * air.hazePerM);
          const radius = Math.max(1.6, Math.min(camera.widthPx / 7, size)) * (1 + thick);
          this.disc(view, pixel, radius, i, (1 - 0.6 * thick) * Math.min(1, 50 / distance + 0.08), out);
        }
        break;
      }
    }
  }

  private disc(view: CameraView, pixel: number, radius: number, i: number, strength: number, out: Uint8Array): void {
    const { widthPx, heightPx } = view;
    const cx = (pixel % widthPx) + 0.5;
    const cy = Math.floor(pixel / widthPx) + 0.5;
    const y1 = Math.min(heightPx - 1, Math.floor(cy + radius));
    const x1 = Math.min(widthPx - 1, Math.floor(cx + radius));
    for (let y = Math.max(0, Math.floor(cy - radius)); y <= y1; y++)
      for (let x = Math.max(0, Math.floor(cx - radius)); x <= x1; x++) {
        const dx = (x + 0.5 - cx) / radius;
        const dy = (y + 0.5 - cy) / radius;
        const fall = 1 - dx * dx - dy * dy;
        if (fall <= 0) continue;
        const k = strength * fall * fall * fall;
        const o = (y * widthPx + x) * 3;
        // Screen: light never takes light away and does not clip to hard edges.
        for (let c = 0; c < 3; c++) {
          const add = Math.min(1, (this.colours[i * 3 + c] * k) / 255);
          out[o + c] = out[o + c] + (255 - out[o + c]) * add;
        }
      }
  }
}

/** The pixel a sample of a target belongs to; −1 where none does. */
function pixelOf(view: CameraView, target: Target, u: number, v: number): number {
  if (!view.samplesOf) {
    const scale = target.width / view.widthPx;
    return Math.floor(v / scale) * view.widthPx + Math.floor(u / scale);
  }
  return nearestPixel(view, target, u, v);
}

/** By descent over the picture: directions of neighbouring pixels are neighbours. */
function nearestPixel(view: CameraView, target: Target, u: number, v: number): number {
  const px = (u - target.centreX) / target.focalX;
  const py = (v - target.centreY) / target.focalY;
  const a = target.axes;
  const x = a[0] * px + a[3] * py + a[6];
  const y = a[1] * px + a[4] * py + a[7];
  const z = a[2] * px + a[5] * py + a[8];
  const length = Math.sqrt(x * x + y * y + z * z);
  const closeness = (i: number): number =>
    (view.rayX[i] * x + view.rayY[i] * y + view.rayZ[i] * z) / (view.rayLength[i] * length);
  let column = view.widthPx >> 1;
  let row = view.heightPx >> 1;
  let best = closeness(row * view.widthPx + column);
  for (let step = view.widthPx >> 2; step >= 1;) {
    let moved = false;
    for (const [dc, dr] of [
      [step, 0],
      [-step, 0],
      [0, step],
      [0, -step],
    ]) {
      const c = column + dc;
      const r = row + dr;
      if (c < 0 || r < 0 || c >= view.widthPx || r >= view.heightPx) continue;
      const value = closeness(r * view.widthPx + c);
      if (value > best) {
        best = value;
        column = c;
        row = r;
        moved = true;
      }
    }
    if (!moved) step >>= 1;
  }
  return best > 1 - 2 * view.pixelRad * view.pixelRad ? row * view.widthPx + column : -1;
}
