import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createScoreSummaries } from '../src/main/jobs/score-summaries.ts';
import { clipMatrix } from '../src/main/metrics/clip-matrix.ts';
import { scoreInfos } from '../src/shared/domain/score.ts';

/**
 * Summary and comparison of two runs over many clips, all metrics, 1000 resamples: time, and what the host feels of it.
 *
 *   node bench/scores.ts [clips]      10,000 by default
 */
const clips = Number(process.argv[2] ?? '10000');
const values = (runId: string) =>
  clipMatrix(
    Array.from({ length: clips }, (_, i) => ({
      runId,
      clipId: `bench:${i}`,
      values: Object.fromEntries(scoreInfos.map(({ key }, k) => [key, Math.abs(Math.sin(i * (k + 1) + runId.length))])),
    })),
  );
const [a, b] = [await values('a'), await values('bb')];
const summaries = createScoreSummaries();
const delay = monitorEventLoopDelay({ resolution: 1 });

const measure = async (name: string, work: () => Promise<unknown>) => {
  delay.reset();
  delay.enable();
  const started = performance.now();
  await work();
  const ms = performance.now() - started;
  delay.disable();
  console.log(
    `${name.padEnd(40)} ${ms.toFixed(0)} ms   host delay p99 ${(delay.percentile(99) / 1e6).toFixed(1)} ms, max ${(delay.max / 1e6).toFixed(1)} ms`,
  );
};

await measure('start of the thread', () => clipMatrix([]).then((none) => summaries.compare(none, none)));
await measure(`summary, ${clips} clips × ${scoreInfos.length} metrics`, () => summaries.summarise([a]));
await measure(`comparison, ${clips} clips × ${scoreInfos.length} metrics`, () => summaries.compare(a, b));
await summaries.close();
