import type { Manoeuvre } from '../../../shared/domain/clip.ts';
import { wrapAngle } from '../../../shared/maths/angle.ts';
import { yawOfPose } from '../../../shared/maths/se3.ts';

/** Below this mean speed over a whole clip the vehicle counts as stopped, m/s. */
const STOPPED_MPS = 0.3;
/** From this net change of heading on a clip counts as a turn: lane changes and bends of a straight road stay below. */
const TURN_RAD = (30 * Math.PI) / 180;

interface EgoMotion {
  /** Length of the path over its time, m/s; 0 without two poses. */
  meanSpeedMps: number;
  manoeuvre: Manoeuvre;
}

/** Mean speed and manoeuvre of a clip's ego path. Headings are followed from pose to pose, so a U-turn counts as one. */
export function egoMotion(timesUs: ArrayLike<number>, poses: Float64Array): EgoMotion {
  const count = timesUs.length;
  if (count < 2) return { meanSpeedMps: 0, manoeuvre: 'unknown' };
  let metres = 0;
  let turned = 0;
  let yaw = yawOfPose(poses, 0);
  for (let i = 1; i < count; i++) {
    const dx = poses[i * 7] - poses[i * 7 - 7];
    const dy = poses[i * 7 + 1] - poses[i * 7 - 6];
    metres += Math.sqrt(dx * dx + dy * dy);
    const before = yaw;
    yaw = yawOfPose(poses, i);
    turned += wrapAngle(yaw - before);
  }
  const meanSpeedMps = metres / ((timesUs[count - 1] - timesUs[0]) / 1e6);
  if (meanSpeedMps < STOPPED_MPS) return { meanSpeedMps, manoeuvre: 'stopped' };
  if (Math.abs(turned) < TURN_RAD) return { meanSpeedMps, manoeuvre: 'straight' };
  return { meanSpeedMps, manoeuvre: turned > 0 ? 'left' : 'right' };
}
