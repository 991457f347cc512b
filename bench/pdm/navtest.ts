import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { openWorkstation } from '../../src/main/api/workstation.ts';
import { makeWorld } from '../../src/main/sample-world/write/make-world.ts';
import { pdmMetricKey, pdmSettingWords, type PdmSetting } from '../../src/shared/domain/pdm-metric.ts';

/**
 * A run of the size of navtest, from logs to scores: drives of the sample world in NAVSIM's layout, indexed, planned by
 * constant velocity and scored in both versions of the metric.
 *
 *   node bench/pdm/navtest.ts [--samples 12146]
 */
const wanted = Number(process.argv[process.argv.indexOf('--samples') + 1]) || 12_146;
/** A drive of 41 frames has 30 samples: 3 frames before each and 8 after it. */
const SAMPLES_A_DRIVE = 30;
const settings: PdmSetting[] = [
  { version: 'v2', filter: 'human', traffic: 'log-replay' },
  { version: 'v1', filter: 'none', traffic: 'log-replay' },
];

const folder = mkdtempSync(join(tmpdir(), 'foresight-navtest-'));
const root = join(folder, 'navsim');
const seconds = async (work: () => Promise<unknown>): Promise<string> => {
  const from = performance.now();
  await work();
  return `${((performance.now() - from) / 1000).toFixed(1)} s`;
};

console.log(`${cpus()[0]?.model ?? ''}, ${availableParallelism()} threads`);
const made = await seconds(() =>
  makeWorld(
    {
      layout: 'navsim',
      clips: Math.ceil(wanted / SAMPLES_A_DRIVE),
      seed: 3,
      scenario: null,
      cameras: null,
      size: null,
      pictures: false,
      sweeps: false,
      numpy: 1,
      fps: 10,
    },
    root,
    {
      threads: availableParallelism(),
      signal: new AbortController().signal,
      progress: () => undefined,
      note: () => undefined,
    },
  ),
);
console.log(`drives made and written: ${made}`);
const workstation = await openWorkstation({ workspaceFolder: join(folder, 'workspace'), host: 'server' });
const { workspace, jobs } = workstation;
const finished = async (jobId: string): Promise<void> => {
  const job = await jobs.finished(jobId);
  if (job.problem) throw new Error(job.problem.whatHappened);
};
const indexed = await seconds(async () => finished((await workstation.addDataset(root)).jobId));
const clips = (await workspace.library.clipIds({})).length;
console.log(`${clips} samples indexed: ${indexed}`);
const { runId, jobId } = await workstation.startRun('constant-velocity', {});
console.log(`planned, and scored by displacement and both PDM versions: ${await seconds(() => finished(jobId))}`);
for (const setting of [...settings, { version: 'v2', filter: 'human', traffic: 'reactive-idm' } as const]) {
  const took = await seconds(async () => finished((await workstation.scorePdm(runId, [setting])).jobId));
  const values = await workspace.runs.clipValues([runId], {});
  const totals = values.flatMap((v) => v.values[pdmMetricKey(setting, 'total')] ?? []);
  const mean = totals.reduce((sum, value) => sum + value, 0) / totals.length;
  console.log(`${pdmSettingWords(setting)}: ${took} for ${totals.length} samples, mean ${(mean * 100).toFixed(1)}`);
}
await workstation.close();
rmSync(folder, { recursive: true, force: true });
process.exit(0);
