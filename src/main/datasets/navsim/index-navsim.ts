import type { Database } from 'better-sqlite3';
import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import type { DatasetCounts } from '../../../shared/domain/dataset.ts';
import { ProblemError } from '../../../shared/domain/problem.ts';
import { startThread } from '../../runtime/thread.ts';
import { prepareClipWriter, type ClipWriter } from '../../workspace/index/clip-writer.ts';
import { readDatasetEntry } from '../../workspace/index/dataset-entry.ts';
import type { IndexRequest } from '../dataset-reader.ts';
import { skip, skippedProblem } from '../clip/skipped-rows.ts';
import { navsimFingerprint } from './fingerprint.ts';
import { addToTally, keepTally, keptTally, newTally, type NavsimTally } from './index-tally.ts';
import { picklesIn, versionsOf, type NavsimVersion } from './layout.ts';
import { mapsBeside } from './map-files.ts';
import { mapPartsOf } from './map-index.ts';
import { navsimProblem } from './navsim-problem.ts';
import type { PackedPickle } from './pack-pickle.ts';
import type { PackOperations } from './pack-thread.ts';

/** Raised whenever this reader makes something else of the same files: then everything is read again. */
const READER_VERSION = 1;
/** Most values of a log live until it is packed: a large space for new ones is not copied over and over. */
const packThreadLimits = { maxYoungGenerationSizeMb: 48 };

/**
 * Indexes one version of a NAVSIM root: every sample of every log, or every synthetic scene, and the maps that they drove
 * on. Goes on log by log where an indexing was cut off; a pickle that cannot be read is told and left out.
 */
export async function indexNavsim(db: Database, request: IndexRequest): Promise<DatasetCounts> {
  const { datasetId } = request;
  const root = realpathSync(request.root);
  const version = versionsOf(root).find((candidate) => candidate.version === request.version);
  if (!version) throw noPickles(request);
  const maps = mapsBeside(root);
  const fingerprint = navsimFingerprint(root, version, [...maps.values()], READER_VERSION);
  const before = readDatasetEntry(db, datasetId);
  if (before?.counts && before.fingerprint === fingerprint) return before.counts;
  const writer = prepareClipWriter(db, { datasetId, kind: 'navsim', version: version.version, fingerprint });
  const tally = writer.staged.size > 0 ? keptTally(db, datasetId) : newTally();
  await writePickles(db, writer, { root, version }, tally, request);
  for (const { reason, item } of tally.skipped.examples) request.failure(item, skippedProblem(reason));
  const counts = { ...tally.counts, skipped: tally.skipped.counts };
  writer.publish(counts, mapPartsOf(maps, tally.locations, request));
  return counts;
}

/** Writes a pickle while the next one is read. */
async function writePickles(
  db: Database,
  writer: ClipWriter,
  from: { root: string; version: NavsimVersion },
  tally: NavsimTally,
  request: IndexRequest,
): Promise<void> {
  const names = picklesIn(join(from.root, from.version.folder));
  const tokens = new Set(writer.staged);
  const thread = startThread<PackOperations>('navsim-pack-thread', null, packThreadLimits);
  const packOf = (i: number): Promise<PackedPickle> => {
    const packed = thread.call('pack', { ...from, name: names[i] }, { signal: request.signal });
    // Where writing fails nobody waits for it.
    packed.catch(() => undefined);
    return packed;
  };
  const progress = (current: string) =>
    request.progress({ done: tally.next, total: names.length, unit: from.version.pickles, current });
  try {
    let coming = tally.next < names.length ? packOf(tally.next) : null;
    while (coming) {
      const name = names[tally.next];
      progress(name);
      request.signal.throwIfAborted();
      const packed = await readOrTell(coming, from.version, name, tally, request);
      tally.next++;
      coming = tally.next < names.length ? packOf(tally.next) : null;
      writer.batch(() => {
        if (packed) writePacked(writer, packed, tokens, tally);
        keepTally(db, request.datasetId, tally);
      });
    }
  } finally {
    await thread.stop();
  }
  progress('maps');
}

async function readOrTell(
  coming: Promise<PackedPickle>,
  version: NavsimVersion,
  name: string,
  tally: NavsimTally,
  request: IndexRequest,
): Promise<PackedPickle | null> {
  try {
    return await coming;
  } catch (error) {
    request.signal.throwIfAborted();
    if (!(error instanceof ProblemError)) throw error;
    request.failure(`${version.folder}/${name}`, error.problem);
    const reason = `${version.pickles === 'logs' ? 'logs' : 'scenes'} that cannot be read`;
    tally.skipped.counts[reason] = (tally.skipped.counts[reason] ?? 0) + 1;
    return null;
  }
}

/** Writes what one pickle holds; a token that another pickle had before is left out. */
function writePacked(writer: ClipWriter, packed: PackedPickle, tokens: Set<string>, tally: NavsimTally): void {
  const isNew = ({ token }: { token: string }): boolean => {
    if (tokens.has(token)) skip(packed.skipped, 'a token that stands in another file too', token);
    return !tokens.has(token) && tokens.add(token) !== undefined;
  };
  for (const { log, windows } of packed.logs) {
    const fresh = windows.filter(isNew);
    packed.counts.clips += fresh.length;
    if (fresh.length > 0) writer.writeLog(log, fresh);
  }
  for (const clip of packed.clips) if (isNew(clip)) writer.write(clip);
  addToTally(tally, packed);
}

const noPickles = ({ root, version }: IndexRequest) =>
  navsimProblem('no-pickles', 'No NAVSIM logs are there', root, `it has no pickles of ${version} any more`);
