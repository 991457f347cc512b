import type { Database } from 'better-sqlite3';
import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { DatasetCounts, DatasetProbe } from '../../../shared/domain/dataset.ts';
import { problemOf } from '../../../shared/domain/problem.ts';
import { prepareClipWriter } from '../../workspace/index/clip-writer.ts';
import { readDatasetEntry } from '../../workspace/index/dataset-entry.ts';
import { nothingRecorded, type StagedRow } from '../../workspace/index/staged-clip.ts';
import type { IndexRequest } from '../dataset-reader.ts';
import { noCounts } from '../clip/count-clip.ts';
import { bytesOf, namesIn, stampOf } from '../files/on-disk.ts';
import { readResultCsv, type ResultRow } from './result-csv.ts';

/** Version of a folder that has score tables of the kit and no recordings: its samples are known by name only. */
export const SCORE_TABLES = 'score-tables';

const READER_VERSION = 1;
const ROWS_A_TRANSACTION = 2000;
const HEADER_BYTES = 4096;

/** CSV files of a folder whose first line has a token and a score column. */
function tablesIn(folder: string): string[] {
  return namesIn(folder).filter((name) => {
    if (!name.endsWith('.csv')) return false;
    const header = firstLine(join(folder, name)).split(',');
    return header.includes('token') && header.includes('score');
  });
}

function firstLine(file: string): string {
  const fd = openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(HEADER_BYTES);
    return bytes.toString('utf8', 0, readSync(fd, bytes, 0, HEADER_BYTES, 0)).split(/\r?\n/)[0];
  } finally {
    closeSync(fd);
  }
}

/** The score tables in a folder as a data set whose recordings are elsewhere; none where there are no tables. */
export function probeScoreTables(realPath: string): DatasetProbe[] {
  const tables = tablesIn(realPath);
  if (tables.length === 0) return [];
  return [
    {
      kind: 'navsim',
      rootPath: realPath,
      version: SCORE_TABLES,
      title: 'NAVSIM score tables',
      parts: [
        { name: 'score tables', found: true, detail: tables.join(', ') },
        { name: 'recordings', found: false, detail: 'no logs here: samples are listed by token, with scores alone' },
      ],
      tableBytes: tables.reduce((sum, name) => sum + bytesOf(join(realPath, name)), 0),
      knownAs: null,
    },
  ];
}

/** Tokens of all samples that the tables of a folder name; a table that cannot be read names none. */
export function tokensOfTables(root: string): Set<string> {
  return new Set(
    tablesIn(root).flatMap((name) => {
      try {
        return readResultCsv(readFileSync(join(root, name), 'utf8'), name).rows.map((row) => row.token);
      } catch {
        return [];
      }
    }),
  );
}

/** Lists the samples that the tables name, each once. A table that cannot be read is told and left out. */
export async function indexScoreTables(db: Database, request: IndexRequest): Promise<DatasetCounts> {
  const { root, datasetId, signal } = request;
  const tables = tablesIn(root);
  const fingerprint = [
    `reader ${READER_VERSION}`,
    ...tables.map((name) => `${name} ${stampOf(join(root, name))}`),
  ].join('\n');
  const before = readDatasetEntry(db, datasetId);
  if (before?.counts && before.fingerprint === fingerprint) return before.counts;
  const writer = prepareClipWriter(db, { datasetId, kind: 'navsim', version: SCORE_TABLES, fingerprint });
  const samples = new Map<string, ResultRow>();
  const rows: Record<string, number> = {};
  for (const [i, name] of tables.entries()) {
    signal.throwIfAborted();
    request.progress({ done: i, total: tables.length, unit: 'tables', current: name });
    try {
      const table = readResultCsv(readFileSync(join(root, name), 'utf8'), name);
      rows[name] = table.rows.length;
      for (const row of table.rows) if (!samples.has(row.token)) samples.set(row.token, row);
    } catch (error) {
      request.failure(name, problemOf(error));
    }
  }
  const waiting = [...samples.values()].filter((row) => !writer.staged.has(row.token));
  for (let from = 0; from < waiting.length; from += ROWS_A_TRANSACTION) {
    signal.throwIfAborted();
    const some = waiting.slice(from, from + ROWS_A_TRANSACTION);
    writer.batch(() => some.forEach((row) => writer.writeStaged({ token: row.token, row: rowOf(row), parts: {} })));
    request.progress({ done: from + some.length, total: waiting.length, unit: 'samples', current: '' });
    await nextTurn();
  }
  const counts: DatasetCounts = { ...noCounts(), clips: samples.size, tables: rows };
  writer.publish(counts, {});
  return counts;
}

function rowOf({ token, logName, frameType, startTimeS }: ResultRow): StagedRow {
  const startUs = Math.round((startTimeS ?? 0) * 1e6);
  return {
    name: token,
    description: frameType === 'synthetic' ? 'synthetic' : '',
    location: '',
    logName: logName ?? '',
    ...nothingRecorded,
    startUs,
    endUs: startUs,
    words: frameType === 'synthetic' ? ['synthetic'] : [],
  };
}
