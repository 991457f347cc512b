import type { PairedDifference, RunSummary } from '../../shared/domain/score.ts';
import { clipMatrix, type ClipMatrix } from '../metrics/clip-matrix.ts';
import { DEFAULT_SEED } from '../metrics/statistics/bootstrap.ts';
import { startThread, type Thread } from '../runtime/thread.ts';
import type { ClipValues } from '../workspace/workspace.ts';
import type { ScoreOperations } from './score-thread.ts';

/** Figures over many clips, worked out in a thread so that the host stays free. */
export interface ScoreSummaries {
  /** One summary a run, in this order; a run without a scored clip has null everywhere. `values` may hold several runs. */
  summarise(runIds: readonly string[], values: readonly ClipValues[], seed?: number): Promise<RunSummary[]>;
  /** Two runs on the clips both scored; deltas are A − B. */
  compare(a: readonly ClipValues[], b: readonly ClipValues[], seed?: number): Promise<PairedDifference[]>;
  /** Ends the thread; calls under way are rejected. */
  close(): Promise<void>;
}

/** An idle thread is given back after this. */
const IDLE_MS = 10_000;

/** The thread starts with the first call. */
export function createScoreSummaries(): ScoreSummaries {
  let thread: Thread<ScoreOperations> | null = null;
  let users = 0;
  let idle: NodeJS.Timeout | undefined;

  const stop = async () => {
    clearTimeout(idle);
    const ending = thread;
    thread = null;
    await ending?.stop();
  };
  const withThread = async <T>(work: (running: Thread<ScoreOperations>) => Promise<T>): Promise<T> => {
    clearTimeout(idle);
    if (!thread) {
      const started = startThread<ScoreOperations>('score-thread');
      started.onExit(() => thread === started && (thread = null));
      thread = started;
    }
    users++;
    try {
      return await work(thread);
    } finally {
      if (--users === 0) idle = setTimeout(() => void stop(), IDLE_MS).unref();
    }
  };
  /** The numbers go over without a copy; they are of no use here afterwards. */
  const moved = (...matrices: ClipMatrix[]) => ({ transfer: matrices.map((m) => m.values.buffer as ArrayBuffer) });

  return {
    summarise: async (runIds, values, seed = DEFAULT_SEED) => {
      const byRun = Map.groupBy(values, (v) => v.runId);
      const summaries: RunSummary[] = [];
      for (const runId of runIds) {
        const run = await clipMatrix(byRun.get(runId) ?? []);
        summaries.push({ runId, metrics: await withThread((t) => t.call('summarise', { run, seed }, moved(run))) });
      }
      return summaries;
    },
    compare: async (a, b, seed = DEFAULT_SEED) => {
      const [first, second] = [await clipMatrix(a), await clipMatrix(b)];
      return withThread((t) => t.call('compare', { a: first, b: second, seed }, moved(first, second)));
    },
    close: stop,
  };
}
