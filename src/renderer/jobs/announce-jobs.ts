import type { Job } from '../../shared/domain/job.ts';
import { ProblemError } from '../../shared/domain/problem.ts';
import { useLive } from '../state/live.ts';
import { announce, reportError } from '../ui/notices.ts';
import { jobState } from './job-words.ts';

const underWay = (job: Job | undefined): boolean => job?.state === 'queued' || job?.state === 'running';

/** Jobs that ended between two states of the list. A job that was over when it was first heard of is no news. */
export const endedJobs = (before: readonly Job[], now: readonly Job[]): Job[] =>
  now.filter((job) => !underWay(job) && underWay(before.find((b) => b.jobId === job.jobId)));

/** Says when a job ends, whichever view is open; returns what ends it. */
export function announceJobs(): () => void {
  return useLive.subscribe((now, before) => {
    if (now.jobs === before.jobs) return;
    for (const job of endedJobs(before.jobs, now.jobs))
      if (job.problem) reportError(new ProblemError(job.problem));
      else announce(`${job.title}: ${jobState(job)}`);
  });
}
