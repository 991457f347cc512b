import { NEAR_M, projectSegment } from '../../../shared/maths/projection.ts';
import { transformPoint } from '../../../shared/maths/se3.ts';
import type { Pose2 } from '../../../shared/maths/se2.ts';
import { stopPose, wholeSeconds, type PlanPath } from '../scene/plan-path.ts';
import { ribbonOf } from '../scene/ribbon.ts';
import type { CameraView } from './projected-box.ts';

export type Point = [number, number];

/** A plan on a picture, px of the calibrated picture. */
export interface ProjectedPath {
  series: PlanPath['series'];
  /** Polygons that together fill the ribbon. */
  fill: Point[][];
  /** Lines along the ribbon's borders, broken where they pass behind the camera. */
  borders: Point[][];
  /** Markers at whole seconds. */
  marks: { second: number; at: Point }[];
  /** Line across the lane where the plan comes to a stop; null when it does not or it is out of sight. */
  stop: [Point, Point] | null;
}

type Point3 = readonly [number, number, number];

/** Cuts a polygon in the camera frame at the near plane and projects it; empty when all of it lies behind. */
export function projectPolygon(k: readonly number[], polygon: readonly Point3[]): Point[] {
  const kept: Point3[] = [];
  polygon.forEach((a, i) => {
    const b = polygon[(i + 1) % polygon.length];
    if (a[2] >= NEAR_M) kept.push(a);
    if (a[2] >= NEAR_M === b[2] >= NEAR_M) return;
    const t = (NEAR_M - a[2]) / (b[2] - a[2]);
    kept.push([a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, NEAR_M]);
  });
  return kept.length < 3 ? [] : kept.map(([x, y, z]) => [(k[0] * x + k[1] * y) / z + k[2], (k[4] * y) / z + k[5]]);
}

/** Projects a line in the camera frame; it breaks where it passes behind the camera. */
export function projectLine(k: readonly number[], line: readonly Point3[]): Point[][] {
  const parts: Point[][] = [];
  for (let i = 0; i + 1 < line.length; i++) {
    const part = projectSegment(k, ...line[i], ...line[i + 1]);
    if (!part) continue;
    const [u0, v0, u1, v1] = part;
    const last = parts.at(-1);
    const end = last?.at(-1);
    if (last && end && Math.abs(end[0] - u0) < 0.01 && Math.abs(end[1] - v0) < 0.01) last.push([u1, v1]);
    else
      parts.push([
        [u0, v0],
        [u1, v1],
      ]);
  }
  return parts;
}

/** How far a stop line reaches beyond the vehicle on each side, m. */
const STOP_OVERHANG_M = 0.5;

/**
 * Lays a plan on the ground of a picture: a ribbon as wide as the vehicle in the plane `groundZ` (global frame, m), which
 * is the height of the ego pose at the image, since recordings localise in two dimensions.
 */
export function projectPath(plan: PlanPath, view: CameraView, groundZ: number, widthM: number): ProjectedPath | null {
  const { intrinsic: k, cameraFromGlobal } = view;
  const ribbon = ribbonOf(plan.path.poses, widthM);
  if (!ribbon) return null;
  const side = (points: Float64Array): Point3[] =>
    Array.from({ length: points.length / 2 }, (_, i) =>
      transformPoint(cameraFromGlobal, points[2 * i], points[2 * i + 1], groundZ),
    );
  const left = side(ribbon.left);
  const right = side(ribbon.right);
  const fill = left
    .slice(1)
    .map((l, i) => projectPolygon(k, [left[i], l, right[i + 1], right[i]]))
    .filter((p) => p.length > 0);
  const marks = wholeSeconds(plan.path, plan.fromUs).flatMap(({ second, pose }) => {
    const [x, y, z] = transformPoint(cameraFromGlobal, pose.x, pose.y, groundZ);
    return z < NEAR_M ? [] : [{ second, at: [(k[0] * x + k[1] * y) / z + k[2], (k[4] * y) / z + k[5]] as Point }];
  });
  return {
    series: plan.series,
    fill,
    borders: [...projectLine(k, left), ...projectLine(k, right)],
    marks,
    stop: stopLine(stopPose(plan.path), view, groundZ, widthM),
  };
}

function stopLine(pose: Pose2 | null, view: CameraView, groundZ: number, widthM: number): [Point, Point] | null {
  if (!pose) return null;
  const half = widthM / 2 + STOP_OVERHANG_M;
  const ends = ([half, -half] as const).map((m) =>
    transformPoint(view.cameraFromGlobal, pose.x - Math.sin(pose.yaw) * m, pose.y + Math.cos(pose.yaw) * m, groundZ),
  );
  if (ends.some((e) => e[2] < NEAR_M)) return null;
  const [u0, v0, u1, v1] = projectSegment(view.intrinsic, ...ends[0], ...ends[1]) ?? [0, 0, 0, 0];
  return [
    [u0, v0],
    [u1, v1],
  ];
}
