import { BOX_EDGES, boxCorners, NEAR_M, projectSegment } from '../../../shared/maths/projection.ts';
import { transformPoint, type Affine } from '../../../shared/maths/se3.ts';
import type { Box } from '../scene/box-track.ts';

/** A camera at one image: calibration and where it stood. */
export interface CameraView {
  widthPx: number;
  heightPx: number;
  /** 3x3 row-major pinhole matrix, px. */
  intrinsic: readonly number[];
  cameraFromGlobal: Affine;
}

/** A box on a picture, px of the calibrated picture. */
export interface ProjectedBox {
  box: Box;
  /** u0 v0 u1 v1 for each edge that lies before the camera. */
  edges: [number, number, number, number][];
  /** Corners of the front face; null when part of it lies behind the camera. */
  face: [number, number][] | null;
  /** Smallest upright rectangle around it, cut to the picture: u0 v0 u1 v1. */
  bounds: [number, number, number, number];
  /** Distance of the centre along the optical axis, m. */
  depthM: number;
}

/** Boxes further away than this are specks, m. */
const FAR_M = 120;

/** Projects a box with the real calibration; null where nothing of it falls on the picture. */
export function projectBox(box: Box, view: CameraView): ProjectedBox | null {
  const { intrinsic: k, cameraFromGlobal, widthPx, heightPx } = view;
  const depthM = transformPoint(cameraFromGlobal, box.x, box.y, box.z)[2];
  const [length, width, height] = box.track.sizeM;
  if (depthM > FAR_M || depthM < -Math.hypot(length, width, height) / 2) return null;
  const corners = boxCorners([box.x, box.y, box.z], box.track.sizeM, box.yaw);
  const inCamera = Array.from({ length: 8 }, (_, i) =>
    transformPoint(cameraFromGlobal, corners[3 * i], corners[3 * i + 1], corners[3 * i + 2]),
  );
  const edges: ProjectedBox['edges'] = [];
  let [u0, v0, u1, v1] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [a, b] of BOX_EDGES) {
    const edge = projectSegment(k, ...inCamera[a], ...inCamera[b]);
    if (!edge) continue;
    edges.push(edge);
    u0 = Math.min(u0, edge[0], edge[2]);
    v0 = Math.min(v0, edge[1], edge[3]);
    u1 = Math.max(u1, edge[0], edge[2]);
    v1 = Math.max(v1, edge[1], edge[3]);
  }
  if (edges.length === 0 || u1 < 0 || v1 < 0 || u0 > widthPx || v0 > heightPx) return null;
  const face = inCamera.slice(0, 4).every((p) => p[2] >= NEAR_M)
    ? inCamera
        .slice(0, 4)
        .map(([x, y, z]): [number, number] => [(k[0] * x + k[1] * y) / z + k[2], (k[4] * y) / z + k[5]])
    : null;
  const bounds: ProjectedBox['bounds'] = [
    Math.max(0, u0),
    Math.max(0, v0),
    Math.min(widthPx, u1),
    Math.min(heightPx, v1),
  ];
  return { box, edges, face, bounds, depthM };
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
