import type { Database } from 'better-sqlite3';
import { clipIdOf } from '../../../shared/domain/clip.ts';
import type { DatasetCounts, DatasetKind } from '../../../shared/domain/dataset.ts';
import { partsOfClip } from './clip-parts.ts';
import { newBytes } from './columns.ts';
import type { IndexedClip, IndexedWindow } from './indexed-clip.ts';
import { boxesOfFrames, rowOfWindow, stagedClip, type StagedClip, type StagedRow } from './staged-clip.ts';

/** Blobs of a data set as a whole by name; an iterable is asked for one at a time. */
type DatasetParts = Record<string, Uint8Array> | Iterable<readonly [part: string, body: Uint8Array]>;

export interface ClipWriter {
  /** Tokens of clips already staged by an indexing of the same fingerprint that was cut off. */
  staged: ReadonlySet<string>;
  /** Tokens of logs likewise. */
  stagedLogs: ReadonlySet<string>;
  /** Writes a clip's bodies and sets its row aside. Call inside `batch`. */
  write(clip: IndexedClip): void;
  /** `write` of a clip that is packed already. A clip of which nothing is on disk has no parts. */
  writeStaged(clip: StagedClip): void;
  /** Writes a log's bodies once, and a row for each clip that is a stretch of it. Call inside `batch`. */
  writeLog(log: IndexedClip, windows: readonly IndexedWindow[]): void;
  /** Runs the writes of `work` as one transaction. */
  batch(work: () => void): void;
  /**
   * Shows everything that was written, in place of what the index had of this data set, in one transaction.
   * `parts` are the blobs that belong to the data set as a whole.
   */
  publish(counts: DatasetCounts, parts: DatasetParts): void;
}

/**
 * Begins or goes on with writing a data set into the index. Until `publish` the index shows what it showed before:
 * nothing for a new data set, the former state for one indexed again.
 */
export function prepareClipWriter(
  db: Database,
  dataset: { datasetId: string; kind: DatasetKind; version: string; fingerprint: string },
): ClipWriter {
  const { datasetId } = dataset;
  db.transaction(() => begin(db, dataset)).immediate();
  const staged = new Set(
    db.prepare<[string], string>('SELECT token FROM staged_clip WHERE dataset_id = ?').pluck().all(datasetId),
  );
  const insertStaged = db.prepare('INSERT INTO staged_clip (clip_key, dataset_id, token, row) VALUES (?, ?, ?, ?)');
  const insertPart = db.prepare('INSERT INTO clip_part (clip_key, part, body) VALUES (?, ?, ?)');
  const nextKey = db
    .prepare<[], number>(
      `SELECT 1 + max(coalesce((SELECT max(clip_key) FROM clip), 0), coalesce((SELECT max(clip_key) FROM staged_clip), 0),
        coalesce((SELECT max(body_key) FROM log_body), 0))`,
    )
    .pluck();
  const writeStaged = ({ token, row, parts }: StagedClip): void => {
    // Asked for each time: another data set may be indexed into the same file meanwhile.
    const clipKey = nextKey.get() ?? 1;
    insertStaged.run(clipKey, datasetId, token, JSON.stringify(row));
    for (const [part, body] of Object.entries(parts)) insertPart.run(clipKey, part, body);
  };
  const insertLog = db.prepare('INSERT INTO log_body (body_key, dataset_id, token, staged) VALUES (?, ?, ?, 1)');
  const writeLog = (log: IndexedClip, windows: readonly IndexedWindow[]): void => {
    const bodyKey = nextKey.get() ?? 1;
    insertLog.run(bodyKey, datasetId, log.token);
    for (const [part, body] of Object.entries(partsOfClip(log, newBytes))) insertPart.run(bodyKey, part, body);
    const boxes = boxesOfFrames(log);
    for (const window of windows)
      writeStaged({ token: window.token, row: rowOfWindow(log, window, bodyKey, boxes), parts: {} });
  };
  return {
    staged,
    stagedLogs: new Set(
      db
        .prepare<[string], string>('SELECT token FROM log_body WHERE dataset_id = ? AND staged = 1')
        .pluck()
        .all(datasetId),
    ),
    writeLog,
    write: (clip) => writeStaged(stagedClip(clip)),
    writeStaged,
    batch: (work) => db.transaction(work).immediate(),
    publish: (counts, parts) => db.transaction(() => publish(db, dataset, counts, parts)).immediate(),
  };
}

function begin(
  db: Database,
  dataset: { datasetId: string; kind: DatasetKind; version: string; fingerprint: string },
): void {
  const { datasetId, kind, version, fingerprint } = dataset;
  const before = db
    .prepare<[string], { checkpoint: string | null }>('SELECT checkpoint FROM dataset_index WHERE dataset_id = ?')
    .get(datasetId);
  if (!before) {
    db.prepare(
      "INSERT INTO dataset_index (dataset_id, kind, version, fingerprint, checkpoint) VALUES (?, ?, ?, '', ?)",
    ).run(datasetId, kind, version, fingerprint);
  } else if (before.checkpoint !== fingerprint) {
    dropStaged(db, datasetId);
    db.prepare('UPDATE dataset_index SET checkpoint = ? WHERE dataset_id = ?').run(fingerprint, datasetId);
  }
}

function dropStaged(db: Database, datasetId: string): void {
  db.prepare('DELETE FROM clip_part WHERE clip_key IN (SELECT clip_key FROM staged_clip WHERE dataset_id = ?)').run(
    datasetId,
  );
  db.prepare('DELETE FROM staged_clip WHERE dataset_id = ?').run(datasetId);
  dropLogs(db, datasetId, 1);
}

function dropLogs(db: Database, datasetId: string, staged: 0 | 1): void {
  db.prepare(
    'DELETE FROM clip_part WHERE clip_key IN (SELECT body_key FROM log_body WHERE dataset_id = ? AND staged = ?)',
  ).run(datasetId, staged);
  db.prepare('DELETE FROM log_body WHERE dataset_id = ? AND staged = ?').run(datasetId, staged);
}

function dropClips(db: Database, datasetId: string): void {
  const keys = 'SELECT clip_key FROM clip WHERE dataset_id = ?';
  db.prepare(`DELETE FROM clip_text WHERE rowid IN (${keys})`).run(datasetId);
  db.prepare(`DELETE FROM clip_word WHERE clip_key IN (${keys})`).run(datasetId);
  db.prepare(`DELETE FROM clip_part WHERE clip_key IN (${keys})`).run(datasetId);
  db.prepare('DELETE FROM clip WHERE dataset_id = ?').run(datasetId);
  dropLogs(db, datasetId, 0);
}

function publish(
  db: Database,
  dataset: { datasetId: string; kind: DatasetKind; version: string; fingerprint: string },
  counts: DatasetCounts,
  parts: DatasetParts,
): void {
  const { datasetId, kind, version, fingerprint } = dataset;
  dropClips(db, datasetId);
  const insertClip = db.prepare(`
    INSERT INTO clip (clip_key, clip_id, dataset_id, kind, token, name, description, location, log_name, start_us, end_us,
      frame_count, box_count, image_count, absent_image_count, mean_speed_mps, manoeuvre, body_key, log_window)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const insertWord = db.prepare('INSERT INTO clip_word (word, clip_key) VALUES (?, ?)');
  const insertText = db.prepare(
    'INSERT INTO clip_text (rowid, name, token, description, location, log_name) VALUES (?, ?, ?, ?, ?, ?)',
  );
  for (const { clip_key: clipKey, token, row } of stagedRows(db, datasetId)) {
    const r = JSON.parse(row) as StagedRow;
    insertClip.run(
      clipKey,
      clipIdOf(datasetId, token),
      datasetId,
      kind,
      token,
      r.name,
      r.description,
      r.location,
      r.logName,
      r.startUs,
      r.endUs,
      r.frameCount,
      r.boxCount,
      r.imageCount,
      r.absentImageCount,
      r.meanSpeedMps,
      r.manoeuvre,
      r.log?.bodyKey ?? null,
      r.log ? JSON.stringify(r.log.window) : null,
    );
    for (const word of r.words) insertWord.run(word, clipKey);
    insertText.run(clipKey, r.name, token, r.description, r.location, r.logName);
  }
  db.prepare('DELETE FROM staged_clip WHERE dataset_id = ?').run(datasetId);
  db.prepare('UPDATE log_body SET staged = 0 WHERE dataset_id = ?').run(datasetId);
  db.prepare('DELETE FROM dataset_part WHERE dataset_id = ?').run(datasetId);
  const insertPart = db.prepare('INSERT INTO dataset_part (dataset_id, part, body) VALUES (?, ?, ?)');
  for (const [part, body] of Symbol.iterator in parts ? parts : Object.entries(parts))
    insertPart.run(datasetId, part, body);
  db.prepare(
    'UPDATE dataset_index SET version = ?, fingerprint = ?, counts = ?, checkpoint = NULL, indexed_at_us = ? WHERE dataset_id = ?',
  ).run(version, fingerprint, JSON.stringify(counts), Date.now() * 1000, datasetId);
}

const ROWS_AT_ONCE = 5000;

/** What was set aside of a data set, some thousand rows at a time: all of them at once can be hundreds of megabytes. */
function* stagedRows(db: Database, datasetId: string): Generator<{ clip_key: number; token: string; row: string }> {
  const next = db.prepare<[string, number], { clip_key: number; token: string; row: string }>(
    // The plus keeps SQLite from the index by data set, which would sort all rows each time.
    `SELECT clip_key, token, row FROM staged_clip WHERE +dataset_id = ? AND clip_key > ? ORDER BY clip_key LIMIT ${ROWS_AT_ONCE}`,
  );
  for (let rows = next.all(datasetId, -1); rows.length > 0; rows = next.all(datasetId, rows[rows.length - 1].clip_key))
    yield* rows;
}

/** Takes a data set out of the index: its clips, bodies, maps and what indexing had set aside. */
export function removeDatasetFromIndex(db: Database, datasetId: string): void {
  db.transaction(() => {
    dropStaged(db, datasetId);
    dropClips(db, datasetId);
    db.prepare('DELETE FROM dataset_part WHERE dataset_id = ?').run(datasetId);
    db.prepare('DELETE FROM dataset_index WHERE dataset_id = ?').run(datasetId);
  }).immediate();
}
