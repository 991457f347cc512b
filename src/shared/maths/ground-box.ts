/** A rectangle on the ground: middle, m, and heading, rad, of one frame; length along the heading and width, m. */
export interface GroundBox {
  x: number;
  y: number;
  yaw: number;
  lengthM: number;
  widthM: number;
}

/** Corners of a box: front left, front right, rear right, rear left. */
export function groundCorners({ x, y, yaw, lengthM, widthM }: GroundBox): [number, number][] {
  const [c, s] = [Math.cos(yaw), Math.sin(yaw)];
  const at = (ahead: number, left: number): [number, number] => [x + c * ahead - s * left, y + s * ahead + c * left];
  const [l, w] = [lengthM / 2, widthM / 2];
  return [at(l, w), at(l, -w), at(-l, -w), at(-l, w)];
}

/** Half the diagonal: no point of the box is further from its middle, m. */
export const reachOf = ({ lengthM, widthM }: Pick<GroundBox, 'lengthM' | 'widthM'>): number =>
  Math.hypot(lengthM, widthM) / 2;

/** Half of what a box covers along a direction, a unit vector. */
const spread = (box: GroundBox, ux: number, uy: number): number => {
  const [c, s] = [Math.cos(box.yaw), Math.sin(box.yaw)];
  return (Math.abs(c * ux + s * uy) * box.lengthM + Math.abs(c * uy - s * ux) * box.widthM) / 2;
};

/** Whether two boxes overlap or touch: no side of either separates them. */
export function boxesOverlap(a: GroundBox, b: GroundBox): boolean {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  if (Math.hypot(dx, dy) > reachOf(a) + reachOf(b)) return false;
  return [a.yaw, a.yaw + Math.PI / 2, b.yaw, b.yaw + Math.PI / 2].every((angle) => {
    const [ux, uy] = [Math.cos(angle), Math.sin(angle)];
    return Math.abs(dx * ux + dy * uy) <= spread(a, ux, uy) + spread(b, ux, uy);
  });
}
