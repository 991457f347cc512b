import { basename, dirname } from 'node:path';
import { problemOf } from '../../../shared/domain/problem.ts';
import { roadParts } from '../../workspace/index/road-parts.ts';
import type { IndexRequest } from '../dataset-reader.ts';
import { readNuplanMap } from '../geopackage/nuplan-map.ts';
import { skippedProblem } from '../clip/skipped-rows.ts';

/** The maps of the locations that were driven, tile by tile; a map that is absent or cannot be read is told. */
export function* mapPartsOf(
  maps: ReadonlyMap<string, string>,
  locations: readonly string[],
  request: Pick<IndexRequest, 'failure' | 'signal'>,
): Generator<[part: string, body: Buffer]> {
  for (const location of [...locations].sort()) {
    request.signal.throwIfAborted();
    const path = maps.get(location);
    if (path === undefined) continue;
    const file = `${location}/${basename(dirname(path))}/${basename(path)}`;
    try {
      const { roads, left } = readNuplanMap(path, file);
      for (const reason of left) request.failure(file, skippedProblem(reason));
      yield* roadParts(location, roads);
    } catch (error) {
      request.failure(file, problemOf(error));
    }
  }
}
