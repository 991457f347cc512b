import type { ClipId } from '../../shared/domain/clip.ts';
import type { GateCell } from '../../shared/domain/comparison.ts';
import type { PdmSetting } from '../../shared/domain/pdm-metric.ts';
import type { PdmTerm } from '../../shared/domain/pdm.ts';
import type { ClipMatrix, MetricKey } from '../../shared/domain/score.ts';
import { serveThread } from '../runtime/thread.ts';
import { clipsOfCell, gateTable } from '../metrics/compare/gate-table.ts';
import { deltaSlices, type SliceGroup } from '../metrics/compare/delta-slices.ts';
import { sortedDeltas } from '../metrics/compare/sorted-deltas.ts';
import { referenceCounts } from '../metrics/pdm/reference-counts.ts';
import { compareRuns, summarise } from '../metrics/summary.ts';

interface Pair {
  a: ClipMatrix;
  b: ClipMatrix;
}
/** Which clips of the cross-table are asked for. */
export interface GateCellQuery {
  setting: PdmSetting;
  term: PdmTerm;
  cell: GateCell;
}

const operations = {
  summarise: ({ run, seed }: { run: ClipMatrix; seed: number }) => ({
    metrics: summarise(run, seed),
    references: referenceCounts(run),
  }),
  compare: ({ a, b, seed }: Pair & { seed: number }) => compareRuns(a, b, seed),
  deltas: ({ a, b, metric }: Pair & { metric: MetricKey }) => sortedDeltas(a, b, metric),
  slices: ({ a, b, metric, groups, seed }: Pair & { metric: MetricKey; groups: SliceGroup[]; seed: number }) =>
    deltaSlices(a, b, metric, groups, seed),
  gates: ({ a, b, setting }: Pair & { setting: PdmSetting }) => gateTable(a, b, setting),
  gateClips: ({ a, b, setting, term, cell }: Pair & GateCellQuery): ClipId[] => clipsOfCell(a, b, setting, term, cell),
};
export type ScoreOperations = typeof operations;

serveThread(operations);
