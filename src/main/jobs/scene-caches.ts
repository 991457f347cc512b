import { readFile } from 'node:fs/promises';
import { metricCacheOf, metricCachesIn } from '../datasets/navsim/metric-cache-files.ts';
import { readMetricCache } from '../datasets/navsim/metric-cache.ts';
import { cachedSceneOf, type CachedScene, type CachedScenes } from '../metrics/pdm/cached-scene.ts';

/** Reads what the kit's metric caches hold of scenes. Each folder is looked through once. */
export interface SceneCaches {
  /** Those of these scenes that a folder has. Throws ProblemError for a cache that is damaged or of another form. */
  of(folders: readonly string[], tokens: readonly string[]): Promise<CachedScenes>;
  /** Looks through the folders anew the next time. */
  forget(): void;
}

export function createSceneCaches(): SceneCaches {
  const known = new Map<string, Map<string, string>>();
  const filesIn = (folder: string): Map<string, string> => {
    const files = known.get(folder) ?? metricCachesIn(folder);
    known.set(folder, files);
    return files;
  };
  return {
    async of(folders, tokens) {
      const scenes = new Map<string, CachedScene>();
      for (const token of tokens) {
        const file = metricCacheOf(token, folders.map(filesIn));
        if (file !== null) scenes.set(token, cachedSceneOf(token, await readMetricCache(await readFile(file), file)));
      }
      return scenes;
    },
    forget: () => known.clear(),
  };
}
