import { describe, expect, it } from 'vitest';
import type { SteerEvent, SteerRequest } from '../../../src/shared/domain/steering.ts';
import { RenderQueue, type RenderChange, type WantedRow } from '../../../src/renderer/lab/rendering.ts';

const row = (id: string, steering: number): WantedRow => ({
  id,
  request: {
    clipId: 'd:c',
    frame: 0,
    modelId: 'm',
    steering: [steering],
    acceleration: null,
    options: { steps: 1, guidance: 1, seed: 7, calibrate: 'none', blend: 0 },
  },
});

/** A queue whose renderings go on when the test says so. */
function bench() {
  const told: string[] = [];
  const calls: { request: SteerRequest; finish: () => void; fail: (error: Error) => void; signal: AbortSignal }[] = [];
  let idle = 0;
  const queue = new RenderQueue(
    async function (request, signal) {
      const done = new Promise<void>((finish, fail) => {
        calls.push({ request, finish, fail, signal });
        signal.addEventListener('abort', () => fail(new DOMException('aborted', 'AbortError')));
      });
      return (async function* (): AsyncGenerator<SteerEvent> {
        yield { type: 'step', done: 0, total: 1 };
        await done;
        yield { type: 'done', stageMs: {}, totalMs: 1 };
      })();
    },
    (change: RenderChange) => {
      const steering = change.type === 'asked' ? ` ${String(change.request.steering?.[0])}` : '';
      if (change.type !== 'event' || change.event.type === 'done')
        told.push(`${change.id} ${change.type === 'event' ? 'done' : change.type}${steering}`);
    },
    () => idle++,
  );
  const settle = () => new Promise((next) => setTimeout(next, 0));
  return { queue, told, calls, settle, idle: () => idle };
}

describe('the queue of renderings', () => {
  it('renders rows one after the other and says when it is idle', async () => {
    const { queue, told, calls, settle, idle } = bench();
    queue.want([row('left', 0.2), row('straight', 0)]);
    await settle();
    expect(calls).toHaveLength(1);
    calls[0].finish();
    await settle();
    calls[1].finish();
    await settle();
    expect(told).toEqual(['left asked 0.2', 'left done', 'straight asked 0', 'straight done']);
    expect(idle()).toBe(1);
  });

  it('finishes the chosen row while its slider moves on, then renders the newest value only', async () => {
    const { queue, told, calls, settle } = bench();
    queue.want([row('left', 0.1), row('straight', 0)]);
    await settle();
    queue.want([row('left', 0.15), row('straight', 0)]);
    queue.want([row('left', 0.2), row('straight', 0)]);
    await settle();
    expect(calls[0].signal.aborted).toBe(false);
    calls[0].finish();
    await settle();
    calls[1].finish();
    await settle();
    expect(told.filter((t) => t.startsWith('left asked'))).toEqual(['left asked 0.1', 'left asked 0.2']);
    expect(told.at(-1)).toBe('straight asked 0');
    calls[2].finish();
  });

  it('gives a row up that is less urgent than the one that changed', async () => {
    const { queue, told, calls, settle } = bench();
    queue.want([row('left', 0.1), row('straight', 0)]);
    await settle();
    calls[0].finish();
    await settle();
    queue.want([row('left', 0.2), row('straight', 0)]);
    await settle();
    expect(told.slice(-2)).toEqual(['straight cancelled', 'left asked 0.2']);
    calls[2].finish();
    await settle();
    expect(told.at(-1)).toBe('straight asked 0');
    calls[3].finish();
  });

  it('does not render again what is as wanted, unless it is told to', async () => {
    const { queue, calls, settle } = bench();
    queue.want([row('left', 0.1)]);
    await settle();
    calls[0].finish();
    await settle();
    queue.want([row('left', 0.1)]);
    await settle();
    expect(calls).toHaveLength(1);
    queue.want([row('left', 0.1)], true);
    await settle();
    expect(calls).toHaveLength(2);
    calls[1].finish();
  });

  it('cancels what is under way and forgets what waits', async () => {
    const { queue, told, calls, settle, idle } = bench();
    queue.want([row('left', 0.1), row('straight', 0)]);
    await settle();
    queue.cancel();
    await settle();
    expect(told).toEqual(['left asked 0.1', 'left cancelled']);
    expect([calls.length, idle()]).toEqual([1, 1]);
  });

  it('tells a failure once and goes on with the next row', async () => {
    const { queue, told, calls, settle } = bench();
    queue.want([row('left', 0.1), row('straight', 0)]);
    await settle();
    calls[0].fail(new Error('no picture'));
    await settle();
    expect(told).toEqual(['left asked 0.1', 'left failed', 'straight asked 0']);
    calls[1].finish();
    await settle();
    queue.want([row('left', 0.1), row('straight', 0)]);
    await settle();
    expect(calls).toHaveLength(2);
  });
});
