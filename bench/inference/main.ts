import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { forkProcess } from '../../src/main/inference/process-line.ts';
import { startInference } from '../../src/main/inference/start-inference.ts';
import type { ModelManifest } from '../../src/shared/domain/model.ts';
import { transformerModel, type TransformerSize } from './transformer.ts';

/**
 * What the inference process costs its host: event-loop delay while a model runs, time over the bare runs, and how long a
 * killed process is away.
 *
 *   node bench/inference/main.ts [--runs 40] [--layers 24] [--threads 1]
 *
 * The model is a transformer with random weights, made here; 24 layers take about 100 ms a run on one core.
 */
const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '40' },
    layers: { type: 'string', default: '24' },
    threads: { type: 'string', default: '1' },
  },
});
const runs = Number(values.runs);
const threads = Number(values.threads);
const size: TransformerSize = { layers: Number(values.layers), tokens: 256, width: 384 };
const folder = mkdtempSync(join(tmpdir(), 'foresight-bench-'));

const quantile = (numbers: number[], share: number): number =>
  numbers.toSorted((a, b) => a - b)[Math.min(numbers.length - 1, Math.floor(numbers.length * share))];
const median = (numbers: number[]): number => quantile(numbers, 0.5);
const tell = (name: string, value: string) => console.log(`${name.padEnd(58)} ${value}`);
const ms = (value: number) => `${value.toFixed(2)} ms`;

const shape = [size.tokens, size.width];
const data = Float32Array.from({ length: size.tokens * size.width }, (_, i) => Math.sin(i));

function writeTransformer(): string {
  mkdirSync(join(folder, 'transformer'));
  const file = join(folder, 'transformer', 'transformer.onnx');
  writeFileSync(file, transformerModel(size));
  const tensor = (name: string) => ({ name, type: 'float32' as const, shape });
  const manifest: ModelManifest = {
    format: 1,
    id: 'transformer',
    title: 'Random transformer',
    version: '1',
    family: 'baseline',
    pipeline: 'none',
    description: '',
    licence: '',
    graphs: { main: { file: 'transformer.onnx', inputs: [tensor('tokens')], outputs: [tensor('features')] } },
    output: { poses: 1, stepS: 1, modes: 1 },
    video: null,
    parameters: {},
  };
  writeFileSync(join(folder, 'transformer', 'manifest.json'), JSON.stringify(manifest));
  return file;
}

/** Event-loop delay of this process while `work` goes on, with what the monitor's own 1 ms timer adds. */
async function delayDuring(work: () => Promise<unknown>): Promise<{ p99: number; max: number }> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  await work();
  delay.disable();
  return { p99: delay.percentile(99) / 1e6, max: delay.max / 1e6 };
}

const file = writeTransformer();
let pid = -1;
const inference = startInference({
  bundledFolder: folder,
  userFolder: '',
  threads,
  providers: ['cpu'],
  spawn: (entryFile) => {
    const line = forkProcess(entryFile);
    pid = line.pid ?? -1;
    return line;
  },
});
const run = () =>
  inference.run({ modelId: 'transformer', graph: 'main', feeds: { tokens: { type: 'float32', shape, data } } });

try {
  const first = performance.now();
  await inference.warmUp('transformer');
  tell('process started, model loaded and run once', ms(performance.now() - first));

  const idle = await delayDuring(() => sleep(2000));
  tell('event-loop delay of the host, idle, p99 / max', `${ms(idle.p99)} / ${ms(idle.max)}`);
  const bare: number[] = [];
  const whole: number[] = [];
  const busy = await delayDuring(async () => {
    for (let i = 0; i < runs; i++) {
      const started = performance.now();
      bare.push((await run()).ms);
      whole.push(performance.now() - started);
    }
  });
  tell(`event-loop delay of the host during ${runs} runs, p99 / max`, `${ms(busy.p99)} / ${ms(busy.max)}`);
  tell(`bare run in the process, median (${threads} thread)`, ms(median(bare)));
  tell('the same through the inference process, median', ms(median(whole)));
  const over = whole.map((total, i) => (total / bare[i] - 1) * 100);
  tell('over the bare runs, median / p95', `${median(over).toFixed(2)} % / ${quantile(over, 0.95).toFixed(2)} %`);

  const session = await InferenceSession.create(file, {
    executionProviders: ['cpu'],
    intraOpNumThreads: threads,
    logSeverityLevel: 3,
  });
  const here: number[] = [];
  const blocked = await delayDuring(async () => {
    for (let i = 0; i < Math.min(runs, 10); i++) {
      const started = performance.now();
      await session.run({ tokens: new Tensor('float32', data, shape) });
      here.push(performance.now() - started);
    }
  });
  await session.release();
  tell('for comparison, run in the host itself: run / delay p99', `${ms(median(here))} / ${ms(blocked.p99)}`);

  const away: number[] = [];
  const answered: number[] = [];
  for (let i = 0; i < 5; i++) {
    const killed = performance.now();
    const before = inference.state().restarts;
    process.kill(pid, 'SIGKILL');
    while (inference.state().restarts === before || inference.state().status !== 'ready') await sleep(1);
    away.push(performance.now() - killed);
    await run();
    answered.push(performance.now() - killed);
  }
  tell('kill -9 to a ready process, median of 5', ms(median(away)));
  tell('kill -9 to the next answer (model loaded again), median', ms(median(answered)));
} finally {
  await inference.close();
  rmSync(folder, { recursive: true });
}
