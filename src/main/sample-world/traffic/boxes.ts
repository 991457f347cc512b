/** A standing-up box from above: centre, heading, half sizes, m and rad. */
export interface Box {
  x: number;
  y: number;
  headingRad: number;
  halfLengthM: number;
  halfWidthM: number;
}

/** Whether two boxes overlap when each is grown by `marginM` (separating axes; touching counts). */
export function boxesOverlap(a: Box, b: Box, marginM = 0): boolean {
  const dx = b.x - a.x;
  const dy = b.y - a.y;
  const al = a.halfLengthM + marginM;
  const aw = a.halfWidthM + marginM;
  const reach = al + aw + b.halfLengthM + b.halfWidthM;
  if (dx * dx + dy * dy > reach * reach) return false;
  const ca = Math.cos(a.headingRad);
  const sa = Math.sin(a.headingRad);
  const cb = Math.cos(b.headingRad);
  const sb = Math.sin(b.headingRad);
  const c = Math.abs(ca * cb + sa * sb);
  const s = Math.abs(sa * cb - ca * sb);
  return (
    Math.abs(dx * ca + dy * sa) <= al + b.halfLengthM * c + b.halfWidthM * s &&
    Math.abs(dy * ca - dx * sa) <= aw + b.halfLengthM * s + b.halfWidthM * c &&
    Math.abs(dx * cb + dy * sb) <= b.halfLengthM + al * c + aw * s &&
    Math.abs(dy * cb - dx * sb) <= b.halfWidthM + al * s + aw * c
  );
}

/** Distance from a point to a box, 0 inside, m. */
export function distanceToBox(box: Box, x: number, y: number): number {
  const cos = Math.cos(box.headingRad);
  const sin = Math.sin(box.headingRad);
  const along = Math.abs((x - box.x) * cos + (y - box.y) * sin) - box.halfLengthM;
  const across = Math.abs((y - box.y) * cos - (x - box.x) * sin) - box.halfWidthM;
  return Math.hypot(Math.max(0, along), Math.max(0, across));
}
