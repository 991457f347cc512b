import type { Database } from 'better-sqlite3';
import type { DatasetCounts, DatasetProbe } from '../../shared/domain/dataset.ts';
import type { Problem } from '../../shared/domain/problem.ts';

/** What a reader is asked to index. */
export interface IndexRequest {
  datasetId: string;
  /** Absolute folder of the data set. */
  root: string;
  version: string;
  signal: AbortSignal;
  progress(progress: { done: number; total: number; unit: string; current: string }): void;
  /** Tells a row, file or log that could not be used; the rest goes on. */
  failure(item: string, problem: Problem): void;
}

/** How one kind of data set gets into the index. */
export interface DatasetReader {
  /** Where such a data set is looked for, in words: what its folder holds. */
  readonly looksLike: string;
  /** The versions in a folder, one entry each, empty where there is none. Looks at names and sizes only. */
  probe(realPath: string): DatasetProbe[];
  /**
   * Indexes one version into an open index: a no-op for an unchanged root, goes on where an indexing was cut off, and
   * what the index shows changes at the end, at once. Throws ProblemError.
   */
  index(db: Database, request: IndexRequest): Promise<DatasetCounts>;
  /** How many of these clips a probed data set does not hold: 0 tells that it is the one they were indexed from. */
  missingClips(probe: DatasetProbe, tokens: readonly string[]): Promise<number>;
}
