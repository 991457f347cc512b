import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { once } from 'node:events';
import { z } from 'zod';
import { pdmTitles, pdmVersions, type PdmVersion } from '../../src/shared/domain/pdm.ts';
import { benchCases, createBenchScorer, scoreBatch, scoreCall, type BenchCase } from './cases.ts';

/**
 * PDM scoring of the golden scenarios: time a scenario (prepare + simulate + score) on one core, beside the official kit's.
 *
 *   npm run bench:pdm
 *
 * Milliseconds are CPU time of the thread, median over the scenarios of the mean over rounds.
 */
const official = {
  v2: { 1: 15.2, 8: 49.4, 64: 312, call: 33.6 },
  v1: { 1: 10.5, 8: 24.7, 64: 127, call: 12.7 },
} as const;
const sizes = [1, 8, 64] as const;

type Work = (one: BenchCase, version: PdmVersion) => number;

/** Median over the scenarios of the CPU time of one scenario, ms, after a warm-up. */
function medianMs(cases: BenchCase[], version: PdmVersion, work: Work): number {
  const warmUntil = performance.now() + 1500;
  while (performance.now() < warmUntil) for (const one of cases) work(one, version);
  const means = cases.map((one) => {
    let rounds = 0;
    const started = process.threadCpuUsage();
    let ms = 0;
    while (ms < 15) {
      work(one, version);
      rounds++;
      const { user, system } = process.threadCpuUsage(started);
      ms = (user + system) / 1000;
    }
    return ms / rounds;
  });
  return means.sort((a, b) => a - b)[means.length >> 1];
}

async function allCores(version: PdmVersion, plans: number, seconds: number): Promise<number> {
  const workers = Array.from(
    { length: availableParallelism() },
    () => new Worker(new URL('./worker.ts', import.meta.url), { workerData: { version, plans, seconds } }),
  );
  await Promise.all(workers.map((worker) => once(worker, 'message')));
  const results = workers.map((worker) => once(worker, 'message'));
  workers.forEach((worker) => worker.postMessage('go'));
  const done = z
    .array(z.object({ scenarios: z.number(), seconds: z.number() }))
    .parse((await Promise.all(results)).flat());
  await Promise.all(workers.map((worker) => worker.terminate()));
  return done.reduce((sum, one) => sum + one.scenarios / one.seconds, 0);
}

const scorer = createBenchScorer();
const cores = availableParallelism();
console.log(`51 golden scenarios; official kit: one thread, a machine of this kind (its own median, ms a scenario)`);
console.log(
  `${'metric'.padEnd(8)}${'plans'.padStart(6)}${'ms'.padStart(10)}${'scenarios/s'.padStart(13)}${'official ms'.padStart(13)}${'times'.padStart(8)}${`scenarios/s on ${cores} cores`.padStart(26)}`,
);
for (const version of [...pdmVersions].reverse()) {
  for (const size of sizes) {
    const ms = medianMs(benchCases(size), version, (one, v) => scoreBatch(scorer, one, v));
    const all = await allCores(version, size, 2);
    row(version, String(size), ms, official[version][size], all);
  }
  row(
    version,
    'call',
    medianMs(benchCases(1), version, (one, v) => scoreCall(scorer, one, v)),
    official[version].call,
    null,
  );
}
console.log(
  'plans = size of the batch; call = one pdm_score call: reference + plan, for EPDMS the human drive as well.',
);

function row(version: PdmVersion, plans: string, ms: number, kitMs: number, all: number | null): void {
  console.log(
    `${pdmTitles[version].padEnd(8)}${plans.padStart(6)}${ms.toFixed(4).padStart(10)}${(1000 / ms).toFixed(0).padStart(13)}${String(kitMs).padStart(13)}${(kitMs / ms).toFixed(0).padStart(8)}${(all === null ? '' : all.toFixed(0)).padStart(26)}`,
  );
}
