import { chunkPattern, readFeatures, usualFeatures, type Feature } from './features.ts';
import type { RootFile, RootFiles } from './root-files.ts';
import { readFileSync } from 'node:fs';

/** Which files of which chunk are on disk. */
export interface ChunkList {
  features: ReadonlyMap<string, Feature>;
  /** By chunk number: feature name and path relative to the root. */
  chunks: ReadonlyMap<number, ReadonlyMap<string, string>>;
  /** What is to be said of the manifest. */
  notes: string[];
}

const MOST_MANIFEST_BYTES = 2 ** 20;

/** Lists the chunk files that are there, by names alone. */
export function listChunks(files: RootFiles): ChunkList {
  const { features, notes } = manifestOf(files);
  const chunks = new Map<number, Map<string, string>>();
  for (const feature of features) {
    const { folder, chunkOf } = chunkPattern(feature);
    for (const name of files.namesIn(folder)) {
      const chunk = chunkOf(name);
      if (chunk === null) continue;
      const held = chunks.get(chunk) ?? new Map<string, string>();
      chunks.set(chunk, held.set(feature.name, folder === '.' ? name : `${folder}/${name}`));
    }
  }
  return { features: new Map(features.map((feature) => [feature.name, feature])), chunks, notes };
}

function manifestOf(files: RootFiles): { features: Feature[]; notes: string[] } {
  const file: RootFile | null = files.find('features.csv');
  if (!file || file.bytes > MOST_MANIFEST_BYTES)
    return { features: [...usualFeatures], notes: ['features.csv is absent: the usual layout was taken'] };
  const { features, refused } = readFeatures(readFileSync(file.path, 'utf8'));
  const notes = refused.map(
    (name) => `features.csv: ${name || 'a row'} has a path or file list that cannot be followed`,
  );
  if (features.length > 0) return { features, notes };
  return {
    features: [...usualFeatures],
    notes: [...notes, 'features.csv tells no feature: the usual layout was taken'],
  };
}
