import type { DatasetCounts } from '../../../shared/domain/dataset.ts';
import { startThread } from '../../runtime/thread.ts';
import type { StagedClip } from '../../workspace/index/staged-clip.ts';
import type { ClipOperations } from './clip-thread.ts';
import { readEgoPoses, type EgoPoses } from './ego-poses.ts';
import { nothingSkipped, type SkippedRows } from './skipped-rows.ts';
import type { TableSource } from './small-tables.ts';
import { rowProgress, type ReadRequest } from './table-progress.ts';
import { tableThreadLimits } from './thread-limits.ts';
import type { TableProgress, TableResult } from './table-thread.ts';
import type { SharedTokenIndex } from './token-index.ts';

/** A data set that is read. Its clips are made in another thread, when asked for. */
export interface NuscenesReading {
  /** Number of scenes, which is that of the clips. */
  scenes: number;
  /** Blobs that belong to the data set as a whole. */
  parts: Record<string, Uint8Array>;
  /** The clips of scenes `from` to `to` but those of known tokens. Their blobs are used again at the next call but one. */
  clips(from: number, to: number, known: ReadonlySet<string>): Promise<StagedClip[]>;
  /** What all clips that were asked for and their tables held. */
  summary(): Promise<{ counts: DatasetCounts; skipped: SkippedRows }>;
}

/**
 * Reads all tables of one version and hands the reading on to `use`. The three big tables are read side by side: the ego
 * poses in this thread, sample_data and the annotations in one each.
 */
export async function withNuscenes<T>(request: ReadRequest, use: (reading: NuscenesReading) => Promise<T>): Promise<T> {
  const { root, version } = request;
  const note = rowProgress(request);
  const stop = new AbortController();
  const signal = AbortSignal.any([request.signal, stop.signal]);
  const thread = startThread<ClipOperations>('clip-thread', null, tableThreadLimits);
  const onReport = (value: unknown): void => {
    const { table, rows, bytes } = value as TableProgress;
    note(table, rows, bytes);
  };
  try {
    const reading = thread.call('read', { root, version }, { signal, onReport });
    const sent = egoPoses({ root, version, signal, progress: note }).then((poses) =>
      thread.call('egoPoses', poses, { transfer: memoryOf(poses.value.index) }),
    );
    const [{ scenes, parts }] = await Promise.all([reading, sent]);
    return await use({
      scenes,
      parts,
      clips: (from, to, known) => thread.call('clips', { from, to, known }),
      summary: () => thread.call('summary', null),
    });
  } finally {
    // Where one of the tables is broken the reading of the others ends too.
    stop.abort();
    await thread.stop();
  }
}

const memoryOf = ({ prints, slots }: SharedTokenIndex): ArrayBuffer[] =>
  [prints.buffer, slots.buffer].filter((buffer) => buffer instanceof ArrayBuffer);

async function egoPoses(request: Omit<TableSource, 'skipped' | 'rows'>): Promise<TableResult<EgoPoses>> {
  const source: TableSource = { ...request, skipped: nothingSkipped(), rows: {} };
  const value = await readEgoPoses(source);
  return { value, skipped: source.skipped, rows: source.rows };
}
