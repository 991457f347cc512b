import { basename, join } from 'node:path';
import type { DatasetProbe } from '../../../shared/domain/dataset.ts';
import { listChunks, type ChunkList } from './chunk-list.ts';
import { cameraNames } from './features.ts';
import { indexTables } from './fingerprint.ts';
import { clipFolders } from './folder-source.ts';
import { rootFiles, type RootFiles } from './root-files.ts';

type Part = DatasetProbe['parts'][number];

/**
 * The PhysicalAI copies in a folder: chunks as published, clips in a folder each, or both forms inside a Hugging Face cache,
 * whose repository folder or whose snapshot may be picked. Only names and sizes are looked at.
 */
export function probePhysicalai(realPath: string): DatasetProbe[] {
  const here = rootFiles(realPath);
  const repositories = basename(realPath).startsWith('datasets--')
    ? [realPath]
    : here
        .namesIn('.')
        .filter((name) => /^datasets--.+--.*PhysicalAI.*Vehicles/i.test(name))
        .map((name) => join(realPath, name));
  const snapshots = repositories.flatMap((folder) =>
    rootFiles(folder)
      .namesIn('snapshots')
      .map((revision) => join(folder, 'snapshots', revision)),
  );
  return [realPath, ...snapshots].flatMap(probeRoot);
}

function probeRoot(root: string): DatasetProbe[] {
  const files = rootFiles(root);
  const list = listChunks(files);
  const tables = indexTables.flatMap((path) => files.find(path) ?? []);
  const hasIndex = tables.some((table) => table.relativePath === 'clip_index.parquet');
  const found: DatasetProbe[] = [];
  const common = { kind: 'physicalai', rootPath: root, knownAs: null } as const;
  if (hasIndex || list.chunks.size > 0)
    found.push({
      ...common,
      version: 'chunks',
      title: `PhysicalAI-AV (${releaseOf(files, list)})`,
      parts: [...tableParts(files), ...chunkParts(list)],
      tableBytes: tables.reduce((sum, table) => sum + table.bytes, 0),
    });
  const folders = found.length > 0 ? [] : clipFolders(files);
  if (folders.length > 0)
    found.push({
      ...common,
      version: 'clip-folders',
      title: 'PhysicalAI-AV (a folder a clip)',
      parts: [{ name: 'clips', found: true, detail: `${folders.length} clips in folders of their own` }],
      tableBytes: 0,
    });
  return found;
}

function releaseOf(files: RootFiles, list: ChunkList): string {
  const offline = [...list.chunks.values()].some((held) => [...held.keys()].some((name) => name.endsWith('.offline')));
  if (offline || files.find('metadata/feature_presence.parquet')) return 'later release';
  return files.find('metadata/sensor_presence.parquet') ? 'first release' : 'release not told';
}

const losses: Record<string, string> = {
  'features.csv': 'the usual layout is taken',
  'clip_index.parquet': 'only clips with files on disk are listed',
  'metadata/data_collection.parquet': 'no country, month or hour',
};

function tableParts(files: RootFiles): Part[] {
  const presence = ['metadata/feature_presence.parquet', 'metadata/sensor_presence.parquet'].find((path) =>
    files.find(path),
  );
  return [
    ...Object.entries(losses).map(([path, loss]) => {
      const found = files.find(path) !== null;
      return { name: path, found, detail: found ? path : `${path} is absent: ${loss}` };
    }),
    {
      name: 'presence',
      found: presence !== undefined,
      detail: presence ?? 'no presence table: every sensor counts as recorded',
    },
  ];
}

function chunkParts(list: ChunkList): Part[] {
  const chunksWith = (name: string): number =>
    [...list.chunks.values()].filter((held) => held.has(name) || held.has(`${name}.offline`)).length;
  const part = (name: string, feature: string): Part => {
    const count = chunksWith(feature);
    return {
      name,
      found: count > 0,
      detail: count > 0 ? `${feature}: ${count} chunks` : `${feature}: no chunk on disk`,
    };
  };
  return [
    part('ego path', 'egomotion'),
    ...['camera_intrinsics', 'sensor_extrinsics', 'vehicle_dimensions'].map((name) =>
      part(name.replace('_', ' '), name),
    ),
    ...cameraNames.map((name) => part(name, name)),
    part('obstacles', 'obstacle'),
  ];
}
