import type { Job } from '../../shared/domain/job.ts';
import { count, duration, figure } from '../ui/numbers.ts';

const underWay = (job: Job): boolean => job.state === 'running' || job.state === 'queued';

/** The job that the status bar shows: the first running one, else the first that waits. */
export const shownJob = (jobs: readonly Job[]): Job | undefined =>
  jobs.find((j) => j.state === 'running') ?? jobs.find(underWay);

/** Seconds to the end at the present rate; null where it cannot be told. */
export const secondsLeft = (job: Pick<Job, 'done' | 'total' | 'rate'>): number | null =>
  job.rate === null || job.rate <= 0 || job.total <= job.done ? null : (job.total - job.done) / job.rate;

/** Done, total, rate and time left: `3 642 / 5 120 clips, 41.8 clips/s · 35 s left`. */
export function jobFigures(job: Job): string {
  if (job.state === 'queued') return 'waits';
  const amount = job.total > 0 ? `${count(job.done)} / ${count(job.total)}` : count(job.done);
  const rate = job.rate === null ? null : `${figure(job.rate)} ${job.unit}/s`;
  const left = secondsLeft(job);
  return [`${amount} ${rate === null ? job.unit : ''}`.trim(), rate, left === null ? null : `${duration(left)} left`]
    .filter((part) => part !== null)
    .join(' · ');
}

const stateWords: Record<Job['state'], string> = {
  queued: 'waits',
  running: 'running',
  done: 'done',
  failed: 'failed',
  cancelled: 'cancelled',
};

/** How a job stands, in words: `done, 3 clips failed`. */
export const jobState = (job: Job): string =>
  job.failureCount === 0 ? stateWords[job.state] : `${stateWords[job.state]}, ${count(job.failureCount)} left out`;
