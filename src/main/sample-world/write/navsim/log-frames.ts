import { drivingCommands, type LightState } from '../../../../shared/domain/clip.ts';
import { rotationOfQuaternion } from '../../../../shared/maths/se3.ts';
import type { PickledArrays } from '../../../datasets/numpy/pickled-arrays.ts';
import { PickledTuple, type Picklable } from '../../../datasets/pickle/picklable.ts';
import type { Agent, CameraSpec, Drive } from '../../drive.ts';
import { clipStart, stepTimeUs } from '../clip-clock.ts';
import { annotatedAt, keyFrameSteps, quaternionOfHeading } from '../drive-states.ts';
import type { ClipJob } from '../layout.ts';
import { hexToken } from '../tokens.ts';
import { cityOf, utmShift } from './city.ts';

/** What the frames of a log need besides the drive. */
type LogJob = Pick<ClipJob, 'request' | 'index' | 'drive' | 'site' | 'cameras'>;

const names = {
  car: 'vehicle',
  van: 'vehicle',
  truck: 'vehicle',
  bus: 'vehicle',
  emergency: 'vehicle',
  bicycle: 'bicycle',
  pedestrian: 'pedestrian',
  child: 'pedestrian',
  animal: 'generic_object',
  cone: 'traffic_cone',
  barrier: 'barrier',
  debris: 'generic_object',
} as const satisfies Record<Agent['kind'], string>;

const IDENTITY4 = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];
const IDENTITY_QUATERNION = [1, 0, 0, 0];
const NO_DISTORTION = [0, 0, 0, 0, 0];

const token = ({ request, index }: LogJob, words: string): string =>
  hexToken(`navsim/${request.seed}/${index}/${words}`, 16);

/** `2026.01.01.11.00.00_veh-00_00000_00040`: time, vehicle, first and last frame, as the logs are named. */
export function logName({ drive, index }: Pick<LogJob, 'drive' | 'index'>): string {
  const [day, time] = clipStart(drive, index).toISOString().split('T');
  const five = (value: number) => String(value).padStart(5, '0');
  const stamp = `${day}-${time.slice(0, 8)}`.replaceAll(/[-:]/g, '.');
  return `${stamp}_veh-${five(index)}_${five(0)}_${five(keyFrameSteps(drive).length - 1)}`;
}

export const frameToken = (job: LogJob, frame: number): string => token(job, `frame/${frame}`);
export const picturePath = (job: LogJob, channel: string, frame: number): string =>
  `${logName(job)}/${channel}/${frameToken(job, frame)}.jpg`;
export const cloudPath = (job: LogJob, frame: number): string =>
  `${logName(job)}/MergedPointCloud/${frameToken(job, frame)}.pcd`;

const dict = (entries: Readonly<Record<string, Picklable>>): Map<Picklable, Picklable> =>
  new Map(Object.entries(entries));

/**
 * The frames of a drive as an OpenScene log holds them, at 2 Hz: poses in the city's UTM frame, everything else in the ego
 * frame, which is also the frame of the merged point cloud (its transform to the ego frame is the identity).
 * `fids` are the numbers that the city's map has for the place's ids.
 */
export function logFrames(job: LogJob, numpy: PickledArrays, fids: ReadonlyMap<string, number>): Picklable[] {
  const { drive, index, site } = job;
  const steps = keyFrameSteps(drive);
  const start = clipStart(drive, index);
  const shift = utmShift(site);
  const log = logName(job);
  const route = drive.ego.routeIds.map((id) => String(fidOf(fids, id)));
  return steps.map((step, frame) => {
    const { ego } = drive;
    const translation = [ego.x[step] + shift.x, ego.y[step] + shift.y, 0];
    const rotation = quaternionOfHeading(ego.headingRad[step]);
    const [speed, acceleration] = [ego.speedMps[step], ego.accelerationMps2[step]];
    const sideways = speed * ego.yawRateRadps[step];
    const ego2global = homogeneous(rotationOfQuaternion(...rotation), translation);
    return dict({
      token: frameToken(job, frame),
      frame_idx: BigInt(frame),
      timestamp: BigInt(stepTimeUs(start, step)),
      log_name: log,
      log_token: token(job, 'log'),
      scene_name: `log-${String(index).padStart(4, '0')}-scene-0000`,
      scene_token: token(job, 'scene'),
      map_location: cityOf(site.town).location,
      roadblock_ids: [...route],
      vehicle_name: `veh-${String(index).padStart(5, '0')}`,
      can_bus: numpy.floats(
        [...translation, ...rotation, acceleration, sideways, 0, speed, 0, 0, 0, 0, ego.yawRateRadps[step], 0, 0],
        [18],
      ),
      lidar_path: cloudPath(job, frame),
      lidar2ego_translation: numpy.floats([0, 0, 0], [3]),
      lidar2ego_rotation: numpy.floats(IDENTITY_QUATERNION, [4]),
      ego2global_translation: numpy.floats(translation, [3]),
      ego2global_rotation: numpy.floats(rotation, [4]),
      ego_dynamic_state: [speed, 0, acceleration, sideways],
      traffic_lights: lightsAt(drive, step).map(
        ({ connectorId, isRed }) => new PickledTuple([BigInt(fidOf(fids, connectorId)), isRed]),
      ),
      driving_command: numpy.integers(drivingCommands.map((command) => (command === ego.commands[step] ? 1 : 0))),
      cams: dict(
        Object.fromEntries(job.cameras.map((camera) => [camera.channel, cameraEntry(job, camera, frame, numpy)])),
      ),
      sample_prev: frame > 0 ? frameToken(job, frame - 1) : null,
      sample_next: frame + 1 < steps.length ? frameToken(job, frame + 1) : null,
      ego2global: numpy.floats(ego2global, [4, 4]),
      lidar2ego: numpy.floats(IDENTITY4, [4, 4]),
      lidar2global: numpy.floats(ego2global, [4, 4]),
      anns: annotations(job, step, numpy),
    });
  });
}

function fidOf(fids: ReadonlyMap<string, number>, id: string): number {
  const fid = fids.get(id);
  if (fid === undefined) throw new Error(`the drive names ${id}, which its place does not have`);
  return fid;
}

/** Lights that are known at a step; the format tells red and not red only. */
const lightsAt = ({ lights }: Drive, step: number): { connectorId: string; isRed: boolean }[] =>
  lights.flatMap(({ connectorId, states }) => {
    const state: LightState = states[step];
    return state === 'unknown' ? [] : [{ connectorId, isRed: state === 'red' }];
  });

function cameraEntry(
  job: LogJob,
  { channel, egoFromCamera: pose, intrinsic, lens }: CameraSpec,
  frame: number,
  numpy: PickledArrays,
): Map<Picklable, Picklable> {
  const distortion = lens.model === 'pinhole' ? (lens.distortion ?? NO_DISTORTION) : NO_DISTORTION;
  return dict({
    data_path: picturePath(job, channel, frame),
    sensor2lidar_rotation: numpy.floats(rotationOfQuaternion(pose[3], pose[4], pose[5], pose[6]), [3, 3]),
    sensor2lidar_translation: numpy.floats(pose.slice(0, 3), [3]),
    cam_intrinsic: numpy.floats(intrinsic, [3, 3]),
    distortion: numpy.floats(distortion, [5]),
  });
}

/** Boxes at a step in the ego frame: centre, length width height, heading less the ego's; world velocities turned into it. */
function annotations(job: LogJob, step: number, numpy: PickledArrays): Map<Picklable, Picklable> {
  const { drive } = job;
  const { x, y, headingRad } = drive.ego;
  const [cos, sin] = [Math.cos(headingRad[step]), Math.sin(headingRad[step])];
  const seen = drive.agents.flatMap((agent) => {
    const state = annotatedAt(drive, agent, step);
    return state ? [{ agent, state }] : [];
  });
  return dict({
    gt_boxes: numpy.floats(
      seen.flatMap(({ agent, state }) => {
        const [dx, dy] = [state.x - x[step], state.y - y[step]];
        return [
          dx * cos + dy * sin,
          dy * cos - dx * sin,
          agent.heightM / 2,
          agent.lengthM,
          agent.widthM,
          agent.heightM,
          state.headingRad - headingRad[step],
        ];
      }),
      [seen.length, 7],
    ),
    gt_names: numpy.texts(seen.map(({ agent }) => names[agent.kind])),
    gt_velocity_3d: numpy.floats(
      seen.flatMap(({ state: { vx, vy } }) => [vx * cos + vy * sin, vy * cos - vx * sin, 0]),
      [seen.length, 3],
    ),
    instance_tokens: seen.map(({ agent }) => token(job, `instance/${agent.id}/${step}`)),
    track_tokens: seen.map(({ agent }) => token(job, `track/${agent.id}`)),
  });
}

/** 4x4 row-major of a 3x3 rotation and a translation. */
const homogeneous = (r: readonly number[], t: readonly number[]): number[] => [
  ...[r[0], r[1], r[2], t[0]],
  ...[r[3], r[4], r[5], t[1]],
  ...[r[6], r[7], r[8], t[2]],
  ...[0, 0, 0, 1],
];
