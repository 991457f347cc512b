import { wrapAngle } from './angle.ts';
import { groundCorners, reachOf, type GroundBox } from './ground-box.ts';
import type { Pose2 } from './se2.ts';

/** Poses nearer to each other than this are one place, m. */
const SAME_PLACE_M = 0.01;

/** A straight piece of a corridor: where it starts, its direction, its length and the way to its start, m. */
interface Piece {
  x: number;
  y: number;
  c: number;
  s: number;
  lengthM: number;
  fromM: number;
}

/** A curve is told from the way over this much of its end, and laid on in pieces of this length, m. */
const END_M = 5;
const ARC_PIECE_M = 2;
/** No road vehicle turns more tightly, 1/m. */
const MOST_TURN_PER_M = 0.2;

/** The way along poses in straight pieces; standing has none. */
function piecesAlong(poses: readonly Pose2[]): Piece[] {
  const pieces: Piece[] = [];
  let fromM = 0;
  let last = poses.at(0);
  for (const pose of poses.slice(1)) {
    if (!last) break;
    const [dx, dy] = [pose.x - last.x, pose.y - last.y];
    const lengthM = Math.hypot(dx, dy);
    if (lengthM < SAME_PLACE_M) continue;
    pieces.push({ x: last.x, y: last.y, c: dx / lengthM, s: dy / lengthM, lengthM, fromM });
    fromM += lengthM;
    last = pose;
  }
  return pieces;
}

const headingOf = ({ c, s }: Piece): number => Math.atan2(s, c);
const middleOf = ({ fromM, lengthM }: Piece): number => fromM + lengthM / 2;

/** How much a way turns at its end, rad/m, left positive: over about its last 5 m; 0 where it is straight or too short to tell. */
export function turnAtEnd(poses: readonly Pose2[]): number {
  const pieces = piecesAlong(poses);
  const end = pieces.at(-1);
  if (!end) return 0;
  const before = pieces.findLast((piece) => middleOf(end) - middleOf(piece) >= END_M) ?? pieces[0];
  if (before === end) return 0;
  const turn = wrapAngle(headingOf(end) - headingOf(before)) / (middleOf(end) - middleOf(before));
  return Math.min(MOST_TURN_PER_M, Math.max(-MOST_TURN_PER_M, turn));
}

/** The way ahead in straight pieces, `reachM` in all: along the poses, then on from the last one, turning as told. */
function wayAhead(poses: readonly Pose2[], reachM: number, turnPerM: number): Piece[] {
  const pieces = piecesAlong(poses);
  const end = poses[poses.length - 1];
  let { x, y, yaw } = end;
  let fromM = pieces.reduce((sum, piece) => sum + piece.lengthM, 0);
  while (fromM < reachM) {
    const lengthM = turnPerM === 0 ? reachM - fromM : ARC_PIECE_M;
    const [c, s] = [Math.cos(yaw), Math.sin(yaw)];
    pieces.push({ x, y, c, s, lengthM, fromM });
    [x, y, yaw] = [x + c * lengthM, y + s * lengthM, yaw + turnPerM * lengthM];
    fromM += lengthM;
  }
  return pieces;
}

const isAhead = ({ x, y, yaw }: Pose2, box: GroundBox): boolean =>
  Math.cos(yaw) * (box.x - x) + Math.sin(yaw) * (box.y - y) > 0;

type Polygon = readonly (readonly [number, number])[];

/** The part of a convex polygon where `sign` × coordinate `axis` is at most `most`. */
function clipped(polygon: Polygon, axis: 0 | 1, sign: 1 | -1, most: number): Polygon {
  return polygon.flatMap((p, i) => {
    const q = polygon[(i + 1) % polygon.length];
    const [over, overNext] = [sign * p[axis] - most, sign * q[axis] - most];
    const kept = over <= 0 ? [p] : [];
    if (over > 0 === overNext > 0) return kept;
    const t = over / (over - overNext);
    return [...kept, [p[0] + (q[0] - p[0]) * t, p[1] + (q[1] - p[1]) * t] as const];
  });
}

/** Way along a piece to the first point of a box within `halfM` of its middle line, m; null where no point is. */
function firstOn({ x, y, c, s, lengthM }: Piece, box: GroundBox, halfM: number): number | null {
  const along = c * (box.x - x) + s * (box.y - y);
  const left = c * (box.y - y) - s * (box.x - x);
  const reach = reachOf(box);
  if (along > lengthM + reach || along < -reach || Math.abs(left) > halfM + reach) return null;
  let polygon: Polygon = groundCorners(box).map(([px, py]) => [
    c * (px - x) + s * (py - y),
    c * (py - y) - s * (px - x),
  ]);
  polygon = clipped(polygon, 1, 1, halfM);
  polygon = clipped(polygon, 1, -1, halfM);
  polygon = clipped(polygon, 0, -1, 0);
  polygon = clipped(polygon, 0, 1, lengthM);
  return polygon.length === 0 ? null : Math.min(...polygon.map(([a]) => a));
}

/**
 * Distance, m, from the front bumper to the nearest box in the corridor of a vehicle: the strip of its width along the poses of its
 * rear axle that are still to come (the first is where it is now, all poses and boxes in one frame), and from the last of them on,
 * turning by `turnPerM` (rad/m). Measured along the way; 0 where a box reaches under the front, except one whose middle is behind the
 * axle: a follower. Null where nothing is within `mostM`, or there is no pose.
 */
export function gapAhead(
  poses: readonly Pose2[],
  boxes: readonly GroundBox[],
  vehicle: { frontM: number; widthM: number },
  mostM: number,
  turnPerM = 0,
): number | null {
  if (poses.length === 0) return null;
  const { frontM, widthM } = vehicle;
  const reachM = frontM + mostM;
  const way = wayAhead(poses, reachM, turnPerM);
  let nearest: number | null = null;
  for (const box of boxes) {
    if (Math.hypot(box.x - poses[0].x, box.y - poses[0].y) > reachM + widthM + reachOf(box)) continue;
    for (const piece of way) {
      if (nearest !== null && piece.fromM >= nearest) break;
      const first = firstOn(piece, box, widthM / 2);
      if (first === null) continue;
      const along = piece.fromM + first;
      if (along > frontM || isAhead(poses[0], box)) nearest = Math.min(nearest ?? Infinity, along);
      break;
    }
  }
  return nearest === null || nearest > reachM ? null : Math.max(0, nearest - frontM);
}
