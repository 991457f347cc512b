import { createRouterClient } from '@orpc/server';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { openWorkstation } from '../../src/main/api/workstation.ts';
import { openIndex } from '../../src/main/workspace/index/open-index.ts';
import { displacementKeys, pdmKeys, runOf } from './made-scores.ts';

/**
 * What Score and Compare ask for when two runs are chosen, and how late the host's event loop is meanwhile.
 *
 *   node bench/clip-values/main.ts [clips]      12 146 by default, which is navtest
 */
const clips = Number(process.argv[2] ?? '12146');
const DATASET = 'navsim-bench';
const metric = 'epdms/human/log-replay';
const setting = { version: 'v2', filter: 'human', traffic: 'log-replay' } as const;
const folder = mkdtempSync(join(tmpdir(), 'foresight-clip-values-'));
const workspaceFolder = join(folder, 'workspace');
const clipIdOf = (i: number): string => `${DATASET}:${(i * 2654435761).toString(16).padStart(16, '0').slice(0, 16)}`;

async function fill(): Promise<void> {
  const filling = await openWorkstation({ workspaceFolder, host: 'server' });
  const { workspace } = filling;
  const index = openIndex(workspace.indexFile);
  const row = index.prepare(
    `INSERT INTO clip (clip_key, clip_id, dataset_id, kind, token, name, description, location, log_name, start_us, end_us, frame_count,
      box_count, image_count, absent_image_count, mean_speed_mps, manoeuvre)
     VALUES (?, ?, ?, 'navsim', ?, ?, '', ?, 'log', 0, 1, 14, 0, 0, 0, 5, 'straight')`,
  );
  index.transaction(() => {
    for (let i = 0; i < clips; i++)
      row.run(i + 1, clipIdOf(i), DATASET, clipIdOf(i).split(':')[1], `sample ${i}`, i % 2 ? 'here' : 'there');
    index
      .prepare(
        'INSERT INTO dataset_index (dataset_id, kind, version, fingerprint, indexed_at_us) VALUES (?, ?, ?, ?, ?)',
      )
      .run(DATASET, 'navsim', 'bench', '', 1);
  })();
  index.close();
  const keys = [...displacementKeys, ...pdmKeys];
  for (const [n, runId] of ['a', 'b'].entries()) {
    await workspace.runs.create(runOf(runId, clips));
    for (let from = 0; from < clips; from += 512) {
      const some = Array.from({ length: Math.min(512, clips - from) }, (_, k) => {
        const values = Object.fromEntries(keys.map((key, j) => [key, Math.abs(Math.sin((from + k) * (j + 1) + n))]));
        const frameCounts = Object.fromEntries(keys.map((key) => [key, 1]));
        return { runId, clipId: clipIdOf(from + k), values, frameCounts, frames: [] };
      });
      await workspace.runs.saveScores(some);
    }
  }
  await filling.close();
}

await fill();
const workstation = await openWorkstation({ workspaceFolder, host: 'server' });
const { runs } = createRouterClient(workstation.router, { context: { window: null } });
const pair = { runA: 'a', runB: 'b', filter: {} };
const summary = () => runs.summary({ runIds: ['a', 'b'], filter: {} });
const compare = () => runs.compare(pair);
const deltas = () => runs.deltas({ ...pair, metric });
const gates = () => runs.gates({ ...pair, setting });
const delay = monitorEventLoopDelay({ resolution: 1 });

async function measure(name: string, rounds: number, work: () => Promise<unknown>): Promise<void> {
  await work();
  delay.reset();
  delay.enable();
  const from = performance.now();
  for (let i = 0; i < rounds; i++) await work();
  const ms = (performance.now() - from) / rounds;
  delay.disable();
  const [p99, max] = [delay.percentile(99), delay.max].map((ns) => (ns / 1e6).toFixed(1));
  console.log(`${name.padEnd(44)} ${ms.toFixed(0).padStart(5)} ms   host delay p99 ${p99} ms, max ${max} ms`);
}

console.log(`${cpus()[0]?.model ?? ''}, ${clips} clips`);
await measure('values of two runs', 10, () => workstation.workspace.runs.clipValues(['a', 'b'], {}));
await measure('deltas of one metric', 10, deltas);
await measure('cross-table of gates', 10, gates);
await measure('summary of two runs', 3, summary);
await measure('comparison', 3, compare);
await measure('all of them at once', 3, () => Promise.all([summary(), compare(), deltas(), gates()]));
await workstation.close();
rmSync(folder, { recursive: true, force: true });
process.exit(0);
