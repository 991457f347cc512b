import type { Job } from '../../shared/domain/job.ts';
import type { InferenceState } from '../../shared/domain/model.ts';
import { ProblemError } from '../../shared/domain/problem.ts';
import { useLive } from '../state/live.ts';
import { announce, reportError } from '../ui/notices.ts';
import { jobState } from './job-words.ts';

const underWay = (job: Job | undefined): boolean => job?.state === 'queued' || job?.state === 'running';

/** Jobs that ended between two states of the list. A job that was over when it was first heard of is no news. */
export const endedJobs = (before: readonly Job[], now: readonly Job[]): Job[] =>
  now.filter((job) => !underWay(job) && underWay(before.find((b) => b.jobId === job.jobId)));

/** What to say when the inference process stopped; null where it did not, or cannot be started again: its job tells that. */
export const restartWords = (before: InferenceState | null, now: InferenceState | null): string | null =>
  before && now && now.restarts > before.restarts && now.status !== 'failed'
    ? 'The inference process stopped and is started again; a run goes on by itself'
    : null;

/** Says when a job ends and when the inference process was lost, whichever view is open; returns what ends it. */
export function announceJobs(): () => void {
  return useLive.subscribe((now, before) => {
    const restart = restartWords(before.inference, now.inference);
    if (restart !== null) announce(restart);
    if (now.jobs === before.jobs) return;
    for (const job of endedJobs(before.jobs, now.jobs))
      if (job.problem) reportError(new ProblemError(job.problem));
      else announce(`${job.title}: ${jobState(job)}`);
  });
}
