import type { Problem } from './problem.ts';

export interface Job {
  jobId: string;
  kind: 'index' | 'run' | 'score' | 'report' | 'import' | 'backup' | 'lab';
  title: string;
  state: 'queued' | 'running' | 'done' | 'failed' | 'cancelled';
  done: number;
  /** 0 while it is not known. */
  total: number;
  /** What done and total count: `rows`, `clips`. */
  unit: string;
  /** Per second, over the last few seconds; null at the start. */
  rate: number | null;
  /** What is under way: `sample_annotation.json`. */
  current: string;
  /** Per-item failures that did not stop the job (first 100) and how many there were. */
  failures: { item: string; problem: Problem }[];
  failureCount: number;
  /** Why it failed as a whole. */
  problem: Problem | null;
  startedUs: number | null;
  finishedUs: number | null;
  /** E.g. {runId}, {datasetId}, {reportId}. */
  result: Record<string, string>;
}
