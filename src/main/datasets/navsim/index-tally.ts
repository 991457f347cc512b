import type { Database } from 'better-sqlite3';
import type { DatasetCounts } from '../../../shared/domain/dataset.ts';
import { noCounts } from '../clip/count-clip.ts';
import { mergeSkipped, nothingSkipped, type SkippedRows } from '../clip/skipped-rows.ts';
import type { PackedPickle } from './pack-pickle.ts';

/** What an indexing has counted so far; kept beside the clips it has written, so that it can go on. */
export interface NavsimTally {
  /** Pickles that are done with, in the order of their names. */
  next: number;
  counts: DatasetCounts;
  skipped: SkippedRows;
  /** Map locations that were met. */
  locations: string[];
}

const PART = 'navsim-tally';

export const newTally = (): NavsimTally => ({ next: 0, counts: noCounts(), skipped: nothingSkipped(), locations: [] });

/** Adds a pickle that is done with. */
export function addToTally(tally: NavsimTally, packed: PackedPickle): void {
  const { counts } = tally;
  for (const key of Object.keys(packed.counts) as (keyof PackedPickle['counts'])[]) counts[key] += packed.counts[key];
  counts.tables['pickles'] = (counts.tables['pickles'] ?? 0) + 1;
  counts.tables['frames'] = counts.frames;
  mergeSkipped(tally.skipped, packed.skipped);
  if (!tally.locations.includes(packed.location)) tally.locations.push(packed.location);
}

/** To be called in the transaction that writes the clips. Publishing the data set takes it away. */
export function keepTally(db: Database, datasetId: string, tally: NavsimTally): void {
  db.prepare('INSERT OR REPLACE INTO dataset_part (dataset_id, part, body) VALUES (?, ?, ?)').run(
    datasetId,
    PART,
    Buffer.from(JSON.stringify(tally)),
  );
}

/** The tally of an indexing that was cut off, a new one where there is none. */
export function keptTally(db: Database, datasetId: string): NavsimTally {
  const body = db
    .prepare<[string, string], Buffer>('SELECT body FROM dataset_part WHERE dataset_id = ? AND part = ?')
    .pluck()
    .get(datasetId, PART);
  return body ? (JSON.parse(body.toString('utf8')) as NavsimTally) : newTally();
}
