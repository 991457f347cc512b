import type Database from 'better-sqlite3';
import { newClipMatrix, type ClipMatrix } from '../../../shared/domain/score.ts';
import { SCORE_BLOCK_CLIPS } from './schema.ts';
import { blockValues } from './score-blocks.ts';

/** Reads all clip means of a run, whole columns at a time; the run store is attached as `runs`. */
export function openMatrixReader(
  db: Database.Database,
): (runId: string, keep: (clipId: string) => boolean) => ClipMatrix {
  const scored = db.prepare<[string], { clip_ref: number; clip_id: string }>(
    `SELECT clip_ref, clip_id FROM runs.run JOIN runs.score USING (run_key) JOIN runs.clip_ref USING (clip_ref)
     WHERE run_id = ? ORDER BY clip_ref`,
  );
  const metrics = db.prepare<[string], { metric_key: number; name: string }>(
    `SELECT metric_key, name FROM runs.metric
     WHERE metric_key IN (SELECT DISTINCT metric_key FROM runs.score_block JOIN runs.run USING (run_key) WHERE run_id = ?)
     ORDER BY metric_key`,
  );
  const blocks = db.prepare<[string], { metric_key: number; block: number; body: Buffer }>(
    `SELECT metric_key, block, score_block.body FROM runs.run JOIN runs.score_block USING (run_key) WHERE run_id = ?`,
  );
  return (runId, keep) => {
    const clips = scored.all(runId).filter(({ clip_id }) => keep(clip_id));
    const named = metrics.all(runId);
    const columnOf = new Map(named.map(({ metric_key }, column) => [metric_key, column]));
    const matrix = newClipMatrix(
      runId,
      clips.map(({ clip_id }) => clip_id),
      named.map(({ name }) => name),
    );
    const rowsByBlock = rowsOf(clips.map(({ clip_ref }) => clip_ref));
    for (const { metric_key, block, body } of blocks.iterate(runId)) {
      const column = columnOf.get(metric_key) ?? 0;
      const values = blockValues(body);
      for (const { row, at } of rowsByBlock.get(block) ?? []) matrix.values[row * named.length + column] = values[at];
    }
    return matrix;
  };
}

/** Which rows of the matrix a block of a column fills, and from where in it. */
function rowsOf(clipRefs: readonly number[]): Map<number, { row: number; at: number }[]> {
  const rows = clipRefs.map((ref, row) => ({
    row,
    at: ref % SCORE_BLOCK_CLIPS,
    block: Math.floor(ref / SCORE_BLOCK_CLIPS),
  }));
  return Map.groupBy(rows, ({ block }) => block);
}
