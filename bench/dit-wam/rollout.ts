import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Inference } from '../../src/main/inference/inference.ts';
import { startInference } from '../../src/main/inference/start-inference.ts';
import type { RgbImage } from '../../src/main/media/camera-frames.ts';
import { openWorldModel } from '../../src/main/pipelines/dit-wam/open-world-model.ts';
import type { WorldModel } from '../../src/main/pipelines/dit-wam/world-model.ts';
import { productFolder } from '../../src/main/runtime/product-folder.ts';
import { rolloutOptionsSchema } from '../../src/shared/domain/video-prediction.ts';
import { paperScale, writeWorldModels } from '../../tests/models/world-folder.ts';

/**
 * What world models cost: rollouts of one window by model and threads, ms a network evaluation, encoding and decoding a
 * picture, and the time of a rollout, and of all from picture to pictures, over that of the bare ONNX runs in it. On a busy
 * machine the least of many runs tells more than their median: others only ever add to a time.
 *
 *   node bench/dit-wam/rollout.ts [--models dit-wam,dit-wam-direct,dit-wam-jump] [--threads 1,2] [--runs 5] [--steps 50] [--paper]
 *
 * With --paper a network with random weights of the paper's sizes (256 wide, 4 blocks, 16 steps of 64 tokens) is measured too.
 */
const { values } = parseArgs({
  options: {
    models: { type: 'string', default: 'dit-wam,dit-wam-direct,dit-wam-jump' },
    threads: { type: 'string', default: '1,2' },
    runs: { type: 'string', default: '5' },
    steps: { type: 'string', default: '50' },
    paper: { type: 'boolean', default: false },
  },
});
const runs = Number(values.runs);
const options = rolloutOptionsSchema.parse({ steps: Number(values.steps) });
const median = (numbers: number[]): number => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const ms = (value: number) => `${value.toFixed(value < 10 ? 2 : 0)} ms`;
const tell = (name: string, value: string) => console.log(`  ${name.padEnd(44)} ${value}`);

const picture = (sizePx: number): RgbImage => ({
  widthPx: sizePx,
  heightPx: sizePx,
  rgb: Uint8Array.from({ length: 3 * sizePx * sizePx }, (_, i) => (i * 7 + (i >> 9)) % 256),
});

/** The same inference, with the time of its bare ONNX runs counted. */
function counting(inference: Inference): { inference: Inference; bareMs: () => number } {
  let sum = 0;
  const counted = async <T extends { ms: number }>(answer: Promise<T>): Promise<T> => {
    const result = await answer;
    sum += result.ms;
    return result;
  };
  return {
    inference: {
      ...inference,
      run: (...given) => counted(inference.run(...given)),
      sequence: (...given) => counted(inference.sequence(...given)),
    },
    bareMs: () => sum,
  };
}

async function measure(world: WorldModel, bareMs: () => number): Promise<void> {
  const { spec } = world;
  const image = picture(spec.imagePx);
  const actions = {
    speedMps: 9,
    steering: new Float32Array(spec.actions).fill(0.05),
    acceleration: new Float32Array(spec.actions),
  };
  const samples: Record<string, number[]> = {};
  const note = (name: string, value: number) => (samples[name] ??= []).push(value);
  // The first round loads the graphs.
  for (let run = -1; run < runs; run++) {
    const started = performance.now();
    const bareBefore = bareMs();
    const { latents, ms: encodeMs } = await world.encode([image]);
    let evaluations = 0;
    const asked = performance.now();
    const cpu = process.cpuUsage();
    const { windows, stageMs } = await world.rollOut([{ present: latents[0], actions }], options, {
      onStep: (_, total) => (evaluations = total),
    });
    const rolledMs = performance.now() - asked;
    const { user, system } = process.cpuUsage(cpu);
    const { ms: decodeMs } = await world.decode(windows[0]);
    const totalMs = performance.now() - started;
    if (run < 0) continue;
    note('rollout', rolledMs);
    note('network evaluation', stageMs.network / evaluations);
    note('sampler', stageMs.sampler);
    note('messages', stageMs.messages);
    note('encode a picture', encodeMs);
    note('decode a picture', decodeMs / windows[0].length);
    note('picture to pictures', totalMs);
    note('processor time of the host in a rollout', (user + system) / 1000);
    note('all over the bare runs', (totalMs / (bareMs() - bareBefore) - 1) * 100);
    note('rollout over its bare runs', (rolledMs / stageMs.network - 1) * 100);
  }
  for (const [name, list] of Object.entries(samples)) {
    const shown = name.includes('over') ? (value: number) => `${value.toFixed(1)} %` : ms;
    tell(name, `${shown(median(list))} (least ${shown(Math.min(...list))})`);
  }
}

console.log(
  `${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} cores, load ${loadavg()[0].toFixed(1)}`,
);
console.log(
  `onnxruntime on the processor; medians of ${runs} rollouts of one window, ${options.steps} steps where a model samples`,
);
const folder = mkdtempSync(join(tmpdir(), 'foresight-bench-'));
try {
  const ids = values.models.split(',').filter((id) => id !== '');
  if (values.paper) {
    writeWorldModels(folder, paperScale, { 'paper-scale': {} }, { width: 256, blocks: 4 }, 'paper-vae');
    ids.push('paper-scale');
  }
  for (const threads of values.threads.split(',').map(Number)) {
    const { inference, bareMs } = counting(
      startInference({
        bundledFolder: join(productFolder(), 'models'),
        userFolder: folder,
        providers: ['cpu'],
        threads,
      }),
    );
    try {
      for (const id of ids) {
        const world = await openWorldModel(id, inference);
        const { horizon, chain, atS } = world.spec;
        console.log(`${id}, ${threads} threads: ${horizon * chain} pictures to ${atS.at(-1)} s`);
        await measure(world, bareMs);
      }
    } finally {
      await inference.close();
    }
  }
} finally {
  rmSync(folder, { recursive: true });
}
