import { rotationOfQuaternion } from '../../../shared/maths/se3.ts';
import type { CameraSpec } from '../drive.ts';
import { rayOf, rayTable } from './camera-rays.ts';
import { FINEST_CELL_M, GROUND_LEVELS } from './ground-picture.ts';
import { SKY_COLUMNS, SKY_ROWS } from './sky.ts';
import { arctangent2 } from './trigonometry.ts';

/** Beyond this the ground is one with the haze, m. */
const GROUND_REACH_M = 900;
/** Widest piece of a lens that bends lines, rad. */
const STRIP_RAD = 0.8;

/**
 * A straight-lined picture that faces are drawn on: the camera itself, or a piece of a lens that bends lines. Axes and
 * samples: `axes` rows are right, down, forward in rig axes (ego axes, origin at the camera).
 */
export interface Target {
  axes: Float64Array;
  focalX: number;
  focalY: number;
  centreX: number;
  centreY: number;
  width: number;
  height: number;
  /** Index of its first sample. */
  base: number;
}

/** All about a camera that does not change while the ego drives. */
export interface CameraView {
  widthPx: number;
  heightPx: number;
  /** Camera position in the ego frame, m. */
  position: [number, number, number];
  targets: Target[];
  sampleCount: number;
  /** Samples a pixel, `samplesPerPixel` indices each; null where pixel and samples share one raster. */
  samplesOf: Int32Array | null;
  samplesPerPixel: number;
  /** Direction of each pixel in rig axes, and its length. */
  rayX: Float32Array;
  rayY: Float32Array;
  rayZ: Float32Array;
  rayLength: Float32Array;
  /** Scale of the ray where it meets the ground; 0 where it does not. */
  groundScale: Float32Array;
  /** Length of a quarter of the pixel's footprint away from the camera, as share of the distance. */
  groundStep: Float32Array;
  /** An eighth of the footprint's width by the length of that step. */
  groundWidth: Float32Array;
  groundLevel: Uint8Array;
  /** Share of light that a flat mirror at the ground's place would throw to the camera, 0 to 1. */
  mirror: Float32Array;
  /** Where the ray (mirrored by the ground where it meets it) meets the sky: column before the ego's heading, and row. */
  skyColumn: Float32Array;
  skyRow: Float32Array;
  /** Angle of a pixel, rad. */
  pixelRad: number;
}

/** What `cameraView` reads of a camera: views are the same where this text is. */
export const viewKey = (camera: CameraSpec, samples: number): string =>
  JSON.stringify([samples, camera.widthPx, camera.heightPx, camera.intrinsic, camera.lens, camera.egoFromCamera]);

/**
 * Tables of a camera with `samples` x `samples` samples a pixel, about 40 bytes a pixel. Those that do not depend on the
 * samples are shared with `other`, a view of the same camera.
 */
export function cameraView(camera: CameraSpec, samples: number, other?: CameraView): CameraView {
  const { widthPx, heightPx } = camera;
  const count = widthPx * heightPx;
  const [, , , qw, qx, qy, qz] = camera.egoFromCamera;
  const axes = rotationOfQuaternion(qw, qx, qy, qz);
  const direct = camera.lens.model === 'pinhole' && !camera.lens.distortion && camera.intrinsic[1] === 0;
  const rayAt = rayTable(camera);
  const view: CameraView = {
    ...(other ?? pixelTables(camera, axes, rayAt)),
    targets: [],
    sampleCount: 0,
    samplesOf: null,
    samplesPerPixel: samples * samples,
  };
  if (direct) {
    const k = camera.intrinsic;
    view.targets.push({
      axes: Float64Array.of(axes[0], axes[3], axes[6], axes[1], axes[4], axes[7], axes[2], axes[5], axes[8]),
      focalX: k[0] * samples,
      focalY: k[4] * samples,
      centreX: k[2] * samples,
      centreY: k[5] * samples,
      width: widthPx * samples,
      height: heightPx * samples,
      base: 0,
    });
    view.sampleCount = count * samples * samples;
  } else addStrips(view, camera, samples, axes, rayAt);
  return view;
}

type RayAt = (u: number, v: number) => [number, number, number];
type PixelTables = Omit<CameraView, 'targets' | 'sampleCount' | 'samplesOf' | 'samplesPerPixel'>;

function pixelTables(camera: CameraSpec, axes: readonly number[], rayAt: RayAt): PixelTables {
  const { widthPx, heightPx } = camera;
  const count = widthPx * heightPx;
  const tables: PixelTables = {
    widthPx,
    heightPx,
    position: [camera.egoFromCamera[0], camera.egoFromCamera[1], camera.egoFromCamera[2]],
    rayX: new Float32Array(count),
    rayY: new Float32Array(count),
    rayZ: new Float32Array(count),
    rayLength: new Float32Array(count),
    groundScale: new Float32Array(count),
    groundStep: new Float32Array(count),
    groundWidth: new Float32Array(count),
    groundLevel: new Uint8Array(count),
    mirror: new Float32Array(count),
    skyColumn: new Float32Array(count),
    skyRow: new Float32Array(count),
    pixelRad: pixelAngle(camera),
  };
  for (let i = 0; i < count; i++) {
    const row = Math.floor(i / widthPx);
    fillPixel(tables, i, rotated(axes, rayAt(i - row * widthPx + 0.5, row + 0.5)));
  }
  return tables;
}

const rotated = (m: readonly number[], p: readonly number[]): [number, number, number] => [
  m[0] * p[0] + m[1] * p[1] + m[2] * p[2],
  m[3] * p[0] + m[4] * p[1] + m[5] * p[2],
  m[6] * p[0] + m[7] * p[1] + m[8] * p[2],
];

function pixelAngle(camera: CameraSpec): number {
  const u = camera.widthPx / 2;
  const v = camera.heightPx / 2;
  const a = rayOf(camera, u, v);
  const b = rayOf(camera, u + 1, v);
  const [dx, dy, dz] = [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
  return Math.sqrt((dx * dx + dy * dy + dz * dz) / (a[0] * a[0] + a[1] * a[1] + a[2] * a[2]));
}

function fillPixel(view: PixelTables, i: number, [x, y, z]: [number, number, number]): void {
  const length = Math.sqrt(x * x + y * y + z * z);
  view.rayX[i] = x;
  view.rayY[i] = y;
  view.rayZ[i] = z;
  view.rayLength[i] = length;
  const height = view.position[2];
  const across = Math.sqrt(x * x + y * y);
  view.skyColumn[i] = (arctangent2(y, x) * SKY_COLUMNS) / (2 * Math.PI);
  const rise = z / length;
  view.skyRow[i] = (rise < 0 ? -rise : rise) * SKY_ROWS - 0.5;
  const scale = z < 0 ? -height / z : 0;
  const distance = scale * length;
  if (scale <= 0 || distance > GROUND_REACH_M) return;
  view.groundScale[i] = scale;
  const wide = distance * view.pixelRad;
  const long = (wide * distance) / height;
  // Four samples lie along the footprint: a cell may be as small as a quarter of it, and as small as the pixel is wide.
  const cellM = Math.max(wide * 0.75, long / 7);
  let level = 0;
  while (level < GROUND_LEVELS - 1 && FINEST_CELL_M * (1 << (level + 1)) <= cellM) level++;
  view.groundLevel[i] = level;
  view.groundStep[i] = long / 4 / Math.max(0.1, across * scale);
  view.groundWidth[i] = wide / 8 / (long / 4);
  const grazing = 1 + rise;
  const g2 = grazing * grazing;
  view.mirror[i] = 0.04 + 0.9 * g2 * g2 * g2;
}

/** Splits a lens that bends lines into straight-lined pieces side by side, and finds the samples of each pixel in them. */
function addStrips(view: CameraView, camera: CameraSpec, samples: number, axes: readonly number[], rayAt: RayAt): void {
  const { widthPx, heightPx } = camera;
  const left = rayOf(camera, 0, heightPx / 2);
  const right = rayOf(camera, widthPx, heightPx / 2);
  const yawOf = (ray: readonly number[]): number => arctangent2(ray[0], ray[2]);
  const strips = Math.max(1, Math.ceil((yawOf(right) - yawOf(left)) / STRIP_RAD));
  const samplesOf = new Int32Array(widthPx * heightPx * samples * samples);
  view.samplesOf = samplesOf;
  for (let strip = 0; strip < strips; strip++) {
    const first = Math.floor((widthPx * strip) / strips);
    const end = Math.floor((widthPx * (strip + 1)) / strips);
    const middle = rayOf(camera, (first + end) / 2, heightPx / 2);
    const local = lookAlong(middle);
    const focal = (samples * 1.25) / view.pixelRad;
    let [minX, maxX, minY, maxY] = [Infinity, -Infinity, Infinity, -Infinity];
    const flat = new Float32Array(heightPx * (end - first) * samples * samples * 2);
    let filled = 0;
    const step = 1 / samples;
    for (let y = 0; y < heightPx; y++)
      for (let x = first; x < end; x++)
        for (let s = 0; s < samples * samples; s++) {
          const [px, py, pz] = rotated(
            local,
            rayAt(x + (0.5 + (s % samples)) * step, y + (0.5 + Math.floor(s / samples)) * step),
          );
          const u = (focal * px) / pz;
          const v = (focal * py) / pz;
          flat[filled++] = u;
          flat[filled++] = v;
          minX = Math.min(minX, u);
          maxX = Math.max(maxX, u);
          minY = Math.min(minY, v);
          maxY = Math.max(maxY, v);
        }
    const originX = Math.floor(minX) - 1;
    const originY = Math.floor(minY) - 1;
    const target: Target = {
      axes: Float64Array.from(composed(local, axes)),
      focalX: focal,
      focalY: focal,
      centreX: -originX,
      centreY: -originY,
      width: Math.ceil(maxX) - originX + 1,
      height: Math.ceil(maxY) - originY + 1,
      base: view.sampleCount,
    };
    view.targets.push(target);
    view.sampleCount += target.width * target.height;
    let at = 0;
    for (let y = 0; y < heightPx; y++)
      for (let x = first; x < end; x++)
        for (let s = 0; s < samples * samples; s++) {
          const u = Math.floor(flat[at++] - originX);
          const v = Math.floor(flat[at++] - originY);
          samplesOf[(y * widthPx + x) * samples * samples + s] = target.base + v * target.width + u;
        }
  }
}

/** Rows right, down, forward of a look along a ray of the camera frame. */
function lookAlong(ray: readonly number[]): number[] {
  const length = Math.sqrt(ray[0] * ray[0] + ray[1] * ray[1] + ray[2] * ray[2]);
  const f = [ray[0] / length, ray[1] / length, ray[2] / length];
  const across = Math.sqrt(f[0] * f[0] + f[2] * f[2]);
  const r = [f[2] / across, 0, -f[0] / across];
  const d = [f[1] * r[2] - f[2] * r[1], f[2] * r[0] - f[0] * r[2], f[0] * r[1] - f[1] * r[0]];
  return [...r, ...d, ...f];
}

/** Rows of `local` (camera frame) in rig axes: local · axesᵀ. */
function composed(local: readonly number[], axes: readonly number[]): number[] {
  const out: number[] = [];
  for (let row = 0; row < 3; row++)
    for (let column = 0; column < 3; column++)
      out.push(
        local[row * 3] * axes[column * 3] +
          local[row * 3 + 1] * axes[column * 3 + 1] +
          local[row * 3 + 2] * axes[column * 3 + 2],
      );
  return out;
}
