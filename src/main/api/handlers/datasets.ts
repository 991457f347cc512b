import type { Implementer } from '../implementer.ts';
import type { Services } from '../services.ts';

export const datasetHandlers = (os: Implementer['datasets'], { workspace, datasetWork, roots }: Services) => ({
  list: os.list.handler(() => workspace.datasets.list()),
  probe: os.probe.handler(({ input }) => datasetWork.probe(input.path)),
  add: os.add.handler(({ input }) => datasetWork.add(input.path, input.version)),
  reindex: os.reindex.handler(({ input }) => datasetWork.reindex(input.datasetId)),
  repoint: os.repoint.handler(({ input }) => datasetWork.repoint(input.datasetId, input.path)),
  lookAgain: os.lookAgain.handler(() => roots.look()),
  remove: os.remove.handler(({ input }) => datasetWork.remove(input.datasetId)),
});
