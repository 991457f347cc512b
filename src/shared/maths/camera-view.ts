import type { CameraTrack } from '../domain/clip.ts';
import { centreSquare, type PicturePart } from '../domain/video-prediction.ts';
import type { LearnedCamera } from '../domain/world-camera.ts';
import { projectPoint } from './lens.ts';
import { rotationOfQuaternion } from './se3.ts';

/** What is known of a camera that pictures were taken with. */
export type CameraCalibration = Pick<CameraTrack, 'widthPx' | 'heightPx' | 'intrinsic' | 'lens' | 'egoFromCamera'>;

/** A place in the pictures of a camera, px; it may lie beyond their edges. */
type Pixel = [number, number];

/** A view that is nowhere farther from the centre square than this is that square, px of the recorded picture. */
const SAME_PX = 0.05;
/** Length of the directions that are projected, so that none is taken for too near to be seen, m. */
const FAR_M = 1000;
const SEARCH_STEPS = 30;
/** Places along a side at which a view is held against the square, and at which its part beyond the picture is counted. */
const CHECKED = 5;
const COUNTED = 100;

/** Whether it is known how a camera maps directions to pixels, and where it looks. */
export function isCalibrated({ widthPx, heightPx, intrinsic, lens, egoFromCamera }: CameraCalibration): boolean {
  const focal = lens.model === 'ftheta' ? [lens.forward[1]] : [intrinsic[0], intrinsic[4]];
  return (
    widthPx > 0 &&
    heightPx > 0 &&
    focal.every((px) => px > 0 && Number.isFinite(px)) &&
    egoFromCamera.length === 7 &&
    Math.abs(Math.hypot(...egoFromCamera.slice(3)) - 1) < 1e-3
  );
}

/**
 * Rotation (row-major 3x3) that takes directions of the learned camera's frame (x right, y down, z forward) to those of the
 * recording camera's. Where the two stand is not compensated: the view is the one from where the recording camera is.
 */
export function rotationToCamera(
  { pitchDownDeg }: Pick<LearnedCamera, 'pitchDownDeg'>,
  { egoFromCamera: [, , , w, x, y, z] }: Pick<CameraCalibration, 'egoFromCamera'>,
): number[] {
  const pitch = (pitchDownDeg * Math.PI) / 180;
  const [c, s] = [Math.cos(pitch), Math.sin(pitch)];
  // Columns: where right, down and forward of the learned camera point in the ego frame (x ahead, y left, z up).
  const ego = [0, -s, c, -1, 0, 0, 0, -c, -s];
  const r = rotationOfQuaternion(w, x, y, z);
  const out: number[] = [];
  for (let row = 0; row < 3; row++)
    for (let column = 0; column < 3; column++)
      out.push(r[row] * ego[column] + r[3 + row] * ego[3 + column] + r[6 + row] * ego[6 + column]);
  return out;
}

/**
 * Where a recorded picture shows what the view shows: from shares of the view's side (from the left, from the top) to px of the
 * calibration. What the lens cannot see at all falls on the last place that it sees on the way there.
 */
export function viewToPicture(camera: CameraCalibration, learned: LearnedCamera): (x: number, y: number) => Pixel {
  const { lens, intrinsic } = camera;
  const { focalOfSide, principalOfSide } = learned;
  const r = rotationToCamera(learned, camera);
  const seen = (x: number, y: number, z: number) => {
    const scale = FAR_M / Math.hypot(x, y, z);
    return projectPoint(lens, intrinsic, x * scale, y * scale, z * scale);
  };
  return (shareX, shareY) => {
    const u = (shareX - principalOfSide[0]) / focalOfSide;
    const v = (shareY - principalOfSide[1]) / focalOfSide;
    const [x, y, z] = [r[0] * u + r[1] * v + r[2], r[3] * u + r[4] * v + r[5], r[6] * u + r[7] * v + r[8]];
    const at = seen(x, y, z);
    if (at) return at;
    // From the optical axis, which every lens sees, towards the direction.
    const length = Math.hypot(x, y, z);
    let [low, high] = [0, 1];
    for (let i = 0; i < SEARCH_STEPS; i++) {
      const t = (low + high) / 2;
      if (seen(x * t, y * t, z * t + length * (1 - t))) low = t;
      else high = t;
    }
    return seen(x * low, y * low, z * low + length * (1 - low)) ?? [camera.widthPx / 2, camera.heightPx / 2];
  };
}

/**
 * Why a model is shown what it is: `view` is that of the camera it learned by. Anything else is the centre square: the model
 * states no camera, the recording has no calibration, the camera does not look where the view does, or the square is the view.
 */
export type ShownBecause = 'view' | 'no-camera-stated' | 'no-calibration' | 'looks-elsewhere' | 'same';

export function shownBecause(camera: CameraCalibration, learned: LearnedCamera | null): ShownBecause {
  if (!learned) return 'no-camera-stated';
  if (!isCalibrated(camera)) return 'no-calibration';
  const at = viewToPicture(camera, learned);
  if (!isInside(camera, at(0.5, 0.5))) return 'looks-elsewhere';
  const { xPx, yPx, sizePx } = centreSquare(camera.widthPx, camera.heightPx);
  for (let i = 0; i < CHECKED * CHECKED; i++) {
    const [x, y] = [(i % CHECKED) / (CHECKED - 1), Math.floor(i / CHECKED) / (CHECKED - 1)];
    const [u, v] = at(x, y);
    if (Math.hypot(u - xPx - x * sizePx, v - yPx - y * sizePx) > SAME_PX) return 'view';
  }
  return 'same';
}

/** What a model is shown of a camera's pictures: the view of the camera it learned by, or the largest centre square. */
export const shownPart = (camera: CameraCalibration, learned: LearnedCamera | null): PicturePart =>
  learned && shownBecause(camera, learned) === 'view'
    ? { view: learned }
    : { square: centreSquare(camera.widthPx, camera.heightPx) };

const isInside = ({ widthPx, heightPx }: CameraCalibration, [u, v]: Pixel): boolean =>
  u >= 0 && v >= 0 && u <= widthPx && v <= heightPx;

/** Share of a view that lies beyond the recorded picture, 0 to 1. */
export function shareBeyond(camera: CameraCalibration, learned: LearnedCamera): number {
  const at = viewToPicture(camera, learned);
  let beyond = 0;
  for (let i = 0; i < COUNTED * COUNTED; i++) {
    const place = at(((i % COUNTED) + 0.5) / COUNTED, (Math.floor(i / COUNTED) + 0.5) / COUNTED);
    if (!isInside(camera, place)) beyond++;
  }
  return beyond / COUNTED ** 2;
}

/** Pixels of the recorded picture, across, that one of a view of `sizePx` takes in its middle. */
export function pixelsAcross(camera: CameraCalibration, learned: LearnedCamera, sizePx: number): number {
  const at = viewToPicture(camera, learned);
  const [left, right] = [at(0.5 - 0.5 / sizePx, 0.5), at(0.5 + 0.5 / sizePx, 0.5)];
  return Math.hypot(right[0] - left[0], right[1] - left[1]);
}

/** The edge of a view on the recorded picture, px of the calibration, clockwise from its top left; what lies beyond is drawn in to the picture's edge. */
export function viewOutline(camera: CameraCalibration, learned: LearnedCamera, piecesASide = 24): Pixel[] {
  const at = viewToPicture(camera, learned);
  const sides: ((t: number) => Pixel)[] = [(t) => [t, 0], (t) => [1, t], (t) => [1 - t, 1], (t) => [0, 1 - t]];
  return sides.flatMap((side) =>
    Array.from({ length: piecesASide }, (_, i): Pixel => {
      const [u, v] = at(...side(i / piecesASide));
      return [Math.min(camera.widthPx, Math.max(0, u)), Math.min(camera.heightPx, Math.max(0, v))];
    }),
  );
}
