import type { Implementer } from '../implementer.ts';
import type { Services } from '../services.ts';

export const jobHandlers = (os: Implementer['jobs'], { jobs }: Services) => ({
  list: os.list.handler(() => jobs.list()),
  cancel: os.cancel.handler(({ input }) => jobs.cancel(input.jobId)),
  dismiss: os.dismiss.handler(({ input }) => jobs.dismiss(input.jobId)),
});
