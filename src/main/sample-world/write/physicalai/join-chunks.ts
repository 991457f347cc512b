import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { z } from 'zod';
import type { WorldParts } from '../layout.ts';
import { extrinsicsFile, intrinsicsFile, vehicleFile } from './calibration.ts';
import { chunkOf, clipId } from './clip-id.ts';
import { parquetFile } from './parquet-file.ts';
import { stagedFiles } from './write-clip.ts';
import { ZipWriter } from './zip-writer.ts';

const CHUNK = '{chunk_id:04d}';
const CLIP = '{clip_id}';
const aboutSchema = z.object({ month: z.int(), hour: z.int() });

/** How a feature is packed: members of a chunk's archive by key, or none where the chunk is one table. */
interface Feature {
  name: string;
  folder: 'camera' | 'calibration' | 'labels';
  members: readonly { key: string; name: string; staged: string }[];
}

const featuresOf = (channels: readonly string[]): Feature[] => [
  ...channels.map((channel): Feature => ({
    name: channel,
    folder: 'camera',
    members: [
      { key: 'video', name: `${CLIP}.${channel}.mp4`, staged: stagedFiles.video(channel) },
      {
        key: 'frame_timestamps',
        name: `${CLIP}.${channel}.timestamps.parquet`,
        staged: stagedFiles.timestamps(channel),
      },
      {
        key: 'blurred_boxes',
        name: `${CLIP}.${channel}.blurred_boxes.parquet`,
        staged: stagedFiles.blurredBoxes(channel),
      },
    ],
  })),
  ...['camera_intrinsics', 'sensor_extrinsics', 'vehicle_dimensions'].map((name): Feature => ({
    name,
    folder: 'calibration',
    members: [],
  })),
  {
    name: 'egomotion',
    folder: 'labels',
    members: [{ key: 'egomotion', name: `${CLIP}.egomotion.parquet`, staged: stagedFiles.egomotion }],
  },
  {
    name: 'obstacle.offline',
    folder: 'labels',
    members: [{ key: 'obstacle', name: `${CLIP}.obstacle.offline.parquet`, staged: stagedFiles.obstacle }],
  },
];

const chunkPath = ({ name, folder, members }: Feature): string =>
  `${folder}/${name}/${name}.chunk_${CHUNK}.${members.length > 0 ? 'zip' : 'parquet'}`;

/** Packs the clips into chunks and writes the manifest, the clip index and the metadata. */
export async function joinChunks({ root, request, clips, cameras, signal }: WorldParts): Promise<void> {
  const put = (path: string, content: string | Uint8Array) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  };
  const features = featuresOf(cameras.map(({ channel }) => channel));
  put('features.csv', manifest(features));
  const ids = clips.map(({ index }) => clipId(request, index));
  const about = clips.map(({ staging }) =>
    aboutSchema.parse(JSON.parse(readFileSync(join(staging, stagedFiles.about), 'utf8'))),
  );
  put(
    'clip_index.parquet',
    parquetFile(
      {
        clip_id: ['STRING', ids],
        chunk: ['INT64', clips.map(({ index }) => chunkOf(index))],
        split: ['STRING', clips.map(({ index }) => splitOf(index))],
        clip_is_valid: ['BOOLEAN', clips.map(() => true)],
      },
      ['clip_id'],
    ),
  );
  put(
    'metadata/data_collection.parquet',
    parquetFile(
      {
        clip_id: ['STRING', ids],
        country: ['STRING', clips.map(() => 'Sample World')],
        month: ['INT64', about.map(({ month }) => month)],
        hour_of_day: ['INT64', about.map(({ hour }) => hour)],
        platform_class: ['STRING', clips.map(() => 'hyperion_8')],
      },
      ['clip_id'],
    ),
  );
  put(
    'metadata/feature_presence.parquet',
    parquetFile(
      {
        clip_id: ['STRING', ids],
        ...Object.fromEntries(features.map(({ name }) => [name, ['BOOLEAN', clips.map(() => true)] as const])),
        radar_config: ['STRING', clips.map(() => 'NA')],
      },
      ['clip_id'],
    ),
  );
  const chunks = Math.max(...clips.map(({ index }) => chunkOf(index))) + 1;
  for (let chunk = 0; chunk < chunks; chunk++) {
    const own = clips.filter(({ index }) => chunkOf(index) === chunk);
    const ownIds = own.map(({ index }) => clipId(request, index));
    const tables: Record<string, () => Uint8Array> = {
      camera_intrinsics: () => intrinsicsFile(ownIds, cameras),
      sensor_extrinsics: () => extrinsicsFile(ownIds, cameras),
      vehicle_dimensions: () => vehicleFile(ownIds),
    };
    for (const feature of features) {
      const path = chunkPath(feature).replace(CHUNK, String(chunk).padStart(4, '0'));
      const table = tables[feature.name];
      if (table) put(path, table());
      else {
        mkdirSync(dirname(join(root, path)), { recursive: true });
        await packChunk(join(root, path), feature, own, (index) => clipId(request, index), signal);
      }
    }
  }
}

/** Clips without a staged file (no videos) simply lack that member. */
async function packChunk(
  path: string,
  { members }: Feature,
  clips: WorldParts['clips'],
  idOf: (index: number) => string,
  signal: AbortSignal,
): Promise<void> {
  const zip = new ZipWriter(path);
  try {
    for (const { index, staging } of clips) {
      await setImmediate();
      signal.throwIfAborted();
      for (const { name, staged } of members) {
        const file = join(staging, staged);
        if (existsSync(file)) zip.add(name.replace(CLIP, idOf(index)), readFileSync(file));
      }
    }
    zip.writeDirectory();
  } finally {
    zip.close();
  }
}

const splitOf = (index: number): string => (index % 10 === 8 ? 'val' : index % 10 === 9 ? 'test' : 'train');

/** features.csv: the packing of each feature, its members as a JSON object in a quoted cell. */
function manifest(features: readonly Feature[]): string {
  const rows = features.map((feature) => {
    const files = Object.fromEntries(feature.members.map(({ key, name }) => [key, name]));
    const cell = feature.members.length > 0 ? `"${JSON.stringify(files).replaceAll('"', '""')}"` : '';
    return [feature.name, feature.folder, chunkPath(feature), cell].join(',');
  });
  return `${['feature,directory,chunk_path,clip_files_in_zip', ...rows].join('\n')}\n`;
}
