import { EGO_VEHICLE, type CameraSpec } from '../../drive.ts';
import { parquetFile } from './parquet-file.ts';

const TRACK_WIDTH_M = 1.63;

/** Every clip with every camera, clip by clip, as the tables' rows lie. */
const rowsOf = (clipIds: readonly string[], cameras: readonly CameraSpec[]) =>
  clipIds.flatMap((clip) => cameras.map((camera) => ({ clip, camera })));

const coefficient = (camera: CameraSpec, which: 'forward' | 'backward', k: number): number => {
  if (camera.lens.model !== 'ftheta') throw new Error(`${camera.channel} has no f-theta lens`);
  return camera.lens[which][k] ?? 0;
};

/** `camera_intrinsics` in the first release's columns. */
export function intrinsicsFile(clipIds: readonly string[], cameras: readonly CameraSpec[]): Uint8Array {
  const rows = rowsOf(clipIds, cameras);
  const numbers = (value: (camera: CameraSpec) => number) =>
    ['DOUBLE', rows.map(({ camera }) => value(camera))] as const;
  const polynomial = (prefix: string, which: 'forward' | 'backward') =>
    Object.fromEntries(
      [0, 1, 2, 3, 4].map((k) => [`${prefix}_poly_${k}`, numbers((camera) => coefficient(camera, which, k))]),
    );
  return parquetFile(
    {
      clip_id: ['STRING', rows.map(({ clip }) => clip)],
      camera_name: ['STRING', rows.map(({ camera }) => camera.channel)],
      width: numbers((camera) => camera.widthPx),
      height: numbers((camera) => camera.heightPx),
      cx: numbers(({ lens }) => (lens.model === 'ftheta' ? lens.cxPx : NaN)),
      cy: numbers(({ lens }) => (lens.model === 'ftheta' ? lens.cyPx : NaN)),
      ...polynomial('bw', 'backward'),
      ...polynomial('fw', 'forward'),
    },
    ['clip_id', 'camera_name'],
  );
}

/** `sensor_extrinsics`: sensor to rig, quaternion x y z w. */
export function extrinsicsFile(clipIds: readonly string[], cameras: readonly CameraSpec[]): Uint8Array {
  const rows = rowsOf(clipIds, cameras);
  const number = (at: number) => ['DOUBLE', rows.map(({ camera }) => camera.egoFromCamera[at])] as const;
  return parquetFile(
    {
      clip_id: ['STRING', rows.map(({ clip }) => clip)],
      sensor_name: ['STRING', rows.map(({ camera }) => camera.channel)],
      qx: number(4),
      qy: number(5),
      qz: number(6),
      qw: number(3),
      x: number(0),
      y: number(1),
      z: number(2),
    },
    ['clip_id', 'sensor_name'],
  );
}

export function vehicleFile(clipIds: readonly string[]): Uint8Array {
  const { frontM, rearM, widthM, heightM, wheelBaseM } = EGO_VEHICLE;
  const same = (value: number) => ['DOUBLE', clipIds.map(() => value)] as const;
  return parquetFile(
    {
      clip_id: ['STRING', clipIds],
      length: same(frontM + rearM),
      width: same(widthM),
      height: same(heightM),
      wheelbase: same(wheelBaseM),
      track_width: same(TRACK_WIDTH_M),
      rear_axle_to_bbox_center: same((frontM - rearM) / 2),
    },
    ['clip_id'],
  );
}
