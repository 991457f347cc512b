import { EGO_MIDDLE_M } from '../traffic/road-users.ts';
import type { Seen, Situation } from './situation.ts';

/** Half the view of the front camera, rad, and where it sits ahead of the rear axle, m. */
const HALF_VIEW_RAD = 0.6;
const CAMERA_M = 1.6;
/** Lower things hide nothing that is looked for, m. */
const HIDING_HEIGHT_M = 1.2;
const rangeM = { clear: 85, overcast: 85, rain: 65, fog: 40, snow: 55 } as const;
const NIGHT_RANGE_M = 55;

/** Whether the front camera sees an agent: in its view, within range of light and weather, and not hidden by more than half. */
export function isVisible(situation: Situation, step: number, seen: Seen): boolean {
  const { ego, environment } = situation.drive;
  const heading = ego.headingRad[step];
  const cx = ego.x[step] + CAMERA_M * Math.cos(heading);
  const cy = ego.y[step] + CAMERA_M * Math.sin(heading);
  const dx = seen.x - cx;
  const dy = seen.y - cy;
  const ahead = dx * Math.cos(heading) + dy * Math.sin(heading);
  const left = dy * Math.cos(heading) - dx * Math.sin(heading);
  if (ahead < 1 || Math.abs(Math.atan2(left, ahead)) > HALF_VIEW_RAD) return false;
  const range = Math.min(rangeM[environment.weather], environment.light === 'night' ? NIGHT_RANGE_M : Infinity);
  if (seen.distanceM > range) return false;
  const half = Math.max(seen.agent.widthM, Math.min(seen.agent.lengthM, 2.5)) * 0.4;
  const length = Math.hypot(dx, dy);
  const [ax, ay] = [(-dy / length) * half, (dx / length) * half];
  const free = [-1, 0, 1].filter((k) => !isHidden(situation, step, seen, cx, cy, seen.x + k * ax, seen.y + k * ay));
  return free.length >= 2;
}

function isHidden(
  situation: Situation,
  step: number,
  target: Seen,
  cx: number,
  cy: number,
  x: number,
  y: number,
): boolean {
  for (const other of situation.seen[step]) {
    if (other === target || other.agent.heightM < HIDING_HEIGHT_M || other.distanceM > target.distanceM + EGO_MIDDLE_M)
      continue;
    // A person hides nobody for long, and a car not what stands taller than it.
    if (other.agent.widthM < 1 || other.agent.heightM < target.agent.heightM - 0.15) continue;
    if (crosses(other.x, other.y, other.headingRad, other.agent.lengthM / 2, other.agent.widthM / 2, cx, cy, x, y))
      return true;
  }
  return situation.drive.place.scenery.buildings.some(
    (house) =>
      (house.x - cx) ** 2 + (house.y - cy) ** 2 < 14400 &&
      crosses(house.x, house.y, house.headingRad, house.lengthM / 2, house.widthM / 2, cx, cy, x, y),
  );
}

/** Whether the line between two points runs through a box. */
function crosses(
  bx: number,
  by: number,
  headingRad: number,
  halfLength: number,
  halfWidth: number,
  x0: number,
  y0: number,
  x1: number,
  y1: number,
): boolean {
  const cos = Math.cos(headingRad);
  const sin = Math.sin(headingRad);
  const u0 = (x0 - bx) * cos + (y0 - by) * sin;
  const v0 = (y0 - by) * cos - (x0 - bx) * sin;
  const du = (x1 - x0) * cos + (y1 - y0) * sin;
  const dv = (y1 - y0) * cos - (x1 - x0) * sin;
  let [from, to] = [0, 1];
  for (const [p, d, half] of [
    [u0, du, halfLength],
    [v0, dv, halfWidth],
  ]) {
    if (Math.abs(d) < 1e-9) {
      if (Math.abs(p) > half) return false;
      continue;
    }
    const a = (-half - p) / d;
    const b = (half - p) / d;
    from = Math.max(from, Math.min(a, b));
    to = Math.min(to, Math.max(a, b));
  }
  return from < to;
}
