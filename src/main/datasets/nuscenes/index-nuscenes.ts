import type { Database } from 'better-sqlite3';
import type { DatasetCounts } from '../../../shared/domain/dataset.ts';
import { prepareClipWriter, type ClipWriter } from '../../workspace/index/clip-writer.ts';
import { readDatasetEntry } from '../../workspace/index/dataset-entry.ts';
import type { StagedClip } from '../../workspace/index/staged-clip.ts';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { IndexRequest } from '../dataset-reader.ts';
import { checkTables } from './check-tables.ts';
import { fingerprintOf } from './fingerprint.ts';
import { withNuscenes, type NuscenesReading } from './read-nuscenes.ts';
import { skippedProblem } from '../clip/skipped-rows.ts';

/** Raised whenever this reader makes something else of the same files: then everything is read again. */
const READER_VERSION = 1;
const CLIPS_A_TRANSACTION = 10;

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
  return withNuscenes(request, async (reading) => {
    signal.throwIfAborted();
    const writer = prepareClipWriter(db, { datasetId, kind: 'nuscenes', version, fingerprint });
    await writeClips(reading, writer, request);
    const { counts, skipped } = await reading.summary();
    for (const { reason, item } of skipped.examples) request.failure(item, skippedProblem(reason));
    writer.publish(counts, reading.parts);
    return counts;
  });
}

/** Writes clips while the next ones are made. */
async function writeClips(reading: NuscenesReading, writer: ClipWriter, request: IndexRequest): Promise<void> {
  const { scenes } = reading;
  const clipsFrom = (from: number): Promise<StagedClip[]> => {
    const made = reading.clips(from, Math.min(from + CLIPS_A_TRANSACTION, scenes), writer.staged);
    // Where writing fails nobody waits for these.
    made.catch(() => undefined);
    return made;
  };
  let made = clipsFrom(0);
  for (let from = 0; from < scenes; from += CLIPS_A_TRANSACTION) {
    const clips = await made;
    const to = Math.min(from + CLIPS_A_TRANSACTION, scenes);
    made = clipsFrom(to);
    writer.batch(() => clips.forEach((clip) => writer.writeStaged(clip)));
    request.progress({ done: to, total: scenes, unit: 'clips', current: 'writing the index' });
    await nextTurn();
    request.signal.throwIfAborted();
  }
}
