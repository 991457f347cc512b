import { importScores } from '../../jobs/import-scores.ts';
import type { Implementer } from '../implementer.ts';
import type { Services } from '../services.ts';

export const runHandlers = (os: Implementer['runs'], { workspace, runWork, summaries }: Services) => ({
  list: os.list.handler(() => workspace.runs.list()),
  start: os.start.handler(({ input }) => runWork.start(input.modelId, input.filter)),
  importScores: os.importScores.handler(({ input: { path: file, ...rest } }) =>
    importScores(workspace, { file, ...rest }),
  ),
  resume: os.resume.handler(({ input }) => runWork.resume(input.runId)),
  scorePdm: os.scorePdm.handler(({ input }) => runWork.scorePdm(input.runId, input.settings)),
  remove: os.remove.handler(({ input }) => runWork.remove(input.runId)),
  summary: os.summary.handler(async ({ input: { runIds, filter } }) =>
    summaries.summarise(runIds, await workspace.runs.clipValues(runIds, filter)),
  ),
  compare: os.compare.handler(async ({ input: { runA, runB, filter } }) => {
    const values = Map.groupBy(await workspace.runs.clipValues([runA, runB], filter), (v) => v.runId);
    return summaries.compare(values.get(runA) ?? [], values.get(runB) ?? []);
  }),
});
