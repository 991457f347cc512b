import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parquetWriteBuffer, type ColumnSource } from 'hyparquet-writer';
import { cameraNames } from '../../src/main/datasets/physicalai/features.ts';
import { tokenOf } from './random.ts';
import { zipFile, type ZipEntry } from './zip-file.ts';

/** A PhysicalAI root to be. Everything follows from the clip's number; nothing is taken from real rows. */
export interface PhysicalaiSpec {
  release: 'first' | 'later';
  /** Clips of the clip index. */
  clips: number;
  clipsAChunk?: number;
  /** Chunks with files on disk. */
  chunks: readonly number[];
  cameras?: readonly string[];
  /** Leaves out archives or tables by feature name. */
  without?: readonly string[];
  /** What pandas called the column of clip ids. */
  idColumn?: string;
  /** Changes a member before it is packed; null leaves it out. */
  member?: (name: string, content: Uint8Array) => ZipEntry | null;
}

export const clipIdOf = (clip: number): string => {
  const hex = tokenOf(3, 0, clip);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
};
export const countries = ['United States', 'Germany', 'France', 'Italy', 'Japan'];
export const FRAMES = 60;
export const video = readFileSync(new URL('../golden/video/h264.mp4', import.meta.url));

export const parquet = (columnData: ColumnSource[]): Buffer => Buffer.from(parquetWriteBuffer({ columnData }));
export const int64 = (name: string, values: ArrayLike<number>): ColumnSource => ({
  name,
  data: Array.from(values, BigInt),
  type: 'INT64',
});
export const double = (name: string, values: ArrayLike<number>): ColumnSource => ({
  name,
  data: Float64Array.from(values),
  type: 'DOUBLE',
});
export const texts = (name: string, data: (string | null)[]): ColumnSource => ({ name, data, type: 'STRING' });

/** Ego path of a clip at 100 Hz: a bend of constant curvature at constant speed, rising a little. */
export const pathOf = (clip: number) => ({ speedMps: 4 + (clip % 7), curvature: 0.01 * ((clip % 5) - 2) });
export function egoPose(clip: number, timeUs: number): number[] {
  const { speedMps, curvature } = pathOf(clip);
  const s = (speedMps * timeUs) / 1e6;
  const yaw = curvature * s;
  const x = curvature === 0 ? s : Math.sin(yaw) / curvature;
  const y = curvature === 0 ? 0 : (1 - Math.cos(yaw)) / curvature;
  return [x, y, 0.01 * s, Math.cos(yaw / 2), 0, 0, Math.sin(yaw / 2)];
}

export const egoTimes = Array.from({ length: 2003 }, (_, i) => i * 10_000 - 20_000);

export function egomotionTable(clip: number, times: readonly number[] = egoTimes): Buffer {
  const { speedMps, curvature } = pathOf(clip);
  const poses = times.map((timeUs) => egoPose(clip, timeUs));
  const yaws = times.map((timeUs) => (curvature * speedMps * timeUs) / 1e6);
  const columns: [string, (i: number) => number][] = [
    ['x', (i) => poses[i][0]],
    ['y', (i) => poses[i][1]],
    ['z', (i) => poses[i][2]],
    ['qw', (i) => poses[i][3]],
    ['qx', (i) => poses[i][4]],
    ['qy', (i) => poses[i][5]],
    ['qz', (i) => poses[i][6]],
    ['vx', (i) => speedMps * Math.cos(yaws[i])],
    ['vy', (i) => speedMps * Math.sin(yaws[i])],
    ['vz', () => 0],
    ['ax', () => 0],
    ['ay', () => 0],
    ['az', () => 0],
    ['curvature', () => curvature],
  ];
  return parquet([
    int64('timestamp', times),
    ...columns.map(([name, of]) =>
      double(
        name,
        times.map((_, i) => of(i)),
      ),
    ),
  ]);
}

/** End of each frame's read-out; the first lies before the clip's start. */
export const cameraTimes = Array.from({ length: FRAMES }, (_, i) => Math.round((i * 20e6) / (FRAMES - 1)) - 5000);

export const extrinsic = (sensor: number): number[] => [1.5, 0.1 * sensor, 1.4, 0.5, -0.5, 0.5, -0.5];

export const lensNumbers = (clip: number) => ({
  cx: 80 + (clip % 3),
  cy: 48 - (clip % 2) * 20,
  fw: [0, 70, 1, -0.5, 0.1],
  bw: [0, 1 / 70, 0, 1e-7, 0],
});

export function modelParameters(clip: number): string {
  const { cx, cy, fw, bw } = lensNumbers(clip);
  return JSON.stringify({
    resolution: [160, 96],
    shutter_type: 'ROLLING_TOP_TO_BOTTOM',
    external_distortion_parameters: null,
    principal_point: [cx, cy],
    reference_poly: 'ANGLE_TO_PIXELDIST',
    pixeldist_to_angle_poly: [...bw, 0],
    angle_to_pixeldist_poly: [...fw, 0],
    max_angle: 1.2,
    linear_cde: [0.9999, 0, 0],
    shutter_delay_us: 15000,
  });
}

function calibrationTable(feature: string, clips: readonly number[], cameras: readonly string[]): Buffer {
  const rows = clips.flatMap((clip) => cameras.map((camera, sensor) => ({ clip, camera, sensor })));
  const ids = texts(
    'clip_id',
    rows.map(({ clip }) => clipIdOf(clip)),
  );
  const column = (name: string, of: (row: (typeof rows)[number]) => number) => double(name, rows.map(of));
  if (feature === 'camera_intrinsics')
    return parquet([
      ids,
      texts(
        'camera_name',
        rows.map(({ camera }) => camera),
      ),
      ...(['cx', 'cy'] as const).map((name) => column(name, ({ clip }) => lensNumbers(clip)[name])),
      column('width', () => 160),
      column('height', () => 96),
      ...[0, 1, 2, 3, 4].flatMap((k) =>
        (['fw', 'bw'] as const).map((name) => column(`${name}_poly_${k}`, ({ clip }) => lensNumbers(clip)[name][k])),
      ),
    ]);
  if (feature === 'camera_intrinsics.offline')
    return parquet([
      ids,
      texts(
        'camera_name',
        rows.map(({ camera }) => camera),
      ),
      texts(
        'model_type',
        rows.map(() => 'ftheta'),
      ),
      texts(
        'model_parameters',
        rows.map(({ clip }) => modelParameters(clip)),
      ),
    ]);
  if (feature.startsWith('sensor_extrinsics'))
    return parquet([
      ids,
      texts(
        'sensor_name',
        rows.map(({ camera }) => camera),
      ),
      ...['x', 'y', 'z', 'qw', 'qx', 'qy', 'qz'].map((name, k) => column(name, ({ sensor }) => extrinsic(sensor)[k])),
    ]);
  const one = texts('clip_id', clips.map(clipIdOf));
  const sizes = { length: 5, width: 2.1, height: 1.7, wheelbase: 3, track_width: 1.7, rear_axle_to_bbox_center: 1.4 };
  return parquet([
    one,
    ...Object.entries(sizes).map(([name, value]) =>
      double(
        name,
        clips.map(() => value),
      ),
    ),
  ]);
}

/** Two objects: one that stands in the world 20 m ahead of the start, one that is held 10 m ahead of the rig. */
export function obstacleTable(clip: number): Buffer {
  const rows = Array.from({ length: 200 }, (_, i) => i * 100_000).flatMap((timeUs) => {
    const [x, y, z, w, , , k] = egoPose(clip, timeUs);
    const yaw = 2 * Math.atan2(k, w);
    const [dx, dy] = [20 - x, 5 - y];
    const standing = [Math.cos(yaw) * dx + Math.sin(yaw) * dy, -Math.sin(yaw) * dx + Math.cos(yaw) * dy, 1 - z];
    return [
      { timeUs, id: 'a', label: 'automobile', centre: standing, yaw: -yaw },
      { timeUs, id: 'b', label: 'person', centre: [10, -2, 0.9], yaw: 0 },
    ];
  });
  return parquet([
    int64(
      'timestamp_us',
      rows.map((row) => row.timeUs),
    ),
    int64(
      'reference_frame_timestamp_us',
      rows.map((row) => row.timeUs),
    ),
    texts(
      'track_id',
      rows.map((row) => row.id),
    ),
    texts(
      'label_class',
      rows.map((row) => row.label),
    ),
    texts(
      'reference_frame',
      rows.map(() => 'rig'),
    ),
    texts(
      'source',
      rows.map(() => 'test:autolabel:v0'),
    ),
    ...['x', 'y', 'z'].map((axis, k) =>
      double(
        `center_${axis}`,
        rows.map((row) => row.centre[k]),
      ),
    ),
    ...['x', 'y', 'z'].map((axis, k) =>
      double(
        `size_${axis}`,
        rows.map(() => [4.5, 1.9, 1.6][k]),
      ),
    ),
    double(
      'orientation_x',
      rows.map(() => 0),
    ),
    double(
      'orientation_y',
      rows.map(() => 0),
    ),
    double(
      'orientation_z',
      rows.map((row) => Math.sin(row.yaw / 2)),
    ),
    double(
      'orientation_w',
      rows.map((row) => Math.cos(row.yaw / 2)),
    ),
  ]);
}

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

export function featuresCsv(release: 'first' | 'later', cameras: readonly string[] = cameraNames): string {
  const row = (name: string, folder: string, files: Record<string, string> | null) =>
    [
      name,
      folder,
      `${folder}/${name}/${name}.chunk_{chunk_id:04d}.${files ? 'zip' : 'parquet'}`,
      files ? quoted(JSON.stringify(files)) : '',
    ].join(',');
  const variant = release === 'later' ? '.offline' : '';
  const rows = [
    'feature,directory,chunk_path,clip_files_in_zip',
    ...cameras.map((name) =>
      row(name, 'camera', { video: `{clip_id}.${name}.mp4`, frame_timestamps: `{clip_id}.${name}.timestamps.parquet` }),
    ),
    row('egomotion', 'labels', { egomotion: '{clip_id}.egomotion.parquet' }),
    ...['camera_intrinsics', 'sensor_extrinsics'].map((name) => row(name + variant, 'calibration', null)),
    row('vehicle_dimensions', 'calibration', null),
  ];
  if (release === 'later')
    rows.push(row('obstacle.offline', 'labels', { obstacle: '{clip_id}.obstacle.offline.parquet' }));
  return rows.join('\n') + '\n';
}

/** Writes the index tables of a root. */
export function writeIndexes(
  root: string,
  spec: Pick<PhysicalaiSpec, 'release' | 'clips' | 'clipsAChunk' | 'idColumn' | 'cameras'>,
): void {
  const { clips, clipsAChunk = 4, idColumn = 'clip_id' } = spec;
  const cameras = spec.cameras ?? cameraNames;
  const numbers = Array.from({ length: clips }, (_, i) => i);
  const ids = texts(idColumn, numbers.map(clipIdOf));
  const truths = (name: string, of: (i: number) => boolean): ColumnSource => ({
    name,
    data: numbers.map(of),
    type: 'BOOLEAN',
  });
  const write = (path: string, content: Uint8Array | string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  };
  write('features.csv', featuresCsv(spec.release, cameras));
  write(
    'clip_index.parquet',
    parquet([
      ids,
      int64(
        'chunk',
        numbers.map((i) => Math.floor(i / clipsAChunk)),
      ),
      texts(
        'split',
        numbers.map((i) => ['train', 'train', 'val', 'test'][i % 4]),
      ),
      truths('clip_is_valid', (i) => i % 9 !== 5),
    ]),
  );
  write(
    'metadata/data_collection.parquet',
    parquet([
      ids,
      texts(
        'country',
        numbers.map((i) => countries[i % countries.length]),
      ),
      int64(
        'month',
        numbers.map((i) => 1 + (i % 12)),
      ),
      int64(
        'hour_of_day',
        numbers.map((i) => i % 24),
      ),
      texts(
        'platform_class',
        numbers.map((i) => (i % 2 ? 'hyperion_8' : 'hyperion_8.1')),
      ),
    ]),
  );
  write(
    `metadata/${spec.release === 'later' ? 'feature' : 'sensor'}_presence.parquet`,
    parquet([
      ids,
      ...cameras.map((camera) => truths(camera, () => true)),
      texts(
        'radar_config',
        numbers.map((i) => ['NA', 'low', 'med', 'high'][i % 4]),
      ),
    ]),
  );
}

/** Members of one clip by feature. */
function membersOf(clip: number, feature: string): [string, Buffer][] {
  const id = clipIdOf(clip);
  if (feature === 'egomotion') return [[`${id}.egomotion.parquet`, egomotionTable(clip)]];
  if (feature === 'obstacle.offline') return [[`${id}.obstacle.offline.parquet`, obstacleTable(clip)]];
  return [
    [`${id}.${feature}.mp4`, video],
    [`${id}.${feature}.timestamps.parquet`, parquet([int64('timestamp', cameraTimes)])],
  ];
}

/** Writes a root with its indexes and the chunks that are on disk. */
export function writePhysicalai(root: string, spec: PhysicalaiSpec): void {
  writeIndexes(root, spec);
  const { clips, clipsAChunk = 4, chunks, without = [] } = spec;
  const cameras = spec.cameras ?? cameraNames;
  const variant = spec.release === 'later' ? '.offline' : '';
  const archives = [...cameras, 'egomotion', ...(variant ? ['obstacle.offline'] : [])].filter(
    (name) => !without.includes(name),
  );
  const tables = [`camera_intrinsics${variant}`, `sensor_extrinsics${variant}`, 'vehicle_dimensions'].filter(
    (name) => !without.includes(name),
  );
  for (const chunk of chunks) {
    const held = Array.from({ length: clipsAChunk }, (_, i) => chunk * clipsAChunk + i).filter((clip) => clip < clips);
    const number = String(chunk).padStart(4, '0');
    const write = (folder: string, feature: string, extension: string, content: Uint8Array) => {
      mkdirSync(join(root, folder, feature), { recursive: true });
      writeFileSync(join(root, folder, feature, `${feature}.chunk_${number}.${extension}`), content);
    };
    for (const feature of archives) {
      const entries = held
        .flatMap((clip) => membersOf(clip, feature))
        .flatMap(([name, content]): ZipEntry[] => {
          const entry = spec.member ? spec.member(name, content) : { name, content };
          return entry ? [entry] : [];
        });
      write(feature.startsWith('camera') ? 'camera' : 'labels', feature, 'zip', zipFile(entries));
    }
    for (const feature of tables) write('calibration', feature, 'parquet', calibrationTable(feature, held, cameras));
  }
}

/** Writes clips in a folder each, as NCore's download tool lays them out. */
export function writeClipFolders(
  root: string,
  clips: readonly number[],
  cameras: readonly string[] = cameraNames,
): void {
  const write = (path: string, content: Uint8Array | string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  };
  for (const clip of clips) {
    const id = clipIdOf(clip);
    for (const feature of ['camera_intrinsics.offline', 'sensor_extrinsics.offline', 'vehicle_dimensions'])
      write(`${id}/calibration/${feature}.parquet`, calibrationTable(feature, [clip], cameras));
    write(`${id}/labels/${id}.egomotion.parquet`, egomotionTable(clip));
    write(`${id}/labels/${id}.obstacle.offline.parquet`, obstacleTable(clip));
    for (const camera of cameras) {
      write(`${id}/camera/${id}.${camera}.mp4`, video);
      write(`${id}/camera/${id}.${camera}.timestamps.parquet`, parquet([int64('timestamp', cameraTimes)]));
    }
    write(`${id}/provenance.json`, '{}');
  }
}
