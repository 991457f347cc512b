import { randomUUID } from 'node:crypto';
import type { Job } from '../../shared/domain/job.ts';
import { problemOf } from '../../shared/domain/problem.ts';
import type { JobContext } from './job-context.ts';
import { createProgressRate } from './progress-rate.ts';

/** Failures kept by item; further ones are only counted. */
export const KEPT_FAILURES = 100;
/** Ended jobs kept for the list. */
const KEPT_ENDED = 100;

export interface NewJob {
  kind: Job['kind'];
  title: string;
  /** What is known of the result from the start, e.g. {runId}. */
  result?: Record<string, string>;
  /** Does the work; what it returns is added to the job's result. */
  run(context: JobContext): Promise<Record<string, string>>;
}

/** Long work, one job of a kind at a time, in the order it was asked for. */
export interface JobQueue {
  enqueue(job: NewJob): Job;
  list(): Job[];
  /** The queued or running job of a kind whose result has this entry, e.g. the indexing of one data set. */
  openFor(kind: Job['kind'], key: string, value: string): Job | undefined;
  /** Takes a queued job out, or tells a running one to stop; it is `cancelled` when it has stopped. */
  cancel(jobId: string): void;
  /** Forgets an ended job. */
  dismiss(jobId: string): void;
  /** Resolves with the job when it has ended, however it ended. */
  finished(jobId: string): Promise<Job>;
  /** Called at every change of a job, also at every progress report. */
  onChange(listener: (job: Job) => void): () => void;
  onDismiss(listener: (jobId: string) => void): () => void;
  /** Cancels everything and resolves when the running jobs have stopped. */
  close(): Promise<void>;
}

interface Entry {
  job: Job;
  work: NewJob;
  controller: AbortController;
  ended: PromiseWithResolvers<Job>;
}

const hasEnded = (job: Job): boolean => job.state !== 'queued' && job.state !== 'running';
const nowUs = () => Date.now() * 1000;

/** `onFault` gets what a job threw, when it is not a problem told in words, for the log. */
export function createJobQueue(onFault: (job: Job, error: unknown) => void): JobQueue {
  const entries = new Map<string, Entry>();
  const listeners = new Set<(job: Job) => void>();
  const dismissListeners = new Set<(jobId: string) => void>();
  let closing = false;

  const change = (entry: Entry, part: Partial<Job>) => {
    entry.job = { ...entry.job, ...part };
    listeners.forEach((listen) => listen(entry.job));
  };
  const forget = (jobId: string) => {
    entries.delete(jobId);
    dismissListeners.forEach((listen) => listen(jobId));
  };
  const end = (entry: Entry, part: Partial<Job> & { state: Job['state'] }) => {
    change(entry, { ...part, finishedUs: nowUs(), rate: null, current: '' });
    entry.ended.resolve(entry.job);
    const ended = [...entries.values()].filter((e) => hasEnded(e.job));
    for (const old of ended.slice(0, Math.max(0, ended.length - KEPT_ENDED))) forget(old.job.jobId);
  };

  const contextOf = (entry: Entry): JobContext => {
    const rate = createProgressRate();
    return {
      signal: entry.controller.signal,
      progress: (progress) => {
        if (!hasEnded(entry.job)) change(entry, { ...progress, rate: rate.add(progress.done, performance.now()) });
      },
      failure: (item, problem) => {
        const { failures, failureCount } = entry.job;
        const kept = failures.length < KEPT_FAILURES ? [...failures, { item, problem }] : failures;
        change(entry, { failures: kept, failureCount: failureCount + 1 });
      },
    };
  };

  const run = async (entry: Entry) => {
    change(entry, { state: 'running', startedUs: nowUs() });
    try {
      const result = await entry.work.run(contextOf(entry));
      end(entry, { state: 'done', result: { ...entry.job.result, ...result } });
    } catch (error) {
      if (entry.controller.signal.aborted) end(entry, { state: 'cancelled' });
      else {
        const problem = problemOf(error);
        if (problem.code === 'internal') onFault(entry.job, error);
        end(entry, { state: 'failed', problem });
      }
    }
    startNext(entry.job.kind);
  };

  const startNext = (kind: Job['kind']) => {
    const ofKind = [...entries.values()].filter((e) => e.job.kind === kind);
    if (closing || ofKind.some((e) => e.job.state === 'running')) return;
    const next = ofKind.find((e) => e.job.state === 'queued');
    if (next) void run(next);
  };

  return {
    enqueue(work) {
      const job: Job = {
        jobId: randomUUID(),
        kind: work.kind,
        title: work.title,
        state: 'queued',
        done: 0,
        total: 0,
        unit: '',
        rate: null,
        current: '',
        failures: [],
        failureCount: 0,
        problem: null,
        startedUs: null,
        finishedUs: null,
        result: work.result ?? {},
      };
      const entry: Entry = { job, work, controller: new AbortController(), ended: Promise.withResolvers<Job>() };
      entries.set(job.jobId, entry);
      listeners.forEach((listen) => listen(job));
      startNext(job.kind);
      return entry.job;
    },
    list: () => [...entries.values()].map((e) => e.job),
    openFor: (kind, key, value) =>
      [...entries.values()].map((e) => e.job).find((j) => j.kind === kind && j.result[key] === value && !hasEnded(j)),
    cancel(jobId) {
      const entry = entries.get(jobId);
      if (!entry || hasEnded(entry.job)) return;
      entry.controller.abort();
      if (entry.job.state === 'queued') end(entry, { state: 'cancelled' });
    },
    dismiss(jobId) {
      const entry = entries.get(jobId);
      if (entry && hasEnded(entry.job)) forget(jobId);
    },
    finished: (jobId) => entries.get(jobId)?.ended.promise ?? Promise.reject(new Error(`no job ${jobId}`)),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onDismiss(listener) {
      dismissListeners.add(listener);
      return () => dismissListeners.delete(listener);
    },
    async close() {
      closing = true;
      const open = [...entries.values()].filter((e) => !hasEnded(e.job));
      for (const entry of open) {
        entry.controller.abort();
        if (entry.job.state === 'queued') end(entry, { state: 'cancelled' });
      }
      await Promise.all(open.map((e) => e.ended.promise));
    },
  };
}
