import { STEP_S, type Agent, type Drive } from '../../drive.ts';
import { annotatedAt, quaternionOfHeading } from '../drive-states.ts';
import { parquetFile, type Columns } from './parquet-file.ts';

const stepUs = (step: number): number => Math.round(step * STEP_S * 1e6);

const labelClasses = {
  car: 'automobile',
  van: 'automobile',
  truck: 'heavy_truck',
  bus: 'bus',
  emergency: 'other_vehicle',
  bicycle: 'rider',
  pedestrian: 'person',
  child: 'person',
  animal: 'animal',
  cone: 'traffic_cone',
  barrier: 'barrier',
  debris: 'debris',
} as const satisfies Record<Agent['kind'], string>;

/** Doubles by name out of rows of as many numbers. */
const doubles = (names: readonly string[], rows: readonly (readonly number[])[]): Columns =>
  Object.fromEntries(names.map((name, i) => [name, ['DOUBLE', rows.map((row) => row[i])] as const]));

/**
 * `egomotion`: the rig at each state of the drive in the anchor frame, which is the rig at its start. Velocity and
 * acceleration are vectors in that frame; time is in µs from the start.
 */
export function egomotionFile({ ego, steps }: Drive): Uint8Array {
  const [x0, y0, heading0] = [ego.x[0], ego.y[0], ego.headingRad[0]];
  const [cos0, sin0] = [Math.cos(heading0), Math.sin(heading0)];
  const rows = Array.from({ length: steps }, (_, i) => {
    const [dx, dy] = [ego.x[i] - x0, ego.y[i] - y0];
    const heading = ego.headingRad[i] - heading0;
    const [cos, sin] = [Math.cos(heading), Math.sin(heading)];
    const [w, x, y, z] = quaternionOfHeading(heading);
    const speed = ego.speedMps[i];
    const [ahead, left] = [ego.accelerationMps2[i], speed * ego.yawRateRadps[i]];
    return [
      ...[x, y, z, w],
      ...[dx * cos0 + dy * sin0, dy * cos0 - dx * sin0, 0],
      ...[speed * cos, speed * sin, 0],
      ...[ahead * cos - left * sin, ahead * sin + left * cos, 0],
      ego.curvature[i],
    ];
  });
  const names = ['qx', 'qy', 'qz', 'qw', 'x', 'y', 'z', 'vx', 'vy', 'vz', 'ax', 'ay', 'az', 'curvature'];
  return parquetFile({ timestamp: ['INT64', rows.map((_, i) => stepUs(i))], ...doubles(names, rows) });
}

/** `obstacle.offline`: every object near the ego at 10 Hz, its box in the rig frame of that moment. */
export function obstacleFile(drive: Drive): Uint8Array {
  const { ego, steps, agents } = drive;
  const times: number[] = [];
  const ids: string[] = [];
  const classes: string[] = [];
  const rows: number[][] = [];
  for (let step = 0; step < steps; step++) {
    const [cos, sin] = [Math.cos(ego.headingRad[step]), Math.sin(ego.headingRad[step])];
    for (const agent of agents) {
      const state = annotatedAt(drive, agent, step);
      if (!state) continue;
      const [dx, dy] = [state.x - ego.x[step], state.y - ego.y[step]];
      const [w, x, y, z] = quaternionOfHeading(state.headingRad - ego.headingRad[step]);
      times.push(stepUs(step));
      ids.push(agent.id);
      classes.push(labelClasses[agent.kind]);
      rows.push([
        ...[dx * cos + dy * sin, dy * cos - dx * sin, agent.heightM / 2],
        ...[agent.lengthM, agent.widthM, agent.heightM],
        ...[x, y, z, w],
      ]);
    }
  }
  const names = ['center_x', 'center_y', 'center_z', 'size_x', 'size_y', 'size_z'];
  const turns = ['orientation_x', 'orientation_y', 'orientation_z', 'orientation_w'];
  return parquetFile({
    timestamp_us: ['INT64', times],
    track_id: ['STRING', ids],
    label_class: ['STRING', classes],
    ...doubles([...names, ...turns], rows),
    reference_frame: ['STRING', ids.map(() => 'rig')],
    reference_frame_timestamp_us: ['INT64', times],
    source: ['STRING', ids.map(() => 'sample-world:autolabel')],
  });
}

/** Seconds from the start at which a video of `fps` pictures a second has them, within the drive. */
export const pictureTimes = ({ steps }: Drive, fps: number): number[] =>
  Array.from({ length: Math.floor((steps - 1) * STEP_S * fps + 1e-9) + 1 }, (_, i) => i / fps);

export const timestampsFile = (timesS: readonly number[]): Uint8Array =>
  parquetFile({ timestamp: ['INT64', timesS.map((timeS) => Math.round(timeS * 1e6))] });

/** Nothing is blurred in pictures of nobody. */
export const blurredBoxesFile = (): Uint8Array =>
  parquetFile({ frame_index: ['INT64', []], ...doubles(['x1', 'y1', 'x2', 'y2'], []) });
