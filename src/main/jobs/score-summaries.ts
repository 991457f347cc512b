import type { ClipId } from '../../shared/domain/clip.ts';
import type { DeltaSlice, GateTable, ScoreDeltas } from '../../shared/domain/comparison.ts';
import type { PdmSetting } from '../../shared/domain/pdm-metric.ts';
import type { ClipMatrix, MetricKey, PairedDifference, RunSummary } from '../../shared/domain/score.ts';
import type { SliceGroup } from '../metrics/compare/delta-slices.ts';
import { DEFAULT_SEED } from '../metrics/statistics/bootstrap.ts';
import { startThread, type Thread } from '../runtime/thread.ts';
import type { GateCellQuery, ScoreOperations } from './score-thread.ts';

/** Figures over many clips, worked out in threads so that the host stays free. */
export interface ScoreSummaries {
  /** One summary a matrix, in this order; a run without a scored clip has null everywhere. */
  summarise(runs: readonly ClipMatrix[], seed?: number): Promise<RunSummary[]>;
  /** Two runs on the clips both scored; deltas are A − B. */
  compare(a: ClipMatrix, b: ClipMatrix, seed?: number): Promise<PairedDifference[]>;
  /** A metric on the clips both have it for, in rising order of A − B. */
  deltas(a: ClipMatrix, b: ClipMatrix, metric: MetricKey): Promise<ScoreDeltas>;
  /** A metric's difference on groups of clips. */
  slices(
    a: ClipMatrix,
    b: ClipMatrix,
    metric: MetricKey,
    groups: readonly SliceGroup[],
    seed?: number,
  ): Promise<DeltaSlice[]>;
  /** Which term of a PDM setting fails in which run. */
  gates(a: ClipMatrix, b: ClipMatrix, setting: PdmSetting): Promise<GateTable>;
  /** The clips of one cell of that table. */
  gateClips(a: ClipMatrix, b: ClipMatrix, cell: GateCellQuery): Promise<ClipId[]>;
  /** Ends the threads; calls under way are rejected. */
  close(): Promise<void>;
}

/** An idle thread is given back after this. */
const IDLE_MS = 10_000;

/** A thread that starts with the first call and is given back when it has been idle for a while. */
function lazyThread() {
  let thread: Thread<ScoreOperations> | null = null;
  let users = 0;
  let idle: NodeJS.Timeout | undefined;

  const stop = async () => {
    clearTimeout(idle);
    const ending = thread;
    thread = null;
    await ending?.stop();
  };
  const use = async <T>(work: (running: Thread<ScoreOperations>) => Promise<T>): Promise<T> => {
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
  return { use, stop };
}

/** Resampling takes a second for a run; lists and counts, which take milliseconds, have a thread of their own and do not wait for it. */
export function createScoreSummaries(): ScoreSummaries {
  const resampling = lazyThread();
  const listing = lazyThread();

  return {
    summarise: async (runs, seed = DEFAULT_SEED) => {
      const summaries: RunSummary[] = [];
      for (const run of runs)
        summaries.push({ runId: run.runId, ...(await resampling.use((t) => t.call('summarise', { run, seed }))) });
      return summaries;
    },
    compare: (a, b, seed = DEFAULT_SEED) => resampling.use((t) => t.call('compare', { a, b, seed })),
    slices: (a, b, metric, groups, seed = DEFAULT_SEED) =>
      resampling.use((t) => t.call('slices', { a, b, metric, groups: [...groups], seed })),
    deltas: (a, b, metric) => listing.use((t) => t.call('deltas', { a, b, metric })),
    gates: (a, b, setting) => listing.use((t) => t.call('gates', { a, b, setting })),
    gateClips: (a, b, cell) => listing.use((t) => t.call('gateClips', { a, b, ...cell })),
    close: async () => {
      await Promise.all([resampling.stop(), listing.stop()]);
    },
  };
}
