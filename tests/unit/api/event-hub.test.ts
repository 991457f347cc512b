import { describe, expect, it } from 'vitest';
import { createEventHub } from '../../../src/main/api/event-hub.ts';
import type { Job } from '../../../src/shared/domain/job.ts';
import type { WorkspaceEvent } from '../../../src/shared/api/app.ts';

const job = (jobId: string, done: number): WorkspaceEvent => ({ type: 'job', job: { jobId, done } as Job });
const doneOf = (event: WorkspaceEvent | null) => (event?.type === 'job' ? event.job.done : null);
const pause = (ms: number) => new Promise((next) => setTimeout(next, ms));

describe('event hub', () => {
  it('merges a job’s progress to ten a second, first at once and last never lost', async () => {
    const hub = createEventHub();
    const reader = hub.follow();
    const seen: (number | null)[] = [];
    const reading = (async () => {
      for (let event = await reader.next(); event; event = await reader.next()) seen.push(doneOf(event));
    })();
    const startedMs = performance.now();
    for (let done = 0; done < 100; done++) {
      hub.publish(job('a', done));
      await pause(3);
    }
    await pause(250);
    hub.close();
    await reading;
    expect(seen[0]).toBe(0);
    expect(seen.at(-1)).toBe(99);
    expect(seen.length).toBeGreaterThan(2);
    expect(seen.length).toBeLessThanOrEqual((performance.now() - startedMs) / 100 + 1);
  });

  it('keeps jobs apart and every review event', async () => {
    const hub = createEventHub();
    const reader = hub.follow();
    const history = { undo: null, redo: null };
    hub.publish(job('a', 1));
    hub.publish(job('b', 2));
    hub.publish({ type: 'review', clipIds: ['d:1'], history });
    hub.publish({ type: 'review', clipIds: ['d:2'], history });
    const seen = [await reader.next(), await reader.next(), await reader.next(), await reader.next()];
    expect(seen.map((e) => e?.type)).toEqual(['job', 'job', 'review', 'review']);
    hub.close();
  });

  it('holds no more than the newest of a kind for a reader that does not read', async () => {
    const hub = createEventHub();
    const reader = hub.follow();
    for (let i = 0; i < 5; i++) {
      hub.publish({ type: 'runs' });
      await pause(120);
    }
    expect(await reader.next()).toEqual({ type: 'runs' });
    const second = await Promise.race([reader.next(), pause(50).then(() => 'nothing')]);
    expect(second).toBe('nothing');
    hub.close();
  });

  it('ends a reader on abort, on stop and when the hub closes', async () => {
    const hub = createEventHub();
    const controller = new AbortController();
    const [a, b, c] = [hub.follow(), hub.follow(), hub.follow()];
    const ended = Promise.all([a.next(controller.signal), b.next(), c.next()]);
    expect(hub.followers()).toBe(3);
    controller.abort();
    b.stop();
    hub.close();
    expect(await ended).toEqual([null, null, null]);
    a.stop();
    c.stop();
    expect(hub.followers()).toBe(0);
  });
});
