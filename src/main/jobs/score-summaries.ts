import type { ClipId } from '../../shared/domain/clip.ts';
import type { DeltaSlice, GateTable, ScoreDeltas } from '../../shared/domain/comparison.ts';
import type { PdmSetting } from '../../shared/domain/pdm-metric.ts';
import type { MetricKey, PairedDifference, RunSummary } from '../../shared/domain/score.ts';
import { clipMatrix, type ClipMatrix } from '../metrics/clip-matrix.ts';
import type { SliceGroup } from '../metrics/compare/delta-slices.ts';
import { DEFAULT_SEED } from '../metrics/statistics/bootstrap.ts';
import { startThread, type Thread } from '../runtime/thread.ts';
import type { ClipValues } from '../workspace/workspace.ts';
import type { GateCellQuery, ScoreOperations } from './score-thread.ts';

/** Figures over many clips, worked out in threads so that the host stays free. */
export interface ScoreSummaries {
  /** One summary a run, in this order; a run without a scored clip has null everywhere. `values` may hold several runs. */
  summarise(runIds: readonly string[], values: readonly ClipValues[], seed?: number): Promise<RunSummary[]>;
  /** Two runs on the clips both scored; deltas are A − B. */
  compare(a: readonly ClipValues[], b: readonly ClipValues[], seed?: number): Promise<PairedDifference[]>;
  /** A metric on the clips both have it for, in rising order of A − B. */
  deltas(a: readonly ClipValues[], b: readonly ClipValues[], metric: MetricKey): Promise<ScoreDeltas>;
  /** A metric's difference on groups of clips. */
  slices(
    a: readonly ClipValues[],
    b: readonly ClipValues[],
    metric: MetricKey,
    groups: readonly SliceGroup[],
    seed?: number,
  ): Promise<DeltaSlice[]>;
  /** Which term of a PDM setting fails in which run. */
  gates(a: readonly ClipValues[], b: readonly ClipValues[], setting: PdmSetting): Promise<GateTable>;
  /** The clips of one cell of that table. */
  gateClips(a: readonly ClipValues[], b: readonly ClipValues[], cell: GateCellQuery): Promise<ClipId[]>;
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

  /** The numbers go over without a copy; they are of no use here afterwards. */
  const moved = (...matrices: ClipMatrix[]) => ({ transfer: matrices.map((m) => m.values.buffer as ArrayBuffer) });
  const pair = async (a: readonly ClipValues[], b: readonly ClipValues[]) => ({
    a: await clipMatrix(a),
    b: await clipMatrix(b),
  });

  return {
    summarise: async (runIds, values, seed = DEFAULT_SEED) => {
      const byRun = Map.groupBy(values, (v) => v.runId);
      const summaries: RunSummary[] = [];
      for (const runId of runIds) {
        const run = await clipMatrix(byRun.get(runId) ?? []);
        summaries.push({ runId, metrics: await resampling.use((t) => t.call('summarise', { run, seed }, moved(run))) });
      }
      return summaries;
    },
    compare: async (a, b, seed = DEFAULT_SEED) => {
      const both = await pair(a, b);
      return resampling.use((t) => t.call('compare', { ...both, seed }, moved(both.a, both.b)));
    },
    slices: async (a, b, metric, groups, seed = DEFAULT_SEED) => {
      const both = await pair(a, b);
      return resampling.use((t) =>
        t.call('slices', { ...both, metric, groups: [...groups], seed }, moved(both.a, both.b)),
      );
    },
    deltas: async (a, b, metric) => {
      const both = await pair(a, b);
      return listing.use((t) => t.call('deltas', { ...both, metric }, moved(both.a, both.b)));
    },
    gates: async (a, b, setting) => {
      const both = await pair(a, b);
      return listing.use((t) => t.call('gates', { ...both, setting }, moved(both.a, both.b)));
    },
    gateClips: async (a, b, cell) => {
      const both = await pair(a, b);
      return listing.use((t) => t.call('gateClips', { ...both, ...cell }, moved(both.a, both.b)));
    },
    close: async () => {
      await Promise.all([resampling.stop(), listing.stop()]);
    },
  };
}
