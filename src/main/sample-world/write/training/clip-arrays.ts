import { agentKinds, STEP_S, type CameraSpec, type Drive, type EgoDrive } from '../../drive.ts';
import { agentAt } from '../drive-states.ts';
import type { Painter } from '../layout.ts';

/** Columns of a row of `states`, 10 Hz: rear axle in the drive's own frame (origin and heading of its first state). */
export const stateColumns = [
  'x',
  'y',
  'heading',
  'speed',
  'acceleration',
  'curvature',
  'yawRate',
  'steeringWheel',
] as const;

/** Columns of a row of `boxes`: the frame, the box in the ego frame of that frame (m, rad, m/s), and its kind. */
export const boxColumns = ['frame', 'x', 'y', 'z', 'length', 'width', 'height', 'yaw', 'vx', 'vy', 'kind'] as const;
/** Numbers of the last column. */
export const boxKinds = agentKinds;

/** Agents farther away are left out, m. */
const RANGE_M = 80;

/** Pictures of one camera, RGB u8 [frames, height, width, 3]. */
export function clipFrames(camera: CameraSpec, frames: number, frameS: number, paint: Painter): Buffer {
  const size = camera.widthPx * camera.heightPx * 3;
  const out = Buffer.allocUnsafeSlow(frames * size);
  for (let i = 0; i < frames; i++) out.set(paint(camera, i * frameS), i * size);
  return out;
}

/** f32 [steps, stateColumns]. */
export function clipStates({ ego, steps }: Drive): Float32Array {
  const out = new Float32Array(steps * stateColumns.length);
  const [c, s] = [Math.cos(ego.headingRad[0]), Math.sin(ego.headingRad[0])];
  for (let i = 0; i < steps; i++) {
    const [dx, dy] = [ego.x[i] - ego.x[0], ego.y[i] - ego.y[0]];
    const turned = ego.headingRad[i] - ego.headingRad[0];
    out.set(
      [c * dx + s * dy, c * dy - s * dx, Math.atan2(Math.sin(turned), Math.cos(turned)), ...restOf(ego, i)],
      i * stateColumns.length,
    );
  }
  return out;
}

const restOf = (ego: EgoDrive, i: number): number[] => [
  ego.speedMps[i],
  ego.accelerationMps2[i],
  ego.curvature[i],
  ego.yawRateRadps[i],
  ego.steeringWheelRad[i],
];

/** f32 [rows, boxColumns] of all agents within range, frame by frame. */
export function clipBoxes(drive: Drive, frames: number, frameS: number): Float32Array {
  const { ego } = drive;
  const rows: number[] = [];
  for (let frame = 0; frame < frames; frame++) {
    const step = Math.round((frame * frameS) / STEP_S);
    const [c, s] = [Math.cos(ego.headingRad[step]), Math.sin(ego.headingRad[step])];
    for (const agent of drive.agents) {
      const at = agentAt(agent, step);
      if (!at) continue;
      const [dx, dy] = [at.x - ego.x[step], at.y - ego.y[step]];
      if (dx * dx + dy * dy > RANGE_M * RANGE_M) continue;
      const turned = at.headingRad - ego.headingRad[step];
      rows.push(
        frame,
        c * dx + s * dy,
        c * dy - s * dx,
        agent.heightM / 2,
        agent.lengthM,
        agent.widthM,
        agent.heightM,
        Math.atan2(Math.sin(turned), Math.cos(turned)),
        c * at.vx + s * at.vy,
        c * at.vy - s * at.vx,
        agentKinds.indexOf(agent.kind),
      );
    }
  }
  return Float32Array.from(rows);
}

/** What is said of a clip: one line of `clips.jsonl`. Steps are rows of `states`. */
export function clipWords(drive: Drive, index: number, frames: number, frameS: number): Record<string, unknown> {
  const { name, seed, scenario, intent, fault, environment, ego, labels, guidance } = drive;
  const commands = Array.from({ length: frames }, (_, frame) => ego.commands[Math.round((frame * frameS) / STEP_S)]);
  return {
    index,
    name,
    seed,
    scenario,
    intent,
    fault,
    placeKind: drive.place.kind,
    environment,
    commands,
    labels,
    guidance,
  };
}
