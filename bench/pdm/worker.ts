import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { pdmVersionSchema } from '../../src/shared/domain/pdm.ts';
import { benchCases, createBenchScorer, scoreBatch } from './cases.ts';

/** Scores all golden scenarios again and again for a while after a warm-up; posts how many it did. */
const { version, plans, seconds } = z
  .object({ version: pdmVersionSchema, plans: z.number(), seconds: z.number() })
  .parse(workerData);
const cases = benchCases(plans);
const scorer = createBenchScorer();
for (let round = 0; round < 20; round++) for (const one of cases) scoreBatch(scorer, one, version);
parentPort?.postMessage('ready');
parentPort?.once('message', () => {
  const until = performance.now() + seconds * 1000;
  const started = performance.now();
  let scenarios = 0;
  while (performance.now() < until) {
    for (const one of cases) scoreBatch(scorer, one, version);
    scenarios += cases.length;
  }
  parentPort?.postMessage({ scenarios, seconds: (performance.now() - started) / 1000 });
});
