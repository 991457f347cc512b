import type Database from 'better-sqlite3';
import type { ClipPredictions, Run } from '../../../shared/domain/run.ts';
import type { ClipMatrix, ClipScores } from '../../../shared/domain/score.ts';
import { openMatrixReader } from './matrix-reader.ts';
import { decodePredictions } from './prediction-codec.ts';
import { storedRunSchema } from './run-schema.ts';
import { decodeFrameScores, decodeSummary } from './score-codec.ts';
import { openVideoReader } from './video-reader.ts';

/** All reads of the run store, attached as `runs`. */
export interface RunReader {
  /** Newest first. */
  list(): Run[];
  get(runId: string): Run | null;
  predictions(clipId: string, runIds: readonly string[]): ClipPredictions[];
  /** JPEG of picture k of the video that the run predicted at a frame of a clip; null where there is none. */
  predictedPicture(runId: string, clipId: string, frame: number, k: number): Uint8Array | null;
  /** Bytes that the predicted pictures of a run take. */
  videoBytes(runId: string): number;
  doneClips(runId: string): string[];
  scores(clipId: string, runIds: readonly string[]): ClipScores[];
  /** A matrix a run, in this order; a run named twice counts once. `keep` says whether a clip is asked for. */
  clipMatrices(runIds: readonly string[], keep: (clipId: string) => boolean): ClipMatrix[];
}

const runOf = (body: string): Run => storedRunSchema.parse(JSON.parse(body));
const given = <T>(value: T | null): value is T => value !== null;

export function openRunReader(db: Database.Database): RunReader {
  const videos = openVideoReader(db);
  const all = db.prepare<[], string>('SELECT body FROM runs.run ORDER BY created_us DESC, run_key DESC').pluck();
  const one = db.prepare<[string], string>('SELECT body FROM runs.run WHERE run_id = ?').pluck();
  const from = (table: string) =>
    `FROM runs.${table} JOIN runs.run USING (run_key) JOIN runs.clip_ref USING (clip_ref)`;
  const prediction = db
    .prepare<[string, string], Buffer>(`SELECT prediction.body ${from('prediction')} WHERE run_id = ? AND clip_id = ?`)
    .pluck();
  const done = db
    .prepare<[string], string>(`SELECT clip_id ${from('prediction')} WHERE run_id = ? ORDER BY clip_ref`)
    .pluck();
  const score = db.prepare<[string, string], { summary: Buffer; frames: Buffer }>(
    `SELECT summary, frames ${from('score')} WHERE run_id = ? AND clip_id = ?`,
  );
  const matrices = openMatrixReader(db);
  return {
    list: () => all.all().map(runOf),
    get: (runId) => {
      const body = one.get(runId);
      return body === undefined ? null : runOf(body);
    },
    predictions: (clipId, runIds) =>
      runIds
        .map((runId) => {
          const body = prediction.get(runId, clipId);
          return body ? { runId, clipId, ...decodePredictions(body), videos: videos.videos(runId, clipId) } : null;
        })
        .filter(given),
    predictedPicture: (runId, clipId, frame, k) => videos.picture(runId, clipId, frame, k),
    videoBytes: (runId) => videos.bytes(runId),
    doneClips: (runId) => done.all(runId),
    scores: (clipId, runIds) =>
      runIds
        .map((runId) => {
          const row = score.get(runId, clipId);
          return row ? { runId, clipId, ...decodeSummary(row.summary), frames: decodeFrameScores(row.frames) } : null;
        })
        .filter(given),
    clipMatrices: (runIds, keep) => [...new Set(runIds)].map((runId) => matrices(runId, keep)),
  };
}
