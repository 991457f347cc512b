import type { Database } from 'better-sqlite3';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { DatasetCounts } from '../../../shared/domain/dataset.ts';
import { prepareClipWriter, type ClipWriter } from '../../workspace/index/clip-writer.ts';
import { readDatasetEntry } from '../../workspace/index/dataset-entry.ts';
import type { IndexedClip } from '../../workspace/index/indexed-clip.ts';
import { nothingRecorded, type StagedClip } from '../../workspace/index/staged-clip.ts';
import type { IndexRequest } from '../dataset-reader.ts';
import { countClip, noCounts } from '../clip/count-clip.ts';
import { nothingSkipped, skip, skippedProblem, type SkippedRows } from '../clip/skipped-rows.ts';
import { listChunks, type ChunkList } from './chunk-list.ts';
import { openChunk } from './chunk-source.ts';
import { aboutClip } from './clip-about.ts';
import type { ClipSource } from './clip-source.ts';
import { emptyClipTable, readClipTable, type ClipTable } from './clip-table.ts';
import { fingerprintOf } from './fingerprint.ts';
import { clipFolders, folderSource } from './folder-source.ts';
import { makeClip } from './make-clip.ts';
import { rootFiles, type RootFiles } from './root-files.ts';

/** Raised whenever this reader makes something else of the same files: then everything is read again. */
const READER_VERSION = 1;
const CLIPS_A_TRANSACTION = 10;
const ROWS_A_TRANSACTION = 5000;

/**
 * Indexes a PhysicalAI root: every clip of the clip index becomes a row, and those with files on disk get what is there.
 * Only names, indexes, archive directories, small tables and the indexes of videos are read. An unchanged root is left as
 * it is; an indexing that was cut off goes on; what the index shows changes at the end, at once.
 */
export async function indexPhysicalai(db: Database, request: IndexRequest): Promise<DatasetCounts> {
  const { root, version, datasetId } = request;
  const files = rootFiles(root);
  const list = listChunks(files);
  const folders = clipFolders(files);
  const fingerprint = fingerprintOf(root, list, folders, READER_VERSION);
  const before = readDatasetEntry(db, datasetId);
  if (before?.counts && before.fingerprint === fingerprint) return before.counts;
  const skipped = nothingSkipped();
  if (list.chunks.size > 0) list.notes.forEach((note) => skip(skipped, note, 'features.csv'));
  const table = (await readClipTable(files, skipped)) ?? emptyClipTable();
  const writer = prepareClipWriter(db, { datasetId, kind: 'physicalai', version, fingerprint });
  const work = workOn(table, writer, request, skipped);
  for (const chunk of [...list.chunks.keys()].sort((a, b) => a - b)) await indexChunk(files, list, chunk, table, work);
  for (const clipId of folders) await work.add(folderSource(files, clipId, skipped), clipId, -1);
  await work.flush();
  await work.addAbsent();
  const counts = { ...work.counts, skipped: skipped.counts };
  for (const { reason, item } of skipped.examples) request.failure(item, skippedProblem(reason));
  writer.publish(counts, {});
  return counts;
}

/** What the chunks' clips are handed to; writes them in batches. */
interface Work {
  counts: DatasetCounts;
  skipped: SkippedRows;
  add(source: ClipSource, clipId: string, chunk: number): Promise<void>;
  flush(): Promise<void>;
  /** Writes a row for each clip of the clip index that was not added. */
  addAbsent(): Promise<void>;
}

async function indexChunk(
  files: RootFiles,
  list: ChunkList,
  number: number,
  table: ClipTable,
  work: Work,
): Promise<void> {
  const chunk = openChunk(files, list, number, work.skipped);
  try {
    const ids = chunk.clipIds();
    // Clips that only a calibration table knows have nothing that can be shown.
    for (const clipId of [...ids].sort((a, b) => (table.rowOf.get(a) ?? Infinity) - (table.rowOf.get(b) ?? Infinity)))
      await work.add(chunk.source(clipId), clipId, number);
  } finally {
    chunk.close();
  }
}

function workOn(table: ClipTable, writer: ClipWriter, request: IndexRequest, skipped: SkippedRows): Work {
  const counts = noCounts();
  const seen = new Set<string>();
  let waiting: IndexedClip[] = [];
  const total = () => Math.max(table.ids.length, seen.size);
  const told = (done: number, current: string) => request.progress({ done, total: total(), unit: 'clips', current });

  const flush = async (): Promise<void> => {
    const clips = waiting;
    waiting = [];
    writer.batch(() => clips.filter(({ token }) => !writer.staged.has(token)).forEach((clip) => writer.write(clip)));
    await nextTurn();
    request.signal.throwIfAborted();
  };
  return {
    counts,
    skipped,
    async add(source, clipId, chunk) {
      request.signal.throwIfAborted();
      if (seen.has(clipId)) return skip(skipped, 'a clip that lies in two places; the first was taken', clipId);
      seen.add(clipId);
      const clip = await makeClip(source, { table, clipId, chunk }, skipped);
      countClip(counts, clip);
      waiting.push(clip);
      if (waiting.length < CLIPS_A_TRANSACTION) return;
      await flush();
      told(seen.size, chunk < 0 ? 'clip folders' : `chunk ${chunk}`);
    },
    flush,
    async addAbsent() {
      const rows = table.ids.map((_, row) => row).filter((row) => !seen.has(table.ids[row]));
      for (let from = 0; from < rows.length; from += ROWS_A_TRANSACTION) {
        const part = rows.slice(from, from + ROWS_A_TRANSACTION);
        writer.batch(() => {
          for (const row of part) if (!writer.staged.has(table.ids[row])) writer.writeStaged(absentClip(table, row));
        });
        told(seen.size + from + part.length, 'clips that are not on disk');
        await nextTurn();
        request.signal.throwIfAborted();
      }
      counts.clips += rows.length;
      counts.tables = { clip_index: table.ids.length, 'clips on disk': seen.size };
    },
  };
}

/** A row without bodies: the data set names the clip, and nothing of it is on disk. */
function absentClip(table: ClipTable, row: number): StagedClip {
  const { token, ...about } = aboutClip(table, row, table.ids[row], table.chunks[row], 'absent');
  return {
    token,
    parts: {},
    row: { ...about, ...nothingRecorded },
  };
}
