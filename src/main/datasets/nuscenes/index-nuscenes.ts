import type { Database } from 'better-sqlite3';
import type { DatasetCounts } from '../../../shared/domain/dataset.ts';
import type { Problem } from '../../../shared/domain/problem.ts';
import { prepareClipWriter } from '../../workspace/index/clip-writer.ts';
import { readDatasetEntry } from '../../workspace/index/dataset-entry.ts';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { checkTables } from './check-tables.ts';
import { fingerprintOf } from './fingerprint.ts';
import { countClip } from './count-clip.ts';
import { readNuscenes } from './read-nuscenes.ts';
import type { ReadRequest } from './table-progress.ts';
import { skippedProblem } from './skipped-rows.ts';

/** Raised whenever this reader makes something else of the same files: then everything is read again. */
const READER_VERSION = 1;
const CLIPS_A_TRANSACTION = 25;

export interface IndexRequest extends ReadRequest {
  datasetId: string;
  failure(item: string, problem: Problem): void;
}

/**
 * Indexes one version of a nuScenes root into an open index. A root that is unchanged since its last complete indexing
 * is left as it is; one whose indexing was cut off goes on with the clips that are not written yet. What the index
 * shows changes at the end, at once.
 */
export async function indexNuscenes(db: Database, request: IndexRequest): Promise<DatasetCounts> {
  const { root, version, datasetId, signal } = request;
  checkTables(root, version);
  const fingerprint = fingerprintOf(root, version, READER_VERSION);
  const before = readDatasetEntry(db, datasetId);
  if (before?.counts && before.fingerprint === fingerprint) return before.counts;
  const reading = await readNuscenes(request);
  signal.throwIfAborted();
  const writer = prepareClipWriter(db, { datasetId, kind: 'nuscenes', version, fingerprint });
  const counts = emptyCounts();
  for (let from = 0; from < reading.scenes.length; from += CLIPS_A_TRANSACTION) {
    const to = Math.min(from + CLIPS_A_TRANSACTION, reading.scenes.length);
    writer.batch(() => {
      for (let scene = from; scene < to; scene++) {
        const clip = reading.clip(scene);
        countClip(counts, clip);
        if (!writer.staged.has(clip.token)) writer.write(clip);
      }
    });
    request.progress({ done: to, total: reading.scenes.length, unit: 'clips', current: 'writing the index' });
    await nextTurn();
    signal.throwIfAborted();
  }
  Object.assign(counts, { tables: reading.rows, skipped: reading.skipped.counts });
  for (const { reason, item } of reading.skipped.examples) request.failure(item, skippedProblem(reason));
  writer.publish(counts, reading.parts);
  return counts;
}

const emptyCounts = (): DatasetCounts => ({
  clips: 0,
  frames: 0,
  sensorFiles: 0,
  absentSensorFiles: 0,
  images: 0,
  absentImages: 0,
  boxes: 0,
  tracks: 0,
  tables: {},
  skipped: {},
});
