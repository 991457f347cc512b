import type Database from 'better-sqlite3';
import type { ClipScores } from '../../../shared/domain/score.ts';
import { SCORE_BLOCK_CLIPS } from './schema.ts';

/** A block's numbers, one for each clip of it. */
export function blockValues(body: Uint8Array): Float64Array {
  return new Float64Array(new Uint8Array(body).buffer);
}

const bytesOf = (values: Float64Array): Buffer => Buffer.from(values.buffer, values.byteOffset, values.byteLength);

/**
 * Keeps the means of clips by metric in blocks, so that a whole column of a run is a few reads.
 * Reads and writes each touched block once for a batch of clips.
 */
export function prepareScoreBlocks(
  db: Database.Database,
): (runKey: number, scores: readonly { clipRef: number; scores: ClipScores }[]) => void {
  const metricKeys = new Map<string, number>();
  const findMetric = db.prepare<[string], number>('SELECT metric_key FROM metric WHERE name = ?').pluck();
  const addMetric = db.prepare<[string]>('INSERT INTO metric (name) VALUES (?)');
  const read = db
    .prepare<[number, number, number], Buffer>(
      'SELECT body FROM score_block WHERE run_key = ? AND metric_key = ? AND block = ?',
    )
    .pluck();
  const write = db.prepare<[number, number, number, Buffer]>(
    `INSERT INTO score_block (run_key, metric_key, block, body) VALUES (?, ?, ?, ?)
     ON CONFLICT (run_key, metric_key, block) DO UPDATE SET body = excluded.body`,
  );
  const metricKeyOf = (name: string): number => {
    const known = metricKeys.get(name) ?? findMetric.get(name) ?? Number(addMetric.run(name).lastInsertRowid);
    metricKeys.set(name, known);
    return known;
  };
  const readMetrics = db
    .prepare<[number], number>('SELECT DISTINCT metric_key FROM score_block WHERE run_key = ?')
    .pluck();

  return (runKey, scores) => {
    // A transaction that was rolled back may have taken its new metrics along.
    metricKeys.clear();
    const earlier = readMetrics.all(runKey);
    const blocks = new Map<number, { clipRef: number; scores: ClipScores }[]>();
    for (const one of scores) {
      const block = Math.floor(one.clipRef / SCORE_BLOCK_CLIPS);
      const list = blocks.get(block);
      if (list) list.push(one);
      else blocks.set(block, [one]);
    }
    for (const [block, list] of blocks) {
      const named = new Map(
        list.flatMap((one) => Object.keys(one.scores.values)).map((name) => [metricKeyOf(name), name]),
      );
      for (const metricKey of new Set([...named.keys(), ...earlier])) {
        const before = read.get(runKey, metricKey, block);
        const name = named.get(metricKey);
        if (name === undefined && !before) continue;
        const values = before ? blockValues(before) : new Float64Array(SCORE_BLOCK_CLIPS).fill(NaN);
        for (const one of list)
          values[one.clipRef % SCORE_BLOCK_CLIPS] = name === undefined ? NaN : (one.scores.values[name] ?? NaN);
        write.run(runKey, metricKey, block, bytesOf(values));
      }
    }
  };
}
