import { Transformer } from '@napi-rs/image';
import type { CameraTrack, ClipDetail } from '../../src/shared/domain/clip.ts';
import { boxCorners, cameraFromGlobal, NEAR_M } from '../../src/shared/maths/projection.ts';
import { POSE_STRIDE, transformPoint, yawOfPose, type Affine } from '../../src/shared/maths/se3.ts';

type Colour = readonly [number, number, number];
type Point3 = readonly [number, number, number];

const SKY: Colour = [148, 178, 210];
const GRASS: Colour = [104, 118, 92];
const SIDEWALK: Colour = [150, 148, 142];
const ASPHALT: Colour = [78, 80, 84];
const PAINT: Colour = [222, 220, 210];
const BODY: Record<string, Colour> = {
  vehicle: [120, 134, 150],
  pedestrian: [150, 96, 80],
  bicycle: [96, 120, 90],
  cone: [206, 120, 50],
  other: [140, 130, 110],
};

/** A plain drawing of a street along the driven path with its annotated objects as solids: JPEG bytes of one image of a camera. */
export function streetPicture(clip: ClipDetail, camera: CameraTrack, image: number): Buffer {
  const { widthPx: w, heightPx: h } = camera;
  const pixels = new Uint8Array(w * h * 4).fill(255);
  const toCamera = cameraFromGlobal(camera.egoFromCamera, camera.globalFromEgo, image);
  const horizon = Math.round(camera.intrinsic[5]);
  for (let y = 0; y < h; y++) {
    const [r, g, b] = y < horizon ? shade(SKY, 1 + 0.25 * (y / horizon)) : GRASS;
    for (let x = 0; x < w; x++) pixels.set([r, g, b], (y * w + x) * 4);
  }
  const fill = (points: readonly Point3[], colour: Colour) =>
    fillPolygon(pixels, w, h, projected(points, toCamera, camera.intrinsic), colour);
  const strips = pathStrips(clip);
  const across = (i: number, from: number, to: number): Point3[] => [
    offset(strips[i], from),
    offset(strips[i], to),
    offset(strips[i + 1], to),
    offset(strips[i + 1], from),
  ];
  for (const [from, to, colour] of [
    [-11, 9, SIDEWALK],
    [-8.5, 6.5, ASPHALT],
  ] as const)
    for (let i = 0; i + 1 < strips.length; i++) fill(across(i, from, to), colour);
  for (let i = 0; i + 1 < strips.length; i++) {
    for (const edge of [-8.3, 6.2]) fill(across(i, edge, edge + 0.15), PAINT);
    if (i % 4 < 2) for (const line of [-5.3, -1.8, 1.7]) fill(across(i, line, line + 0.15), PAINT);
  }
  for (const box of boxesAt(clip, camera, image, toCamera))
    box.faces.forEach(([points, light]) => fill(points, shade(box.colour, light)));
  return Transformer.fromRgbaPixels(pixels, w, h).jpegSync(85);
}

const shade = (colour: Colour, light: number): Colour => [
  Math.min(255, colour[0] * light),
  Math.min(255, colour[1] * light),
  Math.min(255, colour[2] * light),
];

interface Strip {
  x: number;
  y: number;
  yaw: number;
}

/** The driven path every 1.5 m, carried on straight for 120 m at both ends. */
function pathStrips({ ego }: ClipDetail): Strip[] {
  const p = ego.globalFromEgo;
  const last = ego.timesUs.length - 1;
  const at = (i: number): Strip => ({ x: p[i * POSE_STRIDE], y: p[i * POSE_STRIDE + 1], yaw: yawOfPose(p, i) });
  const straight = (from: Strip, m: number): Strip => ({
    ...from,
    x: from.x + Math.cos(from.yaw) * m,
    y: from.y + Math.sin(from.yaw) * m,
  });
  const strips: Strip[] = [];
  for (let m = -120; m < 0; m += 1.5) strips.push(straight(at(0), m));
  for (let i = 0; i <= last; i++) {
    const next = at(i);
    const before = strips[strips.length - 1];
    if (Math.hypot(next.x - before.x, next.y - before.y) >= 1.5) strips.push(next);
  }
  for (let m = 1.5; m < 120; m += 1.5) strips.push(straight(at(last), m));
  return strips;
}

const offset = ({ x, y, yaw }: Strip, left: number): Point3 => [x - Math.sin(yaw) * left, y + Math.cos(yaw) * left, 0];

/** Objects of the image's key frame, far ones first, each with its faces from dark to light. */
function boxesAt(clip: ClipDetail, camera: CameraTrack, image: number, toCamera: Affine) {
  const nearest = clip.frames.reduce(
    (best, f, i) =>
      Math.abs(f.timeUs - camera.timesUs[image]) < Math.abs(clip.frames[best].timeUs - camera.timesUs[image])
        ? i
        : best,
    0,
  );
  return clip.objects
    .flatMap((object) => {
      const k = object.frames.indexOf(nearest);
      if (k < 0) return [];
      const centre: Point3 = [object.centres[k * 3], object.centres[k * 3 + 1], object.centres[k * 3 + 2]];
      const c = boxCorners([...centre], object.sizeM, object.yaws[k]);
      const corner = (i: number): Point3 => [c[i * 3], c[i * 3 + 1], c[i * 3 + 2]];
      const face = (a: number, b: number, d: number, e: number) => [corner(a), corner(b), corner(d), corner(e)];
      const depth = (points: readonly Point3[]) =>
        points.reduce((sum, q) => sum + transformPoint(toCamera, ...q)[2], 0);
      const faces: [Point3[], number][] = [
        [face(0, 1, 2, 3), 0.9],
        [face(4, 5, 6, 7), 0.8],
        [face(0, 3, 7, 4), 0.7],
        [face(1, 2, 6, 5), 1.05],
        [face(0, 1, 5, 4), 1.25],
      ];
      faces.sort((a, b) => depth(b[0]) - depth(a[0]));
      return [{ depth: transformPoint(toCamera, ...centre)[2], faces, colour: BODY[object.objectClass] }];
    })
    .sort((a, b) => b.depth - a.depth);
}

/** Pixel polygon u0 v0 u1 v1 … of a flat face, cut at the near plane. */
function projected(points: readonly Point3[], toCamera: Affine, k: readonly number[]): number[] {
  const inCamera = points.map((p) => transformPoint(toCamera, ...p));
  const out: number[] = [];
  inCamera.forEach((a, i) => {
    const b = inCamera[(i + 1) % inCamera.length];
    const push = (x: number, y: number, z: number) => out.push((k[0] * x) / z + k[2], (k[4] * y) / z + k[5]);
    if (a[2] >= NEAR_M) push(...a);
    if (a[2] >= NEAR_M !== b[2] >= NEAR_M) {
      const t = (NEAR_M - a[2]) / (b[2] - a[2]);
      push(a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, NEAR_M);
    }
  });
  return out;
}

/** Fills a convex polygon by scan lines. */
function fillPolygon(pixels: Uint8Array, w: number, h: number, uv: readonly number[], colour: Colour): void {
  const n = uv.length / 2;
  const vs = uv.filter((_, i) => i % 2 === 1);
  for (let y = Math.max(0, Math.ceil(Math.min(...vs))); y <= Math.min(h - 1, Math.floor(Math.max(...vs))); y++) {
    let [low, high] = [Infinity, -Infinity];
    for (let i = 0; i < n; i++) {
      const [u0, v0] = [uv[i * 2], uv[i * 2 + 1]];
      const [u1, v1] = [uv[((i + 1) % n) * 2], uv[((i + 1) % n) * 2 + 1]];
      if (v0 === v1 || y < Math.min(v0, v1) || y > Math.max(v0, v1)) continue;
      const u = u0 + ((u1 - u0) * (y - v0)) / (v1 - v0);
      low = Math.min(low, u);
      high = Math.max(high, u);
    }
    for (let x = Math.max(0, Math.ceil(low)); x <= Math.min(w - 1, Math.floor(high)); x++)
      pixels.set(colour, (y * w + x) * 4);
  }
}
