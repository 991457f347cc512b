import type { Database } from 'better-sqlite3';
import type { ClipRow } from './clip-row.ts';
import type { ClipWindow } from './staged-clip.ts';

/** Where the bodies of a clip, or of a whole log, lie. */
export interface ClipBodies {
  datasetId: string;
  /** Token that pictures are addressed by: the clip's own, or that of the log which it shares. */
  mediaToken: string;
  /** Key of its parts. */
  bodyKey: number;
  /** Set for a clip that is a stretch of a log. */
  window: ClipWindow | null;
}

/** The bodies behind a clip id; null where the index has no such clip. */
export function bodiesOfClip(db: Database, clipId: string): ClipBodies | null {
  const row = db
    .prepare<[string], Pick<ClipRow, 'dataset_id' | 'token' | 'body_key' | 'log_window'> & { clip_key: number }>(
      'SELECT clip_key, dataset_id, token, body_key, log_window FROM clip WHERE clip_id = ?',
    )
    .get(clipId);
  if (!row) return null;
  const datasetId = row.dataset_id;
  if (row.body_key === null || row.log_window === null)
    return { datasetId, mediaToken: row.token, bodyKey: row.clip_key, window: null };
  const log = db.prepare<[number], string>('SELECT token FROM log_body WHERE body_key = ?').pluck().get(row.body_key);
  if (log === undefined) throw new Error('the index lacks the log of a clip');
  return {
    datasetId,
    mediaToken: log,
    bodyKey: row.body_key,
    window: JSON.parse(row.log_window) as ClipWindow,
  };
}

/** The bodies that a media address names: those of a clip or of a log. */
export function bodiesOfMedia(db: Database, datasetId: string, token: string): ClipBodies | null {
  const clip = bodiesOfClip(db, `${datasetId}:${token}`);
  if (clip) return clip;
  const bodyKey = db
    .prepare<[string, string], number>(
      'SELECT body_key FROM log_body WHERE dataset_id = ? AND token = ? AND staged = 0',
    )
    .pluck()
    .get(datasetId, token);
  return bodyKey === undefined ? null : { datasetId, mediaToken: token, bodyKey, window: null };
}

/** All parts of a clip or log by name; empty for a clip of which nothing is on disk. */
export const partsOfBodies = (db: Database, { bodyKey }: ClipBodies): Map<string, Buffer> =>
  new Map(
    db
      .prepare<[number], { part: string; body: Buffer }>('SELECT part, body FROM clip_part WHERE clip_key = ?')
      .all(bodyKey)
      .map(({ part, body }) => [part, body]),
  );

/** A packed part of the bodies; undefined where there is none of this name. */
export const partOfBodies = (db: Database, { bodyKey }: ClipBodies, part: string): Buffer | undefined =>
  db
    .prepare<[number, string], Buffer>('SELECT body FROM clip_part WHERE clip_key = ? AND part = ?')
    .pluck()
    .get(bodyKey, part);
