import { basename, dirname, join } from 'node:path';
import type { DatasetProbe } from '../../../shared/domain/dataset.ts';
import { bytesOf, namesIn } from '../files/on-disk.ts';
import { neededTables, tableNames, tableUses, versionPattern } from './layout.ts';

type Part = DatasetProbe['parts'][number];

/**
 * The nuScenes versions in a folder, one entry each; none where there is no version folder with tables. `realPath` may be
 * the root or one of its version folders. Only names and sizes are looked at.
 */
export function probeNuscenes(realPath: string): DatasetProbe[] {
  const picked = basename(realPath);
  const isVersion = versionPattern.test(picked) && namesIn(realPath).includes('scene.json');
  const root = isVersion ? dirname(realPath) : realPath;
  const versions = isVersion ? [picked] : namesIn(root).filter((name) => versionPattern.test(name));
  return versions.flatMap((version) => probeVersion(root, version) ?? []);
}

function probeVersion(root: string, version: string): DatasetProbe | null {
  const held = namesIn(join(root, version));
  const bytes = new Map(
    tableNames
      .filter((table) => held.includes(`${table}.json`))
      .map((table) => [table, bytesOf(join(root, version, `${table}.json`))]),
  );
  if (!neededTables.some((table) => bytes.has(table))) return null;
  const parts: Part[] = [tablesPart(version, bytes), ...missingParts(version, bytes), ...fileParts(root)];
  return {
    kind: 'nuscenes',
    rootPath: root,
    version,
    title: `nuScenes ${version}`,
    parts,
    tableBytes: [...bytes.values()].reduce((sum, size) => sum + size, 0),
    knownAs: null,
  };
}

function tablesPart(version: string, bytes: ReadonlyMap<string, number>): Part {
  const all = bytes.size === tableNames.length;
  return {
    name: 'tables',
    found: bytes.size > 0,
    detail: all
      ? `all ${tableNames.length} tables of ${version}`
      : `${bytes.size} of ${tableNames.length} tables of ${version}`,
  };
}

function missingParts(version: string, bytes: ReadonlyMap<string, number>): Part[] {
  const needed = neededTables
    .filter((table) => !bytes.has(table))
    .map((table) => ({ table, loss: 'nothing can be listed' }));
  const wanted = (Object.keys(tableUses) as (keyof typeof tableUses)[])
    .filter((table) => !bytes.has(table))
    .map((table) => ({ table, loss: `no ${tableUses[table]}` }));
  return [...needed, ...wanted].map(({ table, loss }) => ({
    name: `${table}.json`,
    found: false,
    detail: `${version}/${table}.json is absent: ${loss}`,
  }));
}

function fileParts(root: string): Part[] {
  const channels = (folder: string) => namesIn(join(root, folder)).filter((name) => !name.startsWith('.'));
  const folderPart = (name: string, folder: string): Part => {
    const found = channels(folder);
    return {
      name,
      found: found.length > 0,
      detail:
        found.length > 0 ? `${folder}: ${found.length} sensors (${found.join(', ')})` : `${folder} is absent or empty`,
    };
  };
  const counted = (name: string, folder: string, extension: string, unit: string): Part => {
    const count = namesIn(join(root, folder)).filter((file) => file.endsWith(extension)).length;
    return { name, found: count > 0, detail: count > 0 ? `${folder}: ${count} ${unit}` : `${folder} has none` };
  };
  return [
    folderPart('key frames', 'samples'),
    folderPart('sweeps', 'sweeps'),
    counted('map pictures', 'maps', '.png', 'masks'),
    counted('map expansion', 'maps/expansion', '.json', 'locations'),
    counted('CAN bus', 'can_bus', '.json', 'files'),
  ];
}
