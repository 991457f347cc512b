import type { Implementer } from '../implementer.ts';
import type { Services } from '../services.ts';

export const runHandlers = (os: Implementer['runs'], { workspace, runWork }: Services) => ({
  list: os.list.handler(() => workspace.runs.list()),
  start: os.start.handler(({ input }) => runWork.start(input.modelId, input.filter)),
  resume: os.resume.handler(({ input }) => runWork.resume(input.runId)),
  remove: os.remove.handler(({ input }) => runWork.remove(input.runId)),
  summary: os.summary.handler(({ input }) => runWork.summary(input.runIds, input.filter)),
  compare: os.compare.handler(({ input }) => runWork.compare(input.runA, input.runB, input.filter)),
});
