import type { Pose2 } from '../../../shared/maths/se2.ts';

/**
 * How the ground lies in the panel: `origin` (global frame) has its heading up; `targetX` (right) and `targetY` (ahead) say
 * which point, in m from the origin, is in the panel's middle. Sizes in CSS px.
 */
export interface GroundFrame {
  origin: Pose2;
  targetX: number;
  targetY: number;
  pxPerM: number;
  width: number;
  height: number;
}

export const MIN_PX_PER_M = 0.5;
export const MAX_PX_PER_M = 60;
/** The ego vehicle stands this share of the height below the middle, so that most of the view lies ahead. */
const EGO_BELOW_MIDDLE = 0.2;

export const clampZoom = (pxPerM: number): number => Math.min(MAX_PX_PER_M, Math.max(MIN_PX_PER_M, pxPerM));

/** Zoom at which about 45 m of road fit the panel's height. */
export const defaultZoom = (heightPx: number): number => Math.min(12, Math.max(3, heightPx / 45));

/** The ego vehicle in the lower part of the panel, its heading up. */
export const followFrame = (ego: Pose2, pxPerM: number, width: number, height: number): GroundFrame => ({
  origin: ego,
  targetX: 0,
  targetY: (EGO_BELOW_MIDDLE * height) / pxPerM,
  pxPerM,
  width,
  height,
});

/** Global position (m) to panel (px). */
export function toPanel(frame: GroundFrame, x: number, y: number): [number, number] {
  const { origin, pxPerM } = frame;
  const c = Math.cos(origin.yaw);
  const s = Math.sin(origin.yaw);
  const dx = x - origin.x;
  const dy = y - origin.y;
  const right = s * dx - c * dy;
  const ahead = c * dx + s * dy;
  return [frame.width / 2 + (right - frame.targetX) * pxPerM, frame.height / 2 - (ahead - frame.targetY) * pxPerM];
}

/** Panel (px) to global position (m). */
export function toGround(frame: GroundFrame, px: number, py: number): [number, number] {
  const { origin, pxPerM } = frame;
  const right = (px - frame.width / 2) / pxPerM + frame.targetX;
  const ahead = -(py - frame.height / 2) / pxPerM + frame.targetY;
  const c = Math.cos(origin.yaw);
  const s = Math.sin(origin.yaw);
  return [origin.x + c * ahead + s * right, origin.y + s * ahead - c * right];
}

/** The frame after the ground was dragged by some px. */
export const panned = (frame: GroundFrame, dxPx: number, dyPx: number): GroundFrame => ({
  ...frame,
  targetX: frame.targetX - dxPx / frame.pxPerM,
  targetY: frame.targetY + dyPx / frame.pxPerM,
});

/** The frame at another zoom, with the ground under a point of the panel staying there. */
export function zoomedAt(frame: GroundFrame, pxPerM: number, px: number, py: number): GroundFrame {
  const right = (px - frame.width / 2) / frame.pxPerM + frame.targetX;
  const ahead = -(py - frame.height / 2) / frame.pxPerM + frame.targetY;
  return {
    ...frame,
    pxPerM,
    targetX: right - (px - frame.width / 2) / pxPerM,
    targetY: ahead + (py - frame.height / 2) / pxPerM,
  };
}

// prettier-ignore
export type Matrix4 = [
  number, number, number, number, number, number, number, number,
  number, number, number, number, number, number, number, number,
];

/**
 * Column-major 4x4 matrix from clip-local ground (global minus `anchor`, m) to the frame's right and ahead (m): the one
 * thing that changes on the device when the ego moves.
 */
export function frameFromLocal(frame: GroundFrame, anchor: readonly [number, number]): Matrix4 {
  const c = Math.cos(frame.origin.yaw);
  const s = Math.sin(frame.origin.yaw);
  const dx = anchor[0] - frame.origin.x;
  const dy = anchor[1] - frame.origin.y;
  return [s, c, 0, 0, -c, s, 0, 0, 0, 0, 1, 0, s * dx - c * dy, c * dx + s * dy, 0, 1];
}
