import { wrapAngle } from './angle.ts';
import { boxesOverlap, reachOf, type GroundBox } from './ground-box.ts';
import type { Pose2 } from './se2.ts';

/** Slower than this no vehicle is pushed on, m/s; as the PDM score has it. */
const STANDING_MPS = 5e-3;
/** Only what is met within this of straight ahead counts, rad; as the PDM score has it for what is ahead. */
const AHEAD_RAD = (30 * Math.PI) / 180;

/** A vehicle at one step of a drive: pose of its rear axle and speed along its heading, m/s. */
export interface DrivenStep extends Pose2 {
  speedMps: number;
}

/**
 * Time to collision at each step of a drive, s; null where none is within the look-ahead. It asks what the PDM score asks
 * (`_calculate_ttc` of the NAVSIM kit), of every step and further ahead: the vehicle's box is pushed straight on along its heading at
 * its speed, the others are where they will be; the first of the times 0, `stepS`, 2 `stepS`, … up to `mostSteps` at which it touches
 * one that is then within 30° of straight ahead of the pushed rear axle. What is touched outside of that, as by a follower that drives
 * into the rear, is passed over from then on. The score looks from the axle that is not pushed, which makes no difference within its
 * 0.9 s; what it adds, others beside a vehicle that is in several lanes, off the road or in an intersection, is left out.
 *
 * @param others by track, then by step: where each one is, null where that is not known; one frame with the drive
 */
export function timesToCollision(
  drive: readonly DrivenStep[],
  others: readonly (readonly (GroundBox | null)[])[],
  vehicle: { frontM: number; rearM: number; widthM: number },
  stepS: number,
  mostSteps: number,
): (number | null)[] {
  const lengthM = vehicle.frontM + vehicle.rearM;
  const box = { lengthM, widthM: vehicle.widthM };
  const middleM = vehicle.frontM - lengthM / 2;
  const nearest: (number | null)[] = drive.map(() => null);
  for (const track of others) {
    for (const [i, { x, y, yaw, speedMps }] of drive.entries()) {
      if (speedMps < STANDING_MPS) continue;
      const [c, s] = [Math.cos(yaw), Math.sin(yaw)];
      const middle = { ...box, x: x + c * middleM, y: y + s * middleM, yaw };
      const met = firstMet(track, i, mostSteps, middle, speedMps * stepS);
      if (met === null) continue;
      const way = met.steps * speedMps * stepS;
      const bearing = Math.atan2(met.box.y - y - s * way, met.box.x - x - c * way);
      if (Math.abs(wrapAngle(bearing - yaw)) >= AHEAD_RAD) break;
      nearest[i] = Math.min(nearest[i] ?? Infinity, met.steps * stepS);
    }
  }
  return nearest;
}

/** The first step at which a box that is pushed on along its heading, `wayM` a step, touches a track, and where the track is then. */
function firstMet(
  track: readonly (GroundBox | null)[],
  from: number,
  mostSteps: number,
  start: GroundBox,
  wayM: number,
): { steps: number; box: GroundBox } | null {
  const [dx, dy] = [Math.cos(start.yaw) * wayM, Math.sin(start.yaw) * wayM];
  const reach = reachOf(start);
  for (let steps = 0; steps <= mostSteps; steps++) {
    const box = track[from + steps] ?? null;
    if (box === null) continue;
    const [x, y] = [start.x + dx * steps, start.y + dy * steps];
    const apart = reach + reachOf(box);
    if (Math.abs(box.x - x) > apart || Math.abs(box.y - y) > apart) continue;
    if (boxesOverlap({ ...start, x, y }, box)) return { steps, box };
  }
  return null;
}
