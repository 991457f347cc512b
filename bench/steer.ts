import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openWorkstation } from '../src/main/api/workstation.ts';
import { rolloutOptionsSchema } from '../src/shared/domain/video-prediction.ts';
import { writeNuscenesTables } from '../tests/nuscenes-tables.ts';

/**
 * Steering a world model, from call to event: the present, the first predicted picture, the last one, and what lies between
 * the pictures of a chain of jumps. The first rendering loads the graphs and is told apart; with `--warm` they are loaded
 * before it, as the Lab does while its sliders are looked at. What a model shares with one before it is loaded already.
 *
 *   node bench/steer.ts [--data <nuScenes folder>] [--model <id> …] [--steps 50] [--rounds 5] [--warm]
 */
const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    model: { type: 'string', multiple: true },
    steps: { type: 'string', default: '50' },
    rounds: { type: 'string', default: '5' },
    warm: { type: 'boolean', default: false },
  },
});
const folder = mkdtempSync(join(tmpdir(), 'foresight-bench-'));
const median = (numbers: number[]): number => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];
const ms = (value: number) => `${value.toFixed(0).padStart(5)} ms`;

const data = values.data ?? join(folder, 'nuscenes');
if (values.data === undefined)
  writeNuscenesTables({
    dir: data,
    scenes: 1,
    samplesPerScene: 40,
    pictures: { widthPx: 480, heightPx: 270 },
    canBus: ['vehicle_monitor', 'pose'],
  });
const workstation = await openWorkstation({ workspaceFolder: join(folder, 'w'), host: 'server' });
try {
  const { workspace, jobs, steer } = workstation;
  await jobs.finished((await workstation.addDataset(data)).jobId);
  const [clipId] = await workspace.library.clipIds({});
  const { decisions } = await workspace.clips.detail(clipId);
  const frame = decisions[Math.min(4, decisions.length - 1)];
  const options = rolloutOptionsSchema.parse({ steps: Number(values.steps) });

  /** ms from the call to each event. */
  const render = async (modelId: string, steering: number | null) => {
    const started = performance.now();
    const at = { start: NaN, pictures: [] as number[], done: NaN, stageMs: {} as Record<string, number> };
    const request = { clipId, frame, modelId, steering: steering === null ? null : [steering], acceleration: null };
    for await (const event of steer.render({ ...request, options })) {
      const now = performance.now() - started;
      if (event.type === 'start') at.start = now;
      if (event.type === 'picture') at.pictures.push(now);
      if (event.type === 'done') Object.assign(at, { done: now, stageMs: event.stageMs });
    }
    return at;
  };

  for (const modelId of values.model ?? ['dit-wam', 'dit-wam-direct', 'dit-wam-jump']) {
    if (values.warm) {
      const started = performance.now();
      await steer.warm({ modelId, at: { clipId, frame } });
      console.log(`${modelId}, warming`.padEnd(48), ms(performance.now() - started));
    }
    const first = await render(modelId, null);
    console.log(
      `${modelId}, first rendering${values.warm ? '' : ', graphs loaded'}`.padEnd(48),
      ms(first.pictures[0]),
      'to the first picture',
    );
    const rounds: Awaited<ReturnType<typeof render>>[] = [];
    for (let i = 0; i < Number(values.rounds); i++) rounds.push(await render(modelId, (i % 5) * 0.1 - 0.2));
    const tell = (name: string, of: (round: (typeof rounds)[number]) => number) =>
      console.log(`${modelId}, ${name}`.padEnd(48), ms(median(rounds.map(of))));
    tell('present', (r) => r.start);
    tell('first picture', (r) => r.pictures[0]);
    tell('last picture', (r) => r.pictures[r.pictures.length - 1]);
    tell('between pictures, the longest', ({ pictures }) =>
      Math.max(...pictures.slice(1).map((t, k) => t - pictures[k])),
    );
    const stages = Object.entries(rounds[rounds.length - 1].stageMs).map(
      ([stage, spent]) => `${stage} ${spent.toFixed(0)}`,
    );
    console.log(`${modelId}, ms by stage of the last`.padEnd(48), stages.join(', '));
  }
} finally {
  await workstation.close();
  rmSync(folder, { recursive: true, force: true });
}
