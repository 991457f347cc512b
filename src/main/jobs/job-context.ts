import type { Problem } from '../../shared/domain/problem.ts';

/** How far a long job is: `total` is 0 while it is not known, `unit` says what is counted. */
export interface JobProgress {
  done: number;
  total: number;
  unit: string;
  /** What is under way: `sample_annotation.json`. */
  current: string;
}

/** What a long job gets from the queue that runs it. */
export interface JobContext {
  /** Aborts when the user cancels the job or the workstation closes; the job then stops soon and keeps what it stored. */
  signal: AbortSignal;
  progress(progress: JobProgress): void;
  /** Notes one item that failed without stopping the job. */
  failure(item: string, problem: Problem): void;
}
