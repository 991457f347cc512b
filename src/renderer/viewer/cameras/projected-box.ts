import type { CameraLens } from '../../../shared/domain/clip.ts';
import { projectPoint, projectPolygon, projectPolyline } from '../../../shared/maths/lens.ts';
import { BOX_EDGES, boxCorners } from '../../../shared/maths/projection.ts';
import { transformPoint, type Affine } from '../../../shared/maths/se3.ts';
import type { Box } from '../scene/box-track.ts';

/** A camera at one image: calibration and where it stood. */
export interface CameraView {
  widthPx: number;
  heightPx: number;
  /** 3x3 row-major pinhole matrix, px. */
  intrinsic: readonly number[];
  lens: CameraLens;
  cameraFromGlobal: Affine;
}

/** A box on a picture, px of the calibrated picture. */
export interface ProjectedBox {
  box: Box;
  /** The edges as far as the camera sees them; bent where the lens bends them. */
  edges: [number, number][][];
  /** Corners of the front face; null when part of it lies behind the camera. */
  face: [number, number][] | null;
  /** Smallest upright rectangle around it, cut to the picture: u0 v0 u1 v1. */
  bounds: [number, number, number, number];
  /** Distance of the centre from the camera, m. */
  depthM: number;
}

/** Boxes further away than this are specks, m. */
const FAR_M = 120;

/** Projects a box with the real calibration and lens; null where nothing of it falls on the picture. */
export function projectBox(box: Box, view: CameraView): ProjectedBox | null {
  const { lens, intrinsic, cameraFromGlobal, widthPx, heightPx } = view;
  const [x, y, z] = transformPoint(cameraFromGlobal, box.x, box.y, box.z);
  const depthM = Math.hypot(x, y, z);
  const reachM = Math.hypot(...box.track.sizeM) / 2;
  if (depthM - reachM > FAR_M || (lens.model === 'pinhole' && z < -reachM)) return null;
  const corners = boxCorners([box.x, box.y, box.z], box.track.sizeM, box.yaw);
  const inCamera = Array.from({ length: 8 }, (_, i) =>
    transformPoint(cameraFromGlobal, corners[3 * i], corners[3 * i + 1], corners[3 * i + 2]),
  );
  const edges = BOX_EDGES.flatMap(([a, b]) => projectPolyline(lens, intrinsic, [inCamera[a], inCamera[b]]));
  let [u0, v0, u1, v1] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [u, v] of edges.flat()) {
    u0 = Math.min(u0, u);
    v0 = Math.min(v0, v);
    u1 = Math.max(u1, u);
    v1 = Math.max(v1, v);
  }
  if (edges.length === 0 || u1 < 0 || v1 < 0 || u0 > widthPx || v0 > heightPx) return null;
  const front = inCamera.slice(0, 4);
  const seen = front.every((corner) => projectPoint(lens, intrinsic, ...corner) !== null);
  return {
    box,
    edges,
    face: seen ? projectPolygon(lens, intrinsic, front) : null,
    bounds: [Math.max(0, u0), Math.max(0, v0), Math.min(widthPx, u1), Math.min(heightPx, v1)],
    depthM,
  };
}

/** All boxes that fall on a picture, the furthest first. */
export const projectBoxes = (boxes: readonly Box[], view: CameraView): ProjectedBox[] =>
  boxes
    .map((box) => projectBox(box, view))
    .filter((p) => p !== null)
    .sort((a, b) => b.depthM - a.depthM);

/** The nearest box whose rectangle holds a point of the picture (px), within `slackPx`; null for none. */
export function boxUnder(boxes: readonly ProjectedBox[], u: number, v: number, slackPx: number): ProjectedBox | null {
  let found: ProjectedBox | null = null;
  for (const p of boxes) {
    const [u0, v0, u1, v1] = p.bounds;
    const inside = u >= u0 - slackPx && u <= u1 + slackPx && v >= v0 - slackPx && v <= v1 + slackPx;
    if (inside && (found === null || p.depthM < found.depthM)) found = p;
  }
  return found;
}
