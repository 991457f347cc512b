import { projectPoint, projectPolygon, projectPolyline } from '../../../shared/maths/lens.ts';
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

/** How far a stop line reaches beyond the vehicle on each side, m. */
const STOP_OVERHANG_M = 0.5;

/**
 * Lays a plan on the ground of a picture: a ribbon as wide as the vehicle in the plane `groundZ` (global frame, m), which
 * is the height of the ego pose at the image, since recordings localise in two dimensions.
 */
export function projectPath(plan: PlanPath, view: CameraView, groundZ: number, widthM: number): ProjectedPath | null {
  const { lens, intrinsic, cameraFromGlobal } = view;
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
    .map((l, i) => projectPolygon(lens, intrinsic, [left[i], l, right[i + 1], right[i]]))
    .filter((p) => p.length > 0);
  const marks = wholeSeconds(plan.path, plan.fromUs).flatMap(({ second, pose }) => {
    const at = projectPoint(lens, intrinsic, ...transformPoint(cameraFromGlobal, pose.x, pose.y, groundZ));
    return at ? [{ second, at }] : [];
  });
  return {
    series: plan.series,
    fill,
    borders: [...projectPolyline(lens, intrinsic, left), ...projectPolyline(lens, intrinsic, right)],
    marks,
    stop: stopLine(stopPose(plan.path), view, groundZ, widthM),
  };
}

function stopLine(pose: Pose2 | null, view: CameraView, groundZ: number, widthM: number): [Point, Point] | null {
  if (!pose) return null;
  const half = widthM / 2 + STOP_OVERHANG_M;
  const [from, to] = ([half, -half] as const).map((m) => {
    const [x, y] = [pose.x - Math.sin(pose.yaw) * m, pose.y + Math.cos(pose.yaw) * m];
    return projectPoint(view.lens, view.intrinsic, ...transformPoint(view.cameraFromGlobal, x, y, groundZ));
  });
  return from && to ? [from, to] : null;
}
