import { fork } from 'node:child_process';
import { mkdtempSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { InferenceOptions } from '../../../src/main/inference/inference.ts';
import { forkProcess, type SpawnProcess } from '../../../src/main/inference/process-line.ts';
import { startInference } from '../../../src/main/inference/start-inference.ts';
import type { TensorData } from '../../../src/main/inference/tensor.ts';
import type { InferenceState } from '../../../src/shared/domain/model.ts';
import { squareManifest, writeModel, writeSlowModel } from '../../models/model-folder.ts';
import { externalWeights, input, node, onnxModel, output } from '../../models/onnx-writer.ts';

const root = mkdtempSync(join(tmpdir(), 'foresight-inference-'));
/** Side of the matrices for a run of a few milliseconds, of about half a second, and of many seconds. */
const SHORT = 64;
const LONG = 2000;
const ENDLESS = 9000;

beforeAll(() => {
  writeModel(root, 'square');
  writeSlowModel(root);
  const unknownOperator = onnxModel(
    node('NoSuchOperator', ['x'], ['y']),
    input('x', ['batch', 4]),
    output('y', ['batch', 4]),
  );
  writeModel(root, 'refused', {
    manifest: { ...squareManifest(), id: 'refused' },
    files: { 'square.onnx': unknownOperator },
  });
});

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

/** The real process, with the pids of all its lives and the states told. */
function open(
  options: Partial<InferenceOptions> = {},
  onPost: (message: unknown, pid: number) => void = () => undefined,
) {
  const pids: number[] = [];
  const states: InferenceState[] = [];
  const spawn: SpawnProcess = (entryFile) => {
    const line = forkProcess(entryFile);
    const pid = line.pid ?? -1;
    pids.push(pid);
    return {
      ...line,
      post: (message) => {
        onPost(message, pid);
        line.post(message);
      },
    };
  };
  const inference = startInference({
    bundledFolder: root,
    userFolder: join(root, 'absent'),
    providers: ['cpu'],
    spawn,
    onState: (s) => states.push(s),
    ...options,
  });
  opened.push(inference);
  const slow = (n: number, signal?: AbortSignal) =>
    inference.run(
      {
        modelId: 'slow',
        graph: 'planner',
        feeds: { n: { type: 'int64', shape: [1], data: BigInt64Array.of(BigInt(n)) } },
      },
      { signal },
    );
  return { inference, pids, states, slow, kill: () => process.kill(pids.at(-1) ?? -1, 'SIGKILL') };
}

const squareFeeds = (): Record<string, TensorData> => ({
  x: { type: 'float32', shape: [2, 4], data: Float32Array.of(0, 1, 2, 3, 4, 5, 6, 7) },
});
const operationOf = (message: unknown) => message as { operation?: string; input?: { provider?: string } };

describe('a run', () => {
  it('gives outputs, time, provider and threads', async () => {
    const { inference } = open();
    const result = await inference.run({ modelId: 'square', graph: 'planner', feeds: squareFeeds() });
    expect(result.outputs.y.data).toEqual(Float32Array.of(0, 1, 4, 9, 16, 25, 36, 49));
    expect(result).toMatchObject({ provider: 'cpu', threads: 1 });
    expect(result.ms).toBeGreaterThan(0);
    expect(inference.memoryBytes()).toBeGreaterThan(10_000_000);
    expect(inference.state()).toMatchObject({
      status: 'ready',
      provider: 'cpu',
      restarts: 0,
      sessions: [{ modelId: 'square', graph: 'planner', provider: 'cpu' }],
    });
  });

  it('loads a graph once', async () => {
    const posted: unknown[] = [];
    const { inference } = open({}, (message) => posted.push(message));
    for (let i = 0; i < 3; i++) await inference.run({ modelId: 'square', graph: 'planner', feeds: squareFeeds() });
    expect(posted.filter((m) => operationOf(m).operation === 'open')).toHaveLength(1);
  });

  it('finds weights in a file beside the graph, also behind the links of a Hugging Face cache', async () => {
    const graph = onnxModel(
      node('Mul', ['x', 'w'], ['y']),
      input('x', ['batch', 4]),
      output('y', ['batch', 4]),
      externalWeights(5, 'w', 4, 'w.bin'),
    );
    const weights = new Uint8Array(Float32Array.of(1, 10, 100, 1000).buffer);
    const cache = join(root, 'models--org--weighted');
    writeModel(cache, 'blobs', { files: { aaa: graph, bbb: weights } });
    const folder = writeModel(join(cache, 'snapshots'), 'main', {
      manifest: { ...squareManifest(), id: 'linked' },
      files: {},
    });
    symlinkSync('../../blobs/aaa', join(folder, 'square.onnx'));
    symlinkSync('../../blobs/bbb', join(folder, 'w.bin'));
    writeModel(root, 'weighted', {
      manifest: { ...squareManifest(), id: 'weighted' },
      files: { 'square.onnx': graph, 'w.bin': weights },
    });
    const { inference } = open({ userFolder: join(cache, 'snapshots') });
    for (const modelId of ['weighted', 'linked']) {
      const { outputs } = await inference.run({ modelId, graph: 'planner', feeds: squareFeeds() });
      expect(outputs.y.data).toEqual(Float32Array.of(0, 10, 200, 3000, 4, 50, 600, 7000));
    }
  });

  it('warms a model up', async () => {
    const { inference } = open();
    expect(await inference.warmUp('square')).toMatchObject({
      provider: 'cpu',
      msByGraph: { planner: expect.any(Number) as number },
    });
    expect(inference.state().sessions).toHaveLength(1);
  });

  it.each([
    ['an unknown model', { modelId: 'nobody', graph: 'planner' }, 'model.unknown'],
    ['a graph the model lacks', { modelId: 'square', graph: 'encoder' }, 'model.no-such-graph'],
    ['a graph the runtime cannot load', { modelId: 'refused', graph: 'planner' }, 'model.graph-refused'],
  ])('of %s is refused in words', async (_, request, code) => {
    const { inference } = open();
    await expect(inference.run({ ...request, feeds: squareFeeds() })).rejects.toMatchObject({ problem: { code } });
    // It goes on working.
    expect((await inference.run({ modelId: 'square', graph: 'planner', feeds: squareFeeds() })).provider).toBe('cpu');
    expect(inference.state().restarts).toBe(0);
  });

  it('on a tensor of another shape is refused with the runtime’s reason', async () => {
    const { inference } = open();
    const feeds: Record<string, TensorData> = { x: { type: 'float32', shape: [1, 3], data: new Float32Array(3) } };
    await expect(inference.run({ modelId: 'square', graph: 'planner', feeds })).rejects.toMatchObject({
      problem: {
        code: 'inference.run-refused',
        whatHappened: expect.stringMatching(/invalid dimensions|Expected: 4/i) as string,
      },
    });
  });
});

describe('providers', () => {
  it('are tried in the order cuda, webgpu, cpu, each with its reason', async () => {
    const { inference } = open({ providers: ['cuda', 'webgpu', 'cpu'] });
    await inference.warmUp('square');
    const { tried, provider } = inference.state();
    expect(tried.map((t) => t.provider)).toEqual(['cuda', 'webgpu', 'cpu'].slice(0, tried.length));
    for (const [i, attempt] of tried.entries()) {
      const last = i === tried.length - 1;
      expect(attempt.ok).toBe(last);
      expect(attempt.reason === '').toBe(last);
    }
    expect(provider).toBe(tried.at(-1)?.provider);
  });

  it('that hang while they are tried are given up', async () => {
    const { inference, pids } = open({ providers: ['webgpu', 'cpu'], limits: { probeMs: 500 } }, (message, pid) => {
      if (operationOf(message).input?.provider === 'webgpu') process.kill(pid, 'SIGSTOP');
    });
    await inference.warmUp('square');
    expect(inference.state()).toMatchObject({
      provider: 'cpu',
      tried: [
        { provider: 'webgpu', ok: false, reason: expect.stringMatching(/did not answer within 0\.5 s/) as string },
        { provider: 'cpu', ok: true },
      ],
    });
    expect(pids).toHaveLength(2);
  });

  it('that take the process down are passed over', async () => {
    const { inference } = open({ providers: ['webgpu', 'cpu'] }, (message, pid) => {
      if (operationOf(message).input?.provider === 'webgpu') process.kill(pid, 'SIGABRT');
    });
    await inference.warmUp('square');
    expect(inference.state()).toMatchObject({
      status: 'ready',
      provider: 'cpu',
      restarts: 0,
      tried: [{ ok: false, reason: expect.stringMatching(/ended while trying it.*SIGABRT/) as string }, { ok: true }],
    });
  });
});

describe('cancelling', () => {
  it('takes a waiting call out of the line', async () => {
    const { slow, inference } = open();
    await inference.warmUp('slow');
    const running = slow(LONG);
    const abort = new AbortController();
    const waiting = slow(ENDLESS, abort.signal);
    abort.abort();
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
    expect((await running).outputs.y.data[0]).toBe(0);
    expect(inference.state().restarts).toBe(0);
  });

  it('drops the result of a running call; the next call gets its own answer', async () => {
    const { slow, inference, pids } = open();
    await inference.warmUp('slow');
    const abort = new AbortController();
    const running = slow(LONG, abort.signal);
    await sleep(50);
    abort.abort();
    await expect(running).rejects.toMatchObject({ name: 'AbortError' });
    const next = await inference.run({ modelId: 'square', graph: 'planner', feeds: squareFeeds() });
    expect(next.outputs.y.data[7]).toBe(49);
    expect(pids).toHaveLength(1);
  });

  it('kills a process that does not end a cancelled run, and starts it again', async () => {
    const { slow, inference, pids } = open({ limits: { cancelGraceMs: 200 } });
    await inference.warmUp('slow');
    const abort = new AbortController();
    const running = slow(ENDLESS, abort.signal);
    await sleep(50);
    abort.abort();
    await expect(running).rejects.toMatchObject({ name: 'AbortError' });
    expect((await slow(SHORT)).outputs.y.data[0]).toBe(0);
    expect(pids).toHaveLength(2);
    // Asked for, so no crash to tell.
    expect(inference.state()).toMatchObject({ status: 'ready', restarts: 1, lastCrash: null });
  });
});

describe('a crash', () => {
  it('rejects the call under way in words; waiting calls run after the restart', async () => {
    const { slow, inference, pids, states, kill } = open();
    await inference.warmUp('slow');
    const running = slow(ENDLESS);
    // The endless call must be under way: two calls made at once look their models up side by side.
    await sleep(50);
    const waiting = inference.run({ modelId: 'square', graph: 'planner', feeds: squareFeeds() });
    await sleep(50);
    kill();
    await expect(running).rejects.toMatchObject({
      problem: { code: 'inference.crashed', whatHappened: expect.stringMatching(/SIGKILL/) as string },
    });
    expect((await waiting).outputs.y.data[3]).toBe(9);
    expect(pids).toHaveLength(2);
    expect(inference.state()).toMatchObject({
      status: 'ready',
      restarts: 1,
      lastCrash: expect.stringMatching(/SIGKILL/) as string,
    });
    expect(states.map((s) => s.status)).toContain('restarting');
  });

  it('while idle is noticed and repaired without a call', async () => {
    const { inference, kill } = open();
    await inference.warmUp('square');
    kill();
    await expect.poll(() => inference.state().restarts).toBe(1);
    await expect.poll(() => inference.state().status).toBe('ready');
    expect(inference.state().sessions).toEqual([]);
  });

  it('that comes back each time ends in `failed`, with what to do', async () => {
    const { inference, pids } = open({}, (message, pid) => {
      if (operationOf(message).operation === 'run') process.kill(pid, 'SIGKILL');
    });
    const codes: string[] = [];
    for (let i = 0; i < 6; i++) {
      await inference
        .run({ modelId: 'square', graph: 'planner', feeds: squareFeeds() })
        .catch((error: { problem: { code: string } }) => codes.push(error.problem.code));
    }
    expect(codes).toEqual([...Array<string>(5).fill('inference.crashed'), 'inference.failed']);
    expect(inference.state().status).toBe('failed');
    expect(pids).toHaveLength(5);
  }, 30_000);

  it('is none when the workstation closes: the process is gone', async () => {
    const { inference, pids } = open();
    await inference.warmUp('square');
    await inference.close();
    expect(() => process.kill(pids[0], 0)).toThrow();
    await expect(inference.run({ modelId: 'square', graph: 'planner', feeds: squareFeeds() })).rejects.toMatchObject({
      problem: { code: 'inference.closed' },
    });
  });

  it('of the host leaves no process behind', async () => {
    const host = fork(resolve(import.meta.dirname, 'dying-host.ts'));
    const pid = await new Promise<number>((told) => host.once('message', (message) => told(Number(message))));
    expect(pid).toBeGreaterThan(0);
    await new Promise((ended) => host.once('exit', ended));
    await expect.poll(() => isAlive(pid)).toBe(false);
  });
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
