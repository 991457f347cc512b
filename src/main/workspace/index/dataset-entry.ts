import type { Database } from 'better-sqlite3';
import { datasetCountsSchema, type DatasetCounts } from '../../../shared/domain/dataset.ts';

/** What the index knows of one data set. `counts` is null until it was indexed completely once. */
interface DatasetEntry {
  datasetId: string;
  fingerprint: string;
  counts: DatasetCounts | null;
  indexedAtUs: number | null;
}

interface Row {
  dataset_id: string;
  fingerprint: string;
  counts: string | null;
  indexed_at_us: number | null;
}

const select = 'SELECT dataset_id, fingerprint, counts, indexed_at_us FROM dataset_index';

const entryOf = (row: Row): DatasetEntry => ({
  datasetId: row.dataset_id,
  fingerprint: row.fingerprint,
  counts: row.counts === null ? null : datasetCountsSchema.parse(JSON.parse(row.counts)),
  indexedAtUs: row.indexed_at_us,
});

/** What the index holds of a data set; null where it holds nothing. */
export function readDatasetEntry(db: Database, datasetId: string): DatasetEntry | null {
  const row = db.prepare<[string], Row>(`${select} WHERE dataset_id = ?`).get(datasetId);
  return row ? entryOf(row) : null;
}
