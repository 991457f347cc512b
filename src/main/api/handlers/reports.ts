import type { Implementer } from '../implementer.ts';
import type { Services } from '../services.ts';

export const reportHandlers = (os: Implementer['reports'], { reportWork }: Services) => ({
  build: os.build.handler(({ input }) => ({ jobId: reportWork.build(input).jobId })),
  list: os.list.handler(() => reportWork.list()),
});
