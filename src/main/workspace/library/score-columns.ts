import type Database from 'better-sqlite3';
import type { ClipScoreQuery } from '../../../shared/domain/clip.ts';
import { SCORE_BLOCK_CLIPS } from '../runs/schema.ts';
import { blockValues } from '../runs/score-blocks.ts';
import type { ClipColumns } from './clip-columns.ts';
import { inReadTransaction } from '../safety/transaction.ts';

export type ScoreColumn = 'scoreA' | 'scoreB' | 'delta';

/** Scores by row of the library, NaN where a run has none. */
export interface ScoreColumns {
  column(which: ScoreColumn, query: ClipScoreQuery | null): ArrayLike<number>;
  /** The same of one clip; reads no whole column for it. */
  valuesOf(query: ClipScoreQuery | null, row: number, clipId: string): Record<ScoreColumn, number>;
  /** Forgets what was read: runs changed. */
  refresh(): void;
}

const KEPT_COLUMNS = 12;

/** `db` has the index as main and the run store attached as `runs`. */
export function openScoreColumns(db: Database.Database, clips: ClipColumns): ScoreColumns {
  const columns = new Map<string, Float64Array>();
  let rowByRef: Int32Array | null = null;
  const none = new Float64Array(clips.size).fill(NaN);

  const readRefs = inReadTransaction(db, (): Int32Array => {
    const last = db.prepare<[], number | null>('SELECT max(clip_ref) FROM runs.clip_ref').pluck().get() ?? 0;
    const rows = new Int32Array(last + 1).fill(-1);
    // Both in the order of clip ids, in which the join walks both indexes.
    const refs = db.prepare<[], number>('SELECT clip_ref FROM runs.clip_ref ORDER BY clip_id').pluck().all();
    const keys = db
      .prepare<[], number | null>(
        'SELECT clip_key FROM runs.clip_ref AS ref LEFT JOIN clip ON clip.clip_id = ref.clip_id ORDER BY ref.clip_id',
      )
      .pluck()
      .all();
    refs.forEach((ref, i) => {
      const key = keys[i];
      if (ref <= last && key !== null) rows[ref] = clips.rowOf(key);
    });
    return rows;
  });
  const readRun = (runId: string, metric: string): Float64Array => {
    const rows = (rowByRef ??= readRefs());
    const out = new Float64Array(clips.size).fill(NaN);
    const blocks = db.prepare<[string, string], { block: number; body: Buffer }>(
      `SELECT block, score_block.body FROM runs.score_block JOIN runs.run USING (run_key) JOIN runs.metric USING (metric_key)
       WHERE run_id = ? AND metric.name = ?`,
    );
    for (const { block, body } of blocks.iterate(runId, metric))
      blockValues(body).forEach((value, i) => {
        const row = rows[block * SCORE_BLOCK_CLIPS + i] ?? -1;
        if (row >= 0) out[row] = value;
      });
    return out;
  };
  const kept = (key: string, make: () => Float64Array): Float64Array => {
    const column = columns.get(key) ?? make();
    // The map's order is the order of use: the first is the one that was not used for longest.
    columns.delete(key);
    columns.set(key, column);
    if (columns.size > KEPT_COLUMNS) columns.delete(columns.keys().next().value!);
    return column;
  };
  const ofRun = (runId: string | null, metric: string) =>
    runId === null ? none : kept(JSON.stringify([runId, metric]), () => readRun(runId, metric));
  const difference = (a: Float64Array, b: Float64Array) => a.map((value, i) => value - b[i]);

  const refOf = db.prepare<[string], number>('SELECT clip_ref FROM runs.clip_ref WHERE clip_id = ?').pluck();
  const blockOf = db
    .prepare<[string, string, number], Buffer>(
      `SELECT score_block.body FROM runs.run JOIN runs.metric JOIN runs.score_block USING (run_key, metric_key)
       WHERE run_id = ? AND metric.name = ? AND block = ?`,
    )
    .pluck();
  const ofClip = (runId: string, metric: string, clipId: string): number => {
    const ref = refOf.get(clipId);
    if (ref === undefined) return NaN;
    const body = blockOf.get(runId, metric, Math.floor(ref / SCORE_BLOCK_CLIPS));
    return body ? blockValues(body)[ref % SCORE_BLOCK_CLIPS] : NaN;
  };

  return {
    valuesOf: (query, row, clipId) => {
      const of = (runId: string | null): number => {
        if (!query || runId === null) return NaN;
        const loaded = columns.get(JSON.stringify([runId, query.metric]));
        return loaded ? loaded[row] : ofClip(runId, query.metric, clipId);
      };
      const [scoreA, scoreB] = [of(query?.runA ?? null), of(query?.runB ?? null)];
      return { scoreA, scoreB, delta: scoreA - scoreB };
    },
    column: (which, query) => {
      if (!query) return none;
      const { metric, runA, runB } = query;
      if (which === 'scoreA') return ofRun(runA, metric);
      if (which === 'scoreB') return ofRun(runB, metric);
      if (runA === null || runB === null) return none;
      return kept(JSON.stringify([runA, runB, metric]), () => difference(ofRun(runA, metric), ofRun(runB, metric)));
    },
    refresh: () => {
      columns.clear();
      rowByRef = null;
    },
  };
}
