import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { namesIn } from '../files/on-disk.ts';

/** How the kit names the folder: `metric_cache`, `navtest_metric_cache`, `metric_cache_navhard`. */
const cacheFolder = /metric_cache/;
const CACHE_FILE = 'metric_cache.pkl';

/** Folders of the kit's metric caches in a folder. */
export const metricCacheFoldersIn = (folder: string): string[] =>
  namesIn(folder)
    .filter((name) => cacheFolder.test(name))
    .map((name) => join(folder, name));

/** The metric caches in a folder, path by token of the scene: `<log>/<scenario type>/<token>/metric_cache.pkl`. Only names are looked at. */
export function metricCachesIn(folder: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const log of namesIn(folder)) {
    if (log === 'metadata') continue;
    for (const type of namesIn(join(folder, log)))
      for (const token of namesIn(join(folder, log, type)))
        if (!found.has(token)) found.set(token, join(folder, log, type, token, CACHE_FILE));
  }
  return found;
}

/** A scene's cache in the first of these folders that has it; null where none has. `caches` are what they hold. */
export function metricCacheOf(token: string, caches: readonly ReadonlyMap<string, string>[]): string | null {
  for (const files of caches) {
    const file = files.get(token);
    if (file !== undefined && existsSync(file)) return file;
  }
  return null;
}
