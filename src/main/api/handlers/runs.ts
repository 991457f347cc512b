import type { ClipFilter } from '../../../shared/domain/clip.ts';
import { sliceGroups } from '../../jobs/slice-groups.ts';
import { importScores } from '../../jobs/import-scores.ts';
import type { Implementer } from '../implementer.ts';
import type { ClipMatrix } from '../../../shared/domain/score.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { Services } from '../services.ts';

export const runHandlers = (os: Implementer['runs'], { workspace, runWork, summaries }: Services) => ({
  list: os.list.handler(() => workspace.runs.list()),
  start: os.start.handler(({ input }) => runWork.start(input.modelId, input.filter, input.video)),
  importScores: os.importScores.handler(({ input: { path: file, ...rest } }) =>
    importScores(workspace, { file, ...rest }),
  ),
  resume: os.resume.handler(({ input }) => runWork.resume(input.runId)),
  scorePdm: os.scorePdm.handler(({ input }) => runWork.scorePdm(input.runId, input.settings, input.metricCache)),
  scoreTwoStage: os.scoreTwoStage.handler(({ input: { runId, ...request } }) => runWork.scoreTwoStage(runId, request)),
  stages: os.stages.handler(({ input }) => runWork.stages(input.runId)),
  remove: os.remove.handler(({ input }) => runWork.remove(input.runId)),
  summary: os.summary.handler(async ({ input: { runIds, filter } }) =>
    summaries.summarise(await workspace.runs.clipMatrices(runIds, filter)),
  ),
  compare: os.compare.handler(async ({ input }) => summaries.compare(...(await valuesOf(workspace, input)))),
  deltas: os.deltas.handler(async ({ input }) => summaries.deltas(...(await valuesOf(workspace, input)), input.metric)),
  slices: os.slices.handler(async ({ input }) =>
    summaries.slices(...(await valuesOf(workspace, input)), input.metric, await sliceGroups(workspace, input.filter)),
  ),
  gates: os.gates.handler(async ({ input }) => summaries.gates(...(await valuesOf(workspace, input)), input.setting)),
  gateClips: os.gateClips.handler(async ({ input: { setting, term, cell, ...runs } }) =>
    summaries.gateClips(...(await valuesOf(workspace, runs)), { setting, term, cell }),
  ),
});

/** Clip means of run A and of run B over the clips that pass a filter. */
async function valuesOf(
  workspace: Workspace,
  { runA, runB, filter }: { runA: string; runB: string; filter: ClipFilter },
): Promise<[a: ClipMatrix, b: ClipMatrix]> {
  const matrices = await workspace.runs.clipMatrices([runA, runB], filter);
  return [matrices[0], matrices[matrices.length - 1]];
}
