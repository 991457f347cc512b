import { serveThread } from '../runtime/thread.ts';
import type { ClipMatrix } from '../metrics/clip-matrix.ts';
import { compareRuns, summarise } from '../metrics/summary.ts';

const operations = {
  summarise: ({ run, seed }: { run: ClipMatrix; seed: number }) => summarise(run, seed),
  compare: ({ a, b, seed }: { a: ClipMatrix; b: ClipMatrix; seed: number }) => compareRuns(a, b, seed),
};
export type ScoreOperations = typeof operations;

serveThread(operations);
