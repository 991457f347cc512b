/** Poses of a plan: x forward, y left (m), heading (rad) in the ego frame of its decision instant, flat. */
export type PlanPoses = readonly number[];

/** So many poses on each side of a dragged one come along, less and less. */
const REACH = 3;

/** Headings turn with the path where it was bent: by as much as the stretch that leads to a pose turns. */
function turned(before: PlanPoses, after: number[]): number[] {
  const chord = (poses: PlanPoses, i: number): number | null => {
    const [x0, y0] = i === 0 ? [0, 0] : [poses[3 * i - 3], poses[3 * i - 2]];
    const [dx, dy] = [poses[3 * i] - x0, poses[3 * i + 1] - y0];
    return Math.hypot(dx, dy) < 0.05 ? null : Math.atan2(dy, dx);
  };
  for (let i = 0; 3 * i < after.length; i++) {
    const was = chord(before, i);
    const is = chord(after, i);
    if (was === null || is === null) continue;
    const turn = is - was;
    after[3 * i + 2] = before[3 * i + 2] + Math.atan2(Math.sin(turn), Math.cos(turn));
  }
  return after;
}

/** The plan with one pose moved by (dx, dy) m; its neighbours follow with a share that falls to nothing. */
export function withPoseMoved(poses: PlanPoses, index: number, dx: number, dy: number): number[] {
  const moved = [...poses];
  for (let i = 0; 3 * i < poses.length; i++) {
    const apart = Math.abs(i - index) / REACH;
    if (apart >= 1) continue;
    const share = (1 + Math.cos(Math.PI * apart)) / 2;
    moved[3 * i] += share * dx;
    moved[3 * i + 1] += share * dy;
  }
  return turned(poses, moved);
}

/** The plan driven at `factor` times its speed on the same path; past its end it goes straight on. */
export function withSpeed(poses: PlanPoses, factor: number): number[] {
  const knots = [{ x: 0, y: 0, yaw: 0, s: 0 }];
  for (let i = 0; 3 * i < poses.length; i++) {
    const last = knots[knots.length - 1];
    const [x, y, yaw] = poses.slice(3 * i, 3 * i + 3);
    knots.push({ x, y, yaw, s: last.s + Math.hypot(x - last.x, y - last.y) });
  }
  return knots.slice(1).flatMap(({ s }) => poseAt(knots, s * factor));
}

function poseAt(
  knots: readonly { x: number; y: number; yaw: number; s: number }[],
  s: number,
): [number, number, number] {
  const end = knots[knots.length - 1];
  if (s >= end.s) {
    const beyond = s - end.s;
    return [end.x + beyond * Math.cos(end.yaw), end.y + beyond * Math.sin(end.yaw), end.yaw];
  }
  const next = knots.findIndex((k) => k.s > s);
  const [a, b] = [knots[next - 1], knots[next]];
  const t = (s - a.s) / (b.s - a.s);
  const turn = Math.atan2(Math.sin(b.yaw - a.yaw), Math.cos(b.yaw - a.yaw));
  return [a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t, a.yaw + turn * t];
}
