import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PickledArrays } from '../../src/main/datasets/numpy/pickled-arrays.ts';
import { PickledTuple, type Picklable } from '../../src/main/datasets/pickle/picklable.ts';
import { writePickle } from '../../src/main/datasets/pickle/write-pickle.ts';
import { jpegPicture } from '../pictures.ts';

/** South-west corner of the map in tests/golden/navsim. */
export const ORIGIN = [664_000, 3_998_000] as const;
export const START_US = 1_621_966_838_500_000;
const cameras = ['CAM_F0', 'CAM_L0', 'CAM_B0'] as const;

export interface LogOptions {
  name: string;
  frames: number;
  /** Ego heading, rad; it drives from the map's corner at 4 m/s. */
  heading?: number;
  /** Changes a frame before it is written. */
  change?: (frame: Map<string, Picklable>, index: number) => void;
}

export const frameToken = (log: string, index: number): string =>
  `${Buffer.from(log).toString('hex').slice(-8).padStart(8, '0')}${index.toString(16).padStart(8, '0')}`;
export const picturePath = (log: string, camera: string, index: number): string =>
  `${log}/${camera}/${frameToken(log, index)}.jpg`;

const numpy = new PickledArrays(1);
const matrix = (values: number[]): Picklable => numpy.floats(values, [3, 3]);
const vector = (values: number[]): Picklable => numpy.floats(values, [values.length]);
/** Camera axes (x right, y down, z forward) of one that looks along the lidar's x. */
const forward = [0, 0, 1, -1, 0, 0, 0, -1, 0];

function frameOf({ name, heading = 0 }: LogOptions, i: number): Map<string, Picklable> {
  const [x, y] = [ORIGIN[0] + 2 * i * Math.cos(heading), ORIGIN[1] + 2 + 2 * i * Math.sin(heading)];
  const camera = (channel: string): Picklable =>
    new Map<string, Picklable>([
      ['data_path', picturePath(name, channel, i)],
      ['sensor2lidar_rotation', matrix(forward)],
      ['sensor2lidar_translation', vector([0.5, 0.1, -0.2])],
      ['cam_intrinsic', matrix([100, 0, 32, 0, 100, 18, 0, 0, 1])],
      ['distortion', vector([-0.3, 0.1, 0.001, 0.002, -0.05])],
    ]);
  return new Map<string, Picklable>([
    ['token', frameToken(name, i)],
    ['frame_idx', BigInt(i)],
    ['timestamp', BigInt(START_US + i * 500_000)],
    ['log_name', name],
    ['scene_token', 'scene'],
    ['map_location', 'las_vegas'],
    ['roadblock_ids', ['100', '200', '101']],
    ['ego2global_translation', vector([x, y, 600])],
    ['ego2global_rotation', vector([Math.cos(heading / 2), 0, 0, Math.sin(heading / 2)])],
    ['ego_dynamic_state', [4, 0, 0.5, -0.1]],
    ['lidar2ego_translation', vector([1, 0, 1.8])],
    // The lidar is turned to the left by a right angle.
    ['lidar2ego_rotation', [Math.SQRT1_2, 0, 0, Math.SQRT1_2]],
    ['lidar_path', `${name}/MergedPointCloud/${frameToken(name, i)}.pcd`],
    ['traffic_lights', [new PickledTuple([51n, i < 6])]],
    ['driving_command', vector([0, i < 8 ? 1 : 0, i < 8 ? 0 : 1, 0])],
    ['cams', new Map(cameras.map((channel) => [channel, camera(channel)]))],
    [
      'anns',
      new Map<string, Picklable>([
        ['gt_boxes', numpy.floats([20 - i, 3, 1, 4.5, 1.9, 1.6, 0.25, 5, -2, 0.5, 0.4, 0.4, 0.8, 0], [2, 7])],
        ['gt_names', ['vehicle', 'traffic_cone']],
        ['gt_velocity_3d', numpy.floats([2, 1, 0, 0, 0, 0], [2, 3])],
        ['instance_tokens', [`${i}a`, `${i}b`]],
        ['track_tokens', ['car', `cone ${Math.floor(i / 4)}`]],
      ]),
    ],
  ]);
}

/** Writes a log pickle into a split of a NAVSIM root. */
export function writeLog(root: string, split: string, options: LogOptions): void {
  const frames = Array.from({ length: options.frames }, (_, i) => {
    const frame = frameOf(options, i);
    options.change?.(frame, i);
    return frame;
  });
  writeInto(join(root, 'navsim_logs', split, `${options.name}.pkl`), writePickle(frames));
}

/** Puts a picture where a log's frame has one. */
export function writePicture(root: string, split: string, log: string, camera: string, index: number): void {
  writeInto(join(root, 'sensor_blobs', split, picturePath(log, camera, index)), jpegPicture(64, 36, index));
}

export function writeInto(file: string, content: Uint8Array | string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}
