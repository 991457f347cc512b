import { describe, expect, it } from 'vitest';
import type { JobContext } from '../../../src/main/jobs/job-context.ts';
import { createJobQueue, KEPT_FAILURES } from '../../../src/main/jobs/queue.ts';
import { createProgressRate } from '../../../src/main/jobs/progress-rate.ts';
import type { Job } from '../../../src/shared/domain/job.ts';
import { ProblemError, type Problem } from '../../../src/shared/domain/problem.ts';

const problem: Problem = { code: 'x.y', title: 'T', whatHappened: 'h', whatWasKept: 'k', whatToDo: 'd' };
const untilAborted = (context: JobContext) =>
  new Promise<Record<string, string>>((_, reject) =>
    context.signal.addEventListener('abort', () => reject(new DOMException('cancelled', 'AbortError'))),
  );
const newQueue = () => {
  const faults: unknown[] = [];
  return { queue: createJobQueue((_, error) => faults.push(error)), faults };
};

describe('job queue', () => {
  it('runs one job of a kind at a time and other kinds beside it', async () => {
    const { queue } = newQueue();
    const first = queue.enqueue({ kind: 'index', title: 'a', run: untilAborted });
    const second = queue.enqueue({ kind: 'index', title: 'b', run: async () => ({ datasetId: 'b' }) });
    const other = queue.enqueue({ kind: 'run', title: 'c', run: async () => ({ runId: 'c' }) });
    expect((await queue.finished(other.jobId)).state).toBe('done');
    expect(queue.list().map((j) => j.state)).toEqual(['running', 'queued', 'done']);
    queue.cancel(first.jobId);
    expect((await queue.finished(first.jobId)).state).toBe('cancelled');
    expect((await queue.finished(second.jobId)).result).toEqual({ datasetId: 'b' });
  });

  it('cancels a queued job at once without running it', async () => {
    const { queue } = newQueue();
    const first = queue.enqueue({ kind: 'run', title: 'a', run: untilAborted });
    let ran = false;
    const second = queue.enqueue({ kind: 'run', title: 'b', run: async () => ((ran = true), {}) });
    queue.cancel(second.jobId);
    expect((await queue.finished(second.jobId)).state).toBe('cancelled');
    queue.cancel(first.jobId);
    await queue.finished(first.jobId);
    await new Promise((next) => setImmediate(next));
    expect(ran).toBe(false);
  });

  it('tells a problem in words and logs a fault', async () => {
    const { queue, faults } = newQueue();
    const told = queue.enqueue({ kind: 'index', title: 'a', run: () => Promise.reject(new ProblemError(problem)) });
    const fault = queue.enqueue({ kind: 'index', title: 'b', run: () => Promise.reject(new TypeError('oh')) });
    expect((await queue.finished(told.jobId)).problem).toEqual(problem);
    expect(faults).toHaveLength(0);
    expect((await queue.finished(fault.jobId)).problem?.code).toBe('internal');
    expect(faults).toHaveLength(1);
  });

  it('keeps the first failures and counts all', async () => {
    const { queue } = newQueue();
    const job = queue.enqueue({
      kind: 'run',
      title: 'a',
      run: async (context) => {
        for (let i = 0; i < KEPT_FAILURES + 5; i++) context.failure(`clip ${i}`, problem);
        return {};
      },
    });
    const ended = await queue.finished(job.jobId);
    expect(ended.failures).toHaveLength(KEPT_FAILURES);
    expect(ended.failures[0].item).toBe('clip 0');
    expect(ended.failureCount).toBe(KEPT_FAILURES + 5);
  });

  it('reports every change and forgets only what has ended', async () => {
    const { queue } = newQueue();
    const seen: Job['state'][] = [];
    const dismissed: string[] = [];
    queue.onChange((job) => seen.push(job.state));
    queue.onDismiss((jobId) => dismissed.push(jobId));
    const job = queue.enqueue({ kind: 'report', title: 'a', run: untilAborted });
    queue.dismiss(job.jobId);
    expect(queue.list()).toHaveLength(1);
    await queue.close();
    expect(seen).toEqual(['queued', 'running', 'cancelled']);
    queue.dismiss(job.jobId);
    expect(queue.list()).toHaveLength(0);
    expect(dismissed).toEqual([job.jobId]);
  });
});

describe('progress rate', () => {
  it.each([
    { name: 'nothing at the start', reports: [[0, 0]], rate: null },
    {
      name: 'nothing within half a second',
      reports: [
        [0, 0],
        [100, 400],
      ],
      rate: null,
    },
    {
      name: 'items a second',
      reports: [
        [0, 0],
        [500, 1000],
      ],
      rate: 500,
    },
    {
      name: 'only what was done since a resume',
      reports: [
        [1000, 0],
        [1010, 1000],
      ],
      rate: 10,
    },
    {
      name: 'the last seconds, not the whole job',
      reports: [
        [0, 0],
        [1000, 1000],
        [1000, 2000],
        [1010, 7500],
        [1020, 8500],
      ],
      rate: 20 / 6.5,
    },
    {
      name: 'anew when another thing is counted',
      reports: [
        [900, 0],
        [1000, 1000],
        [0, 2000],
        [30, 3000],
      ],
      rate: 30,
    },
  ])('$name', ({ reports, rate }) => {
    const measured = createProgressRate();
    let last: number | null = null;
    for (const [done, atMs] of reports) last = measured.add(done, atMs);
    if (rate === null) expect(last).toBeNull();
    else expect(last).toBeCloseTo(rate, 6);
  });
});
