import type { PolylineFlat } from '../../../shared/domain/map.ts';

/**
 * Indices of the vertices that a line keeps when those are left out that lie within `toleranceM` of the straight through
 * their kept neighbours. First and last vertex are among them.
 */
export function keptVertices(line: PolylineFlat, toleranceM: number): number[] {
  const last = line.length / 2 - 1;
  const kept = [0];
  for (let i = 1; i < last; i++) if (!liesStraight(line, kept[kept.length - 1], i + 1, toleranceM)) kept.push(i);
  if (last > 0) kept.push(last);
  return kept;
}

/** The line, or the ring from its first vertex on, without the vertices that do not bend it. */
export const straightened = (line: PolylineFlat, toleranceM: number): PolylineFlat =>
  keptVertices(line, toleranceM).flatMap((i) => [line[2 * i], line[2 * i + 1]]);

function liesStraight(line: PolylineFlat, from: number, to: number, toleranceM: number): boolean {
  const [x0, y0] = [line[2 * from], line[2 * from + 1]];
  const [dx, dy] = [line[2 * to] - x0, line[2 * to + 1] - y0];
  const length = Math.hypot(dx, dy);
  let along = 0;
  for (let i = from + 1; i < to; i++) {
    const [px, py] = [line[2 * i] - x0, line[2 * i + 1] - y0];
    const further = (px * dx + py * dy) / length;
    // A line that turns back is not straight, however near it stays.
    if (!(further >= along && further <= length) || Math.abs(px * dy - py * dx) / length > toleranceM) return false;
    along = further;
  }
  return true;
}
