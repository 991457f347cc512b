import { drivingCommands, type DrivingCommand } from '../../../shared/domain/clip.ts';
import type { PickleValue } from '../pickle/pickle-value.ts';
import { PickledFields } from './pickled-fields.ts';

/** One 2 Hz frame of a log or of a synthetic scene. Lengths in m, speeds in m/s, angles in rad. */
export interface LogFrame {
  token: string;
  timeUs: number;
  location: string;
  /** Roadblock and roadblock-connector ids in driving order; empty where the recording has none. */
  route: string[];
  /** x y z, then quaternion w x y z: global from ego (rear axle, x forward, y left). */
  globalFromEgo: number[];
  /** Heading as the devkit takes it out of the quaternion. */
  headingRad: number;
  /** vx vy ax ay of the rear axle in the ego frame. */
  motion: ArrayLike<number>;
  command: DrivingCommand | null;
  lights: { connectorId: string; isRed: boolean }[];
  /** Ego from lidar: x y z, then quaternion w x y z. */
  egoFromLidar: number[];
  lidarPath: string | null;
  cameras: LogCamera[];
  /** null where the frame is not annotated. */
  boxes: LogBoxes | null;
  /** Set where the frame tells of the others only: its pose is the last one that is known. */
  isWithoutEgo?: true;
}

interface LogCamera {
  channel: string;
  /** Relative to the folder of sensor files. */
  path: string;
  calibration: CameraCalibration;
}

export interface CameraCalibration {
  /** 3x3 row-major and m: lidar from camera (x right, y down, z forward). */
  rotation: ArrayLike<number>;
  translation: ArrayLike<number>;
  /** 3x3 row-major, px. */
  intrinsic: ArrayLike<number>;
  /** Brown-Conrady k1 k2 p1 p2 k3. */
  distortion: ArrayLike<number>;
}

export interface LogBoxes {
  /** 7 numbers each: x y z length width height heading, ego frame. */
  boxes: ArrayLike<number>;
  names: string[];
  /** 3 numbers each, ego frame; NaN where not known. */
  velocities: ArrayLike<number>;
  trackTokens: string[];
}

export const cameraChannels = ['CAM_F0', 'CAM_L0', 'CAM_L1', 'CAM_L2', 'CAM_R0', 'CAM_R1', 'CAM_R2', 'CAM_B0'] as const;

const NO_DISTORTION = [0, 0, 0, 0, 0];
/** Splits without lidar give cameras in the ego frame. */
const SAME_FRAME = [0, 0, 0, 1, 0, 0, 0];

const locationNames: Record<string, string> = { las_vegas: 'us-nv-las-vegas-strip' };
/** The name of a map location as the maps have it. */
export const locationOf = (name: string): string => locationNames[name] ?? name;

/**
 * Heading (rad) that pyquaternion's `yaw_pitch_roll` gives of a unit quaternion w x y z, on which the devkit's poses and
 * the logs' box headings are based: atan2(2 (wz − xy), 1 − 2 (y² + z²)). It differs from the heading of the x axis by 4xy
 * at most, nothing on level ground.
 */
const devkitHeading = (w: number, x: number, y: number, z: number): number =>
  Math.atan2(2 * (w * z - x * y), 1 - 2 * (y * y + z * z));

/** A frame of a log pickle. Throws ProblemError `navsim.malformed` naming frame and field. */
export function frameOfLog(value: PickleValue | undefined, file: string, index: number): LogFrame {
  const f = new PickledFields(value, file, `frame ${index}`);
  const globalFromEgo = poseOf(f, 'ego2global_translation', 'ego2global_rotation');
  return {
    token: f.text('token'),
    timeUs: f.number('timestamp'),
    location: locationOf(f.text('map_location')),
    route: f.has('roadblock_ids') ? f.texts('roadblock_ids') : [],
    globalFromEgo,
    headingRad: devkitHeading(globalFromEgo[3], globalFromEgo[4], globalFromEgo[5], globalFromEgo[6]),
    motion: f.numbers('ego_dynamic_state', 4),
    command: commandOf(f),
    lights: f.has('traffic_lights') ? lightsOf(f) : [],
    egoFromLidar: f.has('lidar2ego_translation')
      ? poseOf(f, 'lidar2ego_translation', 'lidar2ego_rotation')
      : SAME_FRAME,
    lidarPath: f.textOrNull('lidar_path'),
    cameras: f.has('cams') ? camerasOf(f.fields('cams'), (channel) => channel) : [],
    boxes: f.has('anns')
      ? boxesOf(f.fields('anns'), { boxes: 'gt_boxes', names: 'gt_names', velocities: 'gt_velocity_3d' })
      : null,
  };
}

/** x y z and a unit quaternion out of two fields. */
function poseOf(f: PickledFields, translation: string, rotation: string): number[] {
  const t = f.numbers(translation, 3);
  const q = f.numbers(rotation, 4);
  const length = Math.hypot(q[0], q[1], q[2], q[3]);
  if (Math.abs(length - 1) > 1e-2) throw f.wrong(rotation, 'a unit quaternion');
  return [t[0], t[1], t[2], q[0] / length, q[1] / length, q[2] / length, q[3] / length];
}

/** The one that is set of left, straight, right, unknown. */
export function commandOf(f: PickledFields): DrivingCommand | null {
  if (!f.has('driving_command')) return null;
  const oneHot = f.numbers('driving_command', drivingCommands.length);
  const at = Array.from(oneHot).indexOf(1);
  return at < 0 ? null : drivingCommands[at];
}

export function lightsOf(f: PickledFields): LogFrame['lights'] {
  return f.list('traffic_lights').map((light) => {
    const [id, isRed] = Array.isArray(light) ? light : [];
    const isId = typeof id === 'string' || (typeof id === 'number' && Number.isSafeInteger(id));
    if (!isId || typeof isRed !== 'boolean') throw f.wrong('traffic_lights', 'a list of (lane connector, is red)');
    return { connectorId: String(id), isRed };
  });
}

/** The cameras that have a picture; `channelOf` brings a key to the channel's name. */
export function camerasOf(cams: PickledFields, channelOf: (key: string) => string): LogCamera[] {
  return cams.keys().flatMap((key): LogCamera[] => {
    const camera = cams.fields(key);
    if (!camera.has('data_path')) return [];
    const calibration: CameraCalibration = {
      rotation: camera.numbers('sensor2lidar_rotation', 9),
      translation: camera.numbers('sensor2lidar_translation', 3),
      intrinsic: camera.numbers('cam_intrinsic', 9),
      distortion: camera.has('distortion') ? camera.numbers('distortion', 5) : NO_DISTORTION,
    };
    return [{ channel: channelOf(key), path: camera.text('data_path'), calibration }];
  });
}

/** The boxes of a frame from its annotations, whose columns go by `keys`. Throws ProblemError where they differ in length.. */
export function boxesOf(anns: PickledFields, keys: { boxes: string; names: string; velocities: string }): LogBoxes {
  const names = anns.texts(keys.names);
  const trackTokens = anns.texts('track_tokens');
  if (trackTokens.length !== names.length) throw anns.wrong('track_tokens', `${names.length} texts`);
  return {
    boxes: anns.numbers(keys.boxes, names.length * 7),
    names,
    velocities: anns.measures(keys.velocities, names.length * 3),
    trackTokens,
  };
}
