import type { Job } from '../../../shared/domain/job.ts';
import { ProblemError } from '../../../shared/domain/problem.ts';
import type { JobQueue } from '../../jobs/queue.ts';
import type { Output } from './output.ts';
import { progressLine } from './progress-line.ts';

const EVERY_MS = 100;
/** Item failures told in words; all are counted. */
const TOLD_FAILURES = 10;

/**
 * Waits for a job and shows a bar meanwhile, on a terminal only. `signal` cancels it.
 * Fails with the job's problem, or with an AbortError when it was cancelled; failures of single items are told and do not fail it.
 */
export async function followJob(
  jobs: JobQueue,
  jobId: string,
  output: Output,
  signal: AbortSignal,
  stream: NodeJS.WriteStream = process.stderr,
): Promise<Job> {
  const cancel = () => jobs.cancel(jobId);
  if (signal.aborted) cancel();
  signal.addEventListener('abort', cancel, { once: true });
  let drawnMs = 0;
  const stopWatching = jobs.onChange((job) => {
    const now = performance.now();
    if (!stream.isTTY || job.jobId !== jobId || now - drawnMs < EVERY_MS) return;
    drawnMs = now;
    stream.write(`\r\u001b[2K${progressLine(job, stream.columns || 80)}`);
  });
  try {
    const job = await jobs.finished(jobId);
    if (drawnMs > 0) stream.write('\r\u001b[2K');
    const told = job.failures.slice(0, TOLD_FAILURES);
    for (const { item, problem } of told) output.tell(`${item}: ${problem.title}. ${problem.whatHappened}`);
    if (job.failureCount > TOLD_FAILURES) output.tell(`… and ${job.failureCount - TOLD_FAILURES} more.`);
    for (const whatToDo of new Set(told.map(({ problem }) => problem.whatToDo))) output.tell(whatToDo);
    if (job.state === 'cancelled') throw new DOMException(`${job.title} was cancelled`, 'AbortError');
    if (job.problem) throw new ProblemError(job.problem);
    return job;
  } finally {
    stopWatching();
    signal.removeEventListener('abort', cancel);
  }
}
