import { asOneText } from '../../../shared/api/wire.ts';
import type { Implementer } from '../implementer.ts';
import type { Services } from '../services.ts';

export const labHandlers = (os: Implementer['lab'], { lab }: Services) => ({
  start: os.start.handler(({ input }) => lab.start(input)),
  list: os.list.handler(async () => asOneText(await lab.list())),
  get: os.get.handler(async ({ input }) => asOneText(await lab.get(input.labId))),
  remove: os.remove.handler(({ input }) => lab.remove(input.labId)),
  quoted: os.quoted.handler(() => lab.quoted()),
});
