import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { pdmSettingWords, type PdmSetting } from '../src/shared/domain/pdm-metric.ts';
import { unpackKitRoot } from '../tests/navsim-kit-root.ts';
import { startTestServer } from '../tests/running-server.ts';

/**
 * "What if": one pose of a plan is dragged step by step, and each step is scored with all its evidence as the window asks for it,
 * over the server's WebSocket, through the host and the thread that keeps the scene. A step is the time from asking to having the
 * answer; the first question of a scene, which also reads the clip and plans PDM-Closed, is told apart.
 *
 *   node bench/what-if.ts [--scenes 12] [--steps 40]
 */
const { values } = parseArgs({
  options: { scenes: { type: 'string', default: '12' }, steps: { type: 'string', default: '40' } },
});
const [sceneCount, stepCount] = [Number(values.scenes), Number(values.steps)];
const settings: readonly PdmSetting[] = [
  { version: 'v2', filter: 'human', traffic: 'log-replay' },
  { version: 'v2', filter: 'human', traffic: 'reactive-idm' },
  { version: 'v1', filter: 'none', traffic: 'log-replay' },
];
const share = (of: readonly number[], part: number): string => {
  const sorted = of.toSorted((a, b) => a - b);
  return `${sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))].toFixed(1).padStart(6)} ms`;
};

const server = await startTestServer();
try {
  const { api } = await server.connect();
  const { workspace, jobs } = server.workstation;
  const root = join(server.folder, 'navsim');
  unpackKitRoot(root);
  await jobs.finished((await api.datasets.add({ path: root })).jobId);
  const all = await workspace.library.clipIds({});
  const clipIds = Array.from({ length: sceneCount }, (_, i) => all[Math.floor(((i + 0.5) / sceneCount) * all.length)]);
  // With the samples before them: extended comfort holds each step against the plan of the frame before.
  const before = clipIds.map((clipId) => all[Math.max(0, all.indexOf(clipId) - 1)]);
  const { runId, jobId } = await api.runs.start({
    modelId: 'constant-velocity',
    filter: { clipIds: [...new Set([...clipIds, ...before])] },
  });
  await jobs.finished(jobId);
  console.log(`${cpus()[0]?.model ?? ''}; ${sceneCount} scenes, ${stepCount} steps each, over a WebSocket`);

  for (const setting of settings) {
    const first: number[] = [];
    const steps: number[] = [];
    let scored = 0;
    for (const clipId of clipIds) {
      const { decisions } = await workspace.clips.detail(clipId);
      const frame = decisions[0];
      const [found] = await workspace.runs.predictions(clipId, [runId]);
      const { trajectories, stepS } = found.predictions[0];
      for (let step = 0; step < stepCount; step++) {
        const poses = [...trajectories];
        // Further to the side and back with every step, as a hand does.
        poses[poses.length - 2] += 2 * Math.sin((step / stepCount) * 2 * Math.PI);
        const from = performance.now();
        const { plans } = await api.clips.pdm({
          clipId,
          frame,
          setting,
          runIds: [],
          plans: [{ name: 'A, edited', poses, stepS, previousOf: runId }],
        });
        (step === 0 ? first : steps).push(performance.now() - from);
        if ((plans[0]?.result?.total ?? null) !== null) scored++;
      }
    }
    const line = [share(steps, 0.5), share(steps, 0.95), share(first, 0.5)];
    console.log(
      `${pdmSettingWords(setting).padEnd(46)} step p50 ${line[0]}  p95 ${line[1]}   first of a scene p50 ${line[2]}   ${scored} of ${sceneCount * stepCount} with a total`,
    );
  }
} finally {
  await server.close();
}
process.exit(0);
