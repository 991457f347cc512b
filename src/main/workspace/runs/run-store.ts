import type Database from 'better-sqlite3';
import type { ClipId } from '../../../shared/domain/clip.ts';
import { ProblemError } from '../../../shared/domain/problem.ts';
import type { ClipPredictions, Run } from '../../../shared/domain/run.ts';
import type { ClipScores } from '../../../shared/domain/score.ts';
import { encodePredictions } from './prediction-codec.ts';
import { storedRunSchema } from './run-schema.ts';
import { prepareScoreBlocks } from './score-blocks.ts';
import { mergedScores } from './merged-scores.ts';
import { decodeFrameScores, decodeSummary, encodeFrameScores, encodeSummary } from './score-codec.ts';
import { encodeVideo, type StoredVideo } from './video-codec.ts';
import { inTransaction } from '../safety/transaction.ts';

/** Predicted pictures of one clip. */
export interface ClipVideos {
  runId: string;
  clipId: ClipId;
  videos: readonly StoredVideo[];
}

/** All writes to the run store. Each call is one transaction. */
export interface RunStore {
  create(run: Run): void;
  update(runId: string, part: Partial<Run>): void;
  remove(runId: string): void;
  savePredictions(predictions: readonly ClipPredictions[]): void;
  /** In place of what the run has of these clips. */
  saveVideos(videos: readonly ClipVideos[]): void;
  /** Puts these scores in place of what the run had of the clips. */
  saveScores(scores: readonly ClipScores[]): void;
  /** Adds columns to what the run has of the clips: values of the same metric are replaced, the others stay. */
  addScores(scores: readonly ClipScores[]): void;
}

export const runAbsent = (runId: string) =>
  new ProblemError({
    code: 'run.absent',
    title: 'The run is not there',
    whatHappened: `The workspace has no run ${runId}; it may have been removed.`,
    whatWasKept: 'All other runs and everything you wrote.',
    whatToDo: 'Choose another run, or run the model again.',
  });

/** Opens the writes of a run store that is open for writing. */
export function openRunStore(db: Database.Database): RunStore {
  const find = db.prepare<[string], { run_key: number; body: string }>(
    'SELECT run_key, body FROM run WHERE run_id = ?',
  );
  const insert = db.prepare<[string, number, string]>('INSERT INTO run (run_id, created_us, body) VALUES (?, ?, ?)');
  const change = db.prepare<[string, number]>('UPDATE run SET body = ? WHERE run_key = ?');
  const remove = db.prepare<[string]>('DELETE FROM run WHERE run_id = ?');
  const findClip = db.prepare<[string], number>('SELECT clip_ref FROM clip_ref WHERE clip_id = ?').pluck();
  const addClip = db.prepare<[string]>('INSERT INTO clip_ref (clip_id) VALUES (?)');
  const putPrediction = db.prepare<[number, number, Buffer]>(
    `INSERT INTO prediction (run_key, clip_ref, body) VALUES (?, ?, ?)
     ON CONFLICT (run_key, clip_ref) DO UPDATE SET body = excluded.body`,
  );
  const removeVideos = db.prepare<[number, number]>('DELETE FROM predicted_video WHERE run_key = ? AND clip_ref = ?');
  const putVideo = db.prepare<[number, number, number, string, Buffer]>(
    'INSERT INTO predicted_video (run_key, clip_ref, frame, head, body) VALUES (?, ?, ?, ?, ?)',
  );
  const putScore = db.prepare<[number, number, Buffer, Buffer]>(
    `INSERT INTO score (run_key, clip_ref, summary, frames) VALUES (?, ?, ?, ?)
     ON CONFLICT (run_key, clip_ref) DO UPDATE SET summary = excluded.summary, frames = excluded.frames`,
  );
  const putBlocks = prepareScoreBlocks(db);
  const clipRefOf = (clipId: string): number => findClip.get(clipId) ?? Number(addClip.run(clipId).lastInsertRowid);
  const runFor = (runId: string) => {
    const row = find.get(runId);
    if (!row) throw runAbsent(runId);
    return row;
  };
  const getScore = db.prepare<[number, number], { summary: Buffer; frames: Buffer }>(
    'SELECT summary, frames FROM score WHERE run_key = ? AND clip_ref = ?',
  );
  /** `settle` makes what is stored of what is there and what comes in. */
  const writeScores = (
    scores: readonly ClipScores[],
    settle: (before: Pick<ClipScores, 'values' | 'frameCounts' | 'frames'> | null, one: ClipScores) => ClipScores,
  ): void => {
    for (const [runId, list] of Map.groupBy(scores, (one) => one.runId)) {
      const runKey = runFor(runId).run_key;
      const placed = list.map((one) => {
        const clipRef = clipRefOf(one.clipId);
        const row = getScore.get(runKey, clipRef);
        const before = row ? { ...decodeSummary(row.summary), frames: decodeFrameScores(row.frames) } : null;
        return { clipRef, scores: settle(before, one) };
      });
      for (const { clipRef, scores: one } of placed)
        putScore.run(runKey, clipRef, encodeSummary(one), encodeFrameScores(one.frames));
      putBlocks(runKey, placed);
    }
  };

  return {
    create: inTransaction(db, (run: Run) => {
      insert.run(run.runId, run.createdUs, JSON.stringify(storedRunSchema.parse(run)));
    }),
    update: inTransaction(db, (runId: string, part: Partial<Run>) => {
      const row = runFor(runId);
      const run = storedRunSchema.parse({ ...(JSON.parse(row.body) as object), ...part, runId });
      change.run(JSON.stringify(run), row.run_key);
    }),
    remove: inTransaction(db, (runId: string) => {
      runFor(runId);
      remove.run(runId);
    }),
    savePredictions: inTransaction(db, (predictions: readonly ClipPredictions[]) => {
      for (const one of predictions)
        putPrediction.run(runFor(one.runId).run_key, clipRefOf(one.clipId), encodePredictions(one));
    }),
    saveVideos: inTransaction(db, (clips: readonly ClipVideos[]) => {
      for (const { runId, clipId, videos } of clips) {
        const [runKey, clipRef] = [runFor(runId).run_key, clipRefOf(clipId)];
        removeVideos.run(runKey, clipRef);
        for (const video of videos) {
          const { head, body } = encodeVideo(video);
          putVideo.run(runKey, clipRef, video.frame, head, body);
        }
      }
    }),
    saveScores: inTransaction(db, (scores: readonly ClipScores[]) => writeScores(scores, (_, one) => one)),
    addScores: inTransaction(db, (scores: readonly ClipScores[]) => writeScores(scores, mergedScores)),
  };
}
