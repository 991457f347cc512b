import type { DatasetCounts } from '../../../shared/domain/dataset.ts';
import { BlobArena } from '../../workspace/index/blob-arena.ts';
import { masksPart } from '../../workspace/index/map-parts.ts';
import { stagedClip, type StagedClip } from '../../workspace/index/staged-clip.ts';
import type { CallContext } from '../../runtime/calls.ts';
import { serveThread } from '../../runtime/thread.ts';
import type { AnnotationLinks, Annotations } from './annotations.ts';
import { countClip, noCounts } from '../clip/count-clip.ts';
import type { EgoPoses } from './ego-poses.ts';
import { readTables, type TablesRead } from './read-tables.ts';
import { clipOfScene } from './scene-clip.ts';
import type { SkippedRows } from '../clip/skipped-rows.ts';
import type { TableProgress, TableResult } from './table-result.ts';

const egoPoses = Promise.withResolvers<TableResult<EgoPoses>>();
const links = Promise.withResolvers<AnnotationLinks>();
const annotations = Promise.withResolvers<TableResult<Annotations>>();
let tables: TablesRead | null = null;
const counts = noCounts();
/** One is filled while the other is written. */
const arenas = [new BlobArena(), new BlobArena()];

const tablesRead = (): TablesRead => {
  if (!tables) throw new Error('the tables are not read yet');
  return tables;
};

/** Reads all tables but two big ones, which it is given, and makes the clips of one data set. One data set a thread. */
const operations = {
  /** Resolves, when all tables are read, with the number of scenes and the blobs that belong to the data set as a whole. */
  async read(
    request: { root: string; version: string },
    context: CallContext,
  ): Promise<{ scenes: number; parts: Record<string, Buffer> }> {
    const progress = (table: string, rows: number, bytes: number) =>
      context.report({ table, rows, bytes } satisfies TableProgress);
    tables = await readTables(
      { ...request, signal: context.signal, progress },
      {
        egoPoses: egoPoses.promise,
        links: links.resolve,
        annotations: annotations.promise,
      },
    );
    const { scenes, mapParts, masks } = tables;
    return { scenes: scenes.length, parts: { ...mapParts, [masksPart]: Buffer.from(JSON.stringify(masks)) } };
  },

  egoPoses(poses: TableResult<EgoPoses>): void {
    egoPoses.resolve(poses);
  },

  /** What the annotations refer to, as soon as it is read. */
  links: (): Promise<AnnotationLinks> => links.promise,

  annotations(boxes: TableResult<Annotations>): void {
    annotations.resolve(boxes);
  },

  /**
   * Packs the clips of scenes `from` to `to` but those whose token is known, and counts them all. The blobs lie in shared
   * memory that is used again at the next call but one.
   */
  clips({ from, to, known }: { from: number; to: number; known: ReadonlySet<string> }): StagedClip[] {
    const { sources, scenes } = tablesRead();
    const arena = arenas[0];
    arenas.reverse();
    arena.reset();
    const packed: StagedClip[] = [];
    for (let row = from; row < to; row++) {
      const clip = clipOfScene(sources, scenes[row], row);
      countClip(counts, clip);
      if (!known.has(clip.token)) packed.push(stagedClip(clip, arena.allocate));
    }
    return packed;
  },

  /** What all clips made so far and their tables held. */
  summary(): { counts: DatasetCounts; skipped: SkippedRows } {
    const { rows, skipped } = tablesRead();
    return { counts: { ...counts, tables: rows, skipped: skipped.counts }, skipped };
  },
};
export type ClipOperations = typeof operations;

serveThread(operations);
