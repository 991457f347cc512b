import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { ExecutionProvider } from '../../../shared/domain/model.ts';
import type { CallContext } from '../../runtime/calls.ts';
import { runSequence, type Sequence, type SequenceHooks, type SequencePart } from '../sampling/run-sequence.ts';
import type { TensorData } from '../tensor.ts';
import { openDeviceDenoiser, type DeviceDenoiser } from './device-denoiser.ts';
import { probeAnswer, probeGraph, probeInput } from './probe-graph.ts';
import { fromTensor, toTensor } from './tensors.ts';

/** What the inference process answers. It does one thing at a time: `session.run()` holds its thread. */
export const inferenceOperations = {
  /** Answers when the process is up. */
  start: (): { pid: number; rssBytes: number } => ({ pid: process.pid, rssBytes: process.memoryUsage.rss() }),

  /** Makes a session with this provider alone, computes something and compares. Throws with the runtime's reason. */
  async probe({ provider }: { provider: ExecutionProvider }): Promise<void> {
    const session = await InferenceSession.create(probeGraph, sessionOptions(provider, 1));
    const { y } = await session.run({ x: new Tensor('float32', Float32Array.from(probeInput), [4]) });
    await session.release();
    const got = Array.from(y.data as Float32Array);
    if (got.some((v, i) => v !== probeAnswer[i]))
      throw new Error(`it computed ${got.join(', ')} where ${probeAnswer.join(', ')} is right`);
  },

  /** Loads a graph file under a key of the host's choice. */
  async open(input: {
    key: string;
    path: string;
    provider: ExecutionProvider;
    threads: number;
  }): Promise<{ ms: number }> {
    const started = performance.now();
    const options = sessionOptions(input.provider, input.threads);
    const session = await InferenceSession.create(input.path, options);
    const denoiser =
      input.provider === 'webgpu' ? once(() => openDeviceDenoiser(input.path, options).catch(() => null)) : null;
    sessions.set(input.key, { session, denoiser });
    return { ms: performance.now() - started };
  },

  async release({ key }: { key: string }): Promise<void> {
    const open = sessions.get(key);
    sessions.delete(key);
    await open?.session.release();
    if (open?.denoiser?.begun) await (await open.denoiser.get())?.release();
  },

  /** Runs a loaded graph. `ms` is the run alone, without messages. */
  async run({
    key,
    feeds,
  }: {
    key: string;
    feeds: Record<string, TensorData>;
  }): Promise<{ outputs: Record<string, TensorData>; ms: number; rssBytes: number }> {
    return { ...(await runOnce(key, feeds)), rssBytes: process.memoryUsage.rss() };
  },

  /**
   * Runs a loaded graph again and again from evaluation `from` on, reporting as it goes; stops after `budgetMs`, so that others get
   * their turn. `ms` is the runs alone.
   */
  async sequence(
    { key, sequence, from, budgetMs }: { key: string; sequence: Sequence; from: number; budgetMs: number },
    { signal, report }: CallContext,
  ): Promise<SequencePart & { ms: number; onDevice: boolean; rssBytes: number }> {
    const deadline = performance.now() + budgetMs;
    let runMs = 0;
    let reported = -Infinity;
    const { carry } = sequence;
    const hooks: SequenceHooks = {
      run: async (feeds) => {
        const { outputs, ms } = await runOnce(key, feeds);
        runMs += ms;
        return outputs;
      },
      onEvaluation: (index, answer) => {
        // Each report wakes the host, which takes time from the runs where cores are few.
        if (!answer && performance.now() - reported < REPORT_EVERY_MS) return;
        reported = performance.now();
        report({ index, answer } satisfies SequenceReport);
      },
      goOn: async () => {
        // A cancel is a message, which is read between turns.
        await turnOfTheLoop();
        signal.throwIfAborted();
        return performance.now() < deadline;
      },
    };
    // Where the state can stay on the device it does; a provider that refuses is left to the loop that takes it out and in.
    const denoiser = carry.kind === 'ddim' ? await sessions.get(key)?.denoiser?.get() : null;
    if (denoiser && carry.kind === 'ddim') {
      const part = await denoiser.denoise({ ...sequence, carry }, from, hooks);
      return { ...part, onDevice: true, rssBytes: process.memoryUsage.rss() };
    }
    const part = await runSequence(sequence, from, hooks);
    return { ...part, ms: runMs, onDevice: false, rssBytes: process.memoryUsage.rss() };
  },
};

const REPORT_EVERY_MS = 40;

/** What `sequence` reports now and then: an evaluation that is done. One with an answer is always told. */
export interface SequenceReport {
  index: number;
  answer: TensorData | null;
}

async function runOnce(
  key: string,
  feeds: Record<string, TensorData>,
): Promise<{ outputs: Record<string, TensorData>; ms: number }> {
  const session = sessions.get(key)?.session;
  if (!session) throw new Error(`no session ${key}`);
  const tensors = Object.fromEntries(Object.entries(feeds).map(([name, t]) => [name, toTensor(t)]));
  const started = performance.now();
  const results = await session.run(tensors);
  const ms = performance.now() - started;
  const outputs = Object.fromEntries(Object.entries(results).map(([name, value]) => [name, fromTensor(name, value)]));
  return { outputs, ms };
}
export type InferenceOperations = typeof inferenceOperations;

interface OpenSession {
  session: InferenceSession;
  /** On providers with tensors of their own: opened with the first sequence; null where that failed. */
  denoiser: Once<Promise<DeviceDenoiser | null>> | null;
}
const sessions = new Map<string, OpenSession>();

interface Once<T> {
  get(): T;
  readonly begun: boolean;
}
function once<T>(make: () => T): Once<T> {
  let made: { value: T } | null = null;
  return {
    get: () => (made ??= { value: make() }).value,
    get begun() {
      return made !== null;
    },
  };
}

const sessionOptions = (provider: ExecutionProvider, threads: number): InferenceSession.SessionOptions => ({
  executionProviders: [provider],
  intraOpNumThreads: threads,
  interOpNumThreads: 1,
  logSeverityLevel: 3,
});
