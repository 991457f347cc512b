import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { namesIn } from '../files/on-disk.ts';

const MAP_FILE = 'map.gpkg';
const mapFolder = /^(maps|nuplan-maps.*)$/;
const versionsSchema = z.record(z.string(), z.unknown());

/**
 * nuPlan's maps for a NAVSIM root, path by location: `<location>/<version>/map.gpkg` in `maps` or `nuplan-maps…` inside or
 * beside the root, or in $NUPLAN_MAPS_ROOT. Of several the first found counts, in that order.
 */
export function mapsBeside(root: string, environment: NodeJS.ProcessEnv = process.env): Map<string, string> {
  const foldersIn = (parent: string) =>
    namesIn(parent)
      .filter((name) => mapFolder.test(name))
      .map((name) => join(parent, name));
  const named = environment['NUPLAN_MAPS_ROOT'];
  const found = new Map<string, string>();
  for (const folder of [...foldersIn(root), ...(named ? [named] : []), ...foldersIn(dirname(root))]) {
    for (const [location, file] of mapsIn(folder)) if (!found.has(location)) found.set(location, file);
  }
  return found;
}

function mapsIn(folder: string): [string, string][] {
  const wanted = versionsNamed(folder);
  return namesIn(folder).flatMap((location): [string, string][] => {
    const versions = namesIn(join(folder, location)).filter((name) =>
      existsSync(join(folder, location, name, MAP_FILE)),
    );
    const version = versions.find((name) => name === wanted.get(location)) ?? versions.at(-1);
    return version === undefined ? [] : [[location, join(folder, location, version, MAP_FILE)]];
  });
}

/** The version of each location that `nuplan-maps-v1.0.json` names. */
function versionsNamed(folder: string): Map<string, string> {
  const index = namesIn(folder).find((name) => /^nuplan-maps.*\.json$/.test(name));
  if (!index) return new Map();
  try {
    const content = versionsSchema.parse(JSON.parse(readFileSync(join(folder, index), 'utf8')));
    return new Map(
      Object.entries(content).flatMap(([location, about]): [string, string][] => {
        const entry = versionsSchema.safeParse(about);
        const version = entry.success ? entry.data['version'] : null;
        return typeof version === 'string' ? [[location, version]] : [];
      }),
    );
  } catch {
    return new Map();
  }
}
