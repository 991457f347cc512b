import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { tableFile, type TableName } from './layout.ts';
import type { Field } from './row-layout.ts';
import type { RowScanner } from './row-scanner.ts';
import { skip, type SkippedRows } from '../clip/skipped-rows.ts';
import { readTable } from './table-stream.ts';

export interface TableSource {
  root: string;
  version: string;
  skipped: SkippedRows;
  /** Rows by table. */
  rows: Record<string, number>;
  signal: AbortSignal | null;
  progress(table: string, rows: number, bytes: number): void;
}

/** Reads a table record by record; an absent one has none. */
export async function eachRow(
  source: TableSource,
  table: TableName,
  fields: readonly Field[],
  row: (scanner: RowScanner) => void,
): Promise<void> {
  const file = tableFile(source.root, source.version, table);
  if (!existsSync(file)) return;
  const name = basename(file);
  source.rows[table] = await readTable(
    file,
    fields,
    {
      row,
      skipped: (number, reason) => skip(source.skipped, `${name}: ${reason}`, `record ${number} of ${name}`),
      progress: (rows, bytes) => source.progress(name, rows, bytes),
    },
    source.signal,
  );
}

/** Notes a record that cannot be used for what it says rather than for how it is written. */
export function skipRow(source: TableSource, table: TableName, reason: string, token: string): void {
  skip(source.skipped, `${table}.json: ${reason}`, `${token || '(no token)'} of ${table}.json`);
}

const token = (name: string): Field => ({ name, kind: 'token' });
const text = (name: string): Field => ({ name, kind: 'text' });
const number = (name: string): Field => ({ name, kind: 'number' });

export interface Log {
  logName: string;
  location: string;
  /** YYYY-MM-DD */
  date: string;
}

/** Records by token; a token that comes twice keeps its first record. */
async function byToken<T>(
  source: TableSource,
  table: TableName,
  fields: readonly Field[],
  make: (scanner: RowScanner) => T,
): Promise<Map<string, T>> {
  const found = new Map<string, T>();
  await eachRow(source, table, [token('token'), ...fields], (scanner) => {
    const key = scanner.token(0);
    if (key === '') skipRow(source, table, 'token is empty', key);
    else if (found.has(key)) skipRow(source, table, 'token comes twice; the first record was kept', key);
    else found.set(key, make(scanner));
  });
  return found;
}

/** Reads log.json, by token. */
export const readLogs = (source: TableSource): Promise<Map<string, Log>> =>
  byToken(source, 'log', [text('logfile'), text('location'), text('date_captured')], (s) => ({
    logName: s.text(1),
    location: s.text(2),
    date: s.text(3),
  }));

export interface Scene {
  token: string;
  name: string;
  description: string;
  log: Log;
  logToken: string;
}

/** Scenes in the order of their table; one whose log is unknown is listed with an empty log. */
export async function readScenes(source: TableSource, logs: Map<string, Log>): Promise<Map<string, Scene>> {
  const unknown: Log = { logName: '', location: '', date: '' };
  return byToken(source, 'scene', [token('log_token'), text('name'), text('description')], (s) => {
    const log = logs.get(s.token(1));
    if (!log)
      skipRow(source, 'scene', 'log_token names no log; the scene is listed without log and location', s.token(0));
    return { token: s.token(0), name: s.text(2), description: s.text(3), log: log ?? unknown, logToken: s.token(1) };
  });
}

export interface Sensor {
  channel: string;
  modality: 'camera' | 'lidar' | 'radar';
}

/** Reads sensor.json, by token. */
export async function readSensors(source: TableSource): Promise<Map<string, Sensor>> {
  const all = await byToken(source, 'sensor', [text('channel'), text('modality')], (s) => ({
    token: s.token(0),
    channel: s.text(1),
    modality: s.text(2),
  }));
  const known = new Map<string, Sensor>();
  for (const [key, { channel, modality }] of all) {
    if (modality === 'camera' || modality === 'lidar' || modality === 'radar') known.set(key, { channel, modality });
    else skipRow(source, 'sensor', 'modality is none of camera, lidar, radar', key);
  }
  return known;
}

/** Reads the names of a table, by token. */
export const readNames = (source: TableSource, table: 'category' | 'attribute'): Promise<Map<string, string>> =>
  byToken(source, table, [text('name')], (s) => s.text(1));

/** Reads the levels of visibility.json, by token. */
export const readVisibilityLevels = (source: TableSource): Promise<Map<string, string>> =>
  byToken(source, 'visibility', [text('level')], (s) => s.text(1));

export interface MaskRow {
  token: string;
  filename: string;
  logTokens: string[];
}

/** Reads map.json. */
export async function readMasks(source: TableSource): Promise<MaskRow[]> {
  const fields: Field[] = [text('filename'), { name: 'log_tokens', kind: 'list' }];
  const masks = await byToken(source, 'map', fields, (s) => ({
    token: s.token(0),
    filename: s.text(1),
    logTokens: (JSON.parse(s.text(2)) as unknown[]).filter((t): t is string => typeof t === 'string'),
  }));
  return [...masks.values()];
}

export { token as tokenField, text as textField, number as numberField };
