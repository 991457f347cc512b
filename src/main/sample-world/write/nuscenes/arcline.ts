import type { PolylineFlat } from '../../../../shared/domain/map.ts';
import { keptVertices } from '../straighten.ts';

/** How far a vertex may lie off the straight through its neighbours to be left out, m. */
const STRAIGHT_M = 0.001;
/** The data set's radius of pieces that do not bend, m. */
const NO_BEND_M = 999.999;

/** A piece of a centre line in `arcline_path_3`. Poses are x y (m) and yaw (rad). */
interface ArclinePiece {
  start_pose: [number, number, number];
  end_pose: [number, number, number];
  shape: 'LSL';
  radius: number;
  segment_length: [number, number, number];
}

/** A centre line as straight pieces between the vertices that matter, shifted by (dx, dy). */
export function arclineOf(line: PolylineFlat, dx: number, dy: number): ArclinePiece[] {
  const kept = keptVertices(line, STRAIGHT_M);
  return kept.slice(1).map((to, i) => {
    const from = kept[i];
    const [x0, y0, x1, y1] = [line[2 * from], line[2 * from + 1], line[2 * to], line[2 * to + 1]];
    const yaw = Math.atan2(y1 - y0, x1 - x0);
    return {
      start_pose: [x0 + dx, y0 + dy, yaw],
      end_pose: [x1 + dx, y1 + dy, yaw],
      shape: 'LSL',
      radius: NO_BEND_M,
      segment_length: [0, Math.hypot(x1 - x0, y1 - y0), 0],
    };
  });
}
