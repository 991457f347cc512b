import type { IndexedClip } from '../../workspace/index/indexed-clip.ts';
import { masksPart } from '../../workspace/index/map-parts.ts';
import { readTables } from './read-tables.ts';
import { clipOfScene, type SceneSources } from './scene-clip.ts';
import type { SkippedRows } from './skipped-rows.ts';
import type { Scene } from './small-tables.ts';
import type { ReadRequest } from './table-progress.ts';

/** A data set that is read, clip by clip. */
export interface NuscenesReading {
  scenes: readonly Scene[];
  /** Makes the clip of a scene. */
  clip(scene: number): IndexedClip;
  /** Blobs that belong to the data set as a whole. */
  parts: Record<string, Buffer>;
  rows: Record<string, number>;
  skipped: SkippedRows;
}

/** Reads all tables of one version; its clips are made one at a time, when asked for. */
export async function readNuscenes(request: ReadRequest): Promise<NuscenesReading> {
  const { sources, scenes, masks, mapParts, rows, skipped } = await readTables(request);
  return {
    scenes,
    clip: clipMaker(sources, scenes),
    parts: { ...mapParts, [masksPart]: Buffer.from(JSON.stringify(masks)) },
    rows,
    skipped,
  };
}

const clipMaker = (sources: SceneSources, scenes: readonly Scene[]) => (scene: number) =>
  clipOfScene(sources, scenes[scene], scene);
