import type { DatasetCounts } from '../../../shared/domain/dataset.ts';
import { startThread, type Thread } from '../../runtime/thread.ts';
import type { StagedClip } from '../../workspace/index/staged-clip.ts';
import type { ClipOperations } from './clip-thread.ts';
import { readAnnotations } from './annotations.ts';
import { readEgoPoses } from './ego-poses.ts';
import type { SkippedRows } from '../clip/skipped-rows.ts';
import { rowProgress, type ReadRequest } from './table-progress.ts';
import { tableResult, type TableProgress, type TableRequest } from './table-result.ts';
import type { SharedTokenIndex } from './token-index.ts';

/** What one clip leaves to be collected fits twice: a larger space is only more memory, a smaller one fills the next. */
const clipThreadLimits = { maxYoungGenerationSizeMb: 24 };

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
 * Reads all tables of one version and hands the reading on to `use`. Two of the big
 * tables are read in this thread, sample_data and the small ones beside it in another: half of the bytes each.
 */
export async function withNuscenes<T>(request: ReadRequest, use: (reading: NuscenesReading) => Promise<T>): Promise<T> {
  const { root, version } = request;
  const note = rowProgress(request);
  const stop = new AbortController();
  const signal = AbortSignal.any([request.signal, stop.signal]);
  const thread = startThread<ClipOperations>('clip-thread', null, clipThreadLimits);
  const onReport = (value: unknown): void => {
    const { table, rows, bytes } = value as TableProgress;
    note(table, rows, bytes);
  };
  try {
    const reading = thread.call('read', { root, version }, { signal, onReport });
    const sent = readElsewhere({ root, version, signal, progress: note }, thread);
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

/** Reads the ego poses and the annotations and gives them to the thread that makes the clips. */
async function readElsewhere(request: TableRequest, thread: Thread<ClipOperations>): Promise<void> {
  const poses = await tableResult(request, readEgoPoses);
  await thread.call('egoPoses', poses, { transfer: memoryOf(poses.value.index) });
  const links = await thread.call('links', null);
  await thread.call('annotations', await tableResult(request, (source) => readAnnotations(source, links)));
}
