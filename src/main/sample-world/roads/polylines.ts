import type { PolylineFlat } from '../../../shared/domain/map.ts';

/** A ring, counter-clockwise, around what lies between a right and a left edge that run in driving direction. */
export function ringBetween(left: PolylineFlat, right: PolylineFlat): PolylineFlat {
  const ring = [...right];
  for (let i = left.length - 2; i >= 0; i -= 2) ring.push(left[i], left[i + 1]);
  return ring;
}

/** Positions of poses as x0 y0 x1 y1 … */
export const flatOf = (poses: readonly { x: number; y: number }[]): PolylineFlat => poses.flatMap((p) => [p.x, p.y]);

/** A line the other way round. */
export function reversed(line: PolylineFlat): PolylineFlat {
  const back: PolylineFlat = [];
  for (let i = line.length - 2; i >= 0; i -= 2) back.push(line[i], line[i + 1]);
  return back;
}

/** A ring of 48 points around a centre. */
export const circle = (x: number, y: number, radiusM: number): PolylineFlat =>
  Array.from({ length: 48 }, (_, i) => (i * Math.PI) / 24).flatMap((angle) => [
    x + radiusM * Math.cos(angle),
    y + radiusM * Math.sin(angle),
  ]);

/** A line moved to its right. */
export function movedRight(line: PolylineFlat, byM: number): PolylineFlat {
  return line.map((value, k) => {
    const i = k - (k % 2);
    const [a, b] = [Math.max(0, i - 2), Math.min(line.length - 2, i + 2)];
    const dx = line[b] - line[a];
    const dy = line[b + 1] - line[a + 1];
    const scale = byM / Math.sqrt(dx * dx + dy * dy);
    return value + (k === i ? dy : -dx) * scale;
  });
}
