import type { Implementer } from '../implementer.ts';
import type { Services } from '../services.ts';

export const modelHandlers = (os: Implementer['models'], { inference }: Services) => ({
  list: os.list.handler(() => inference.models()),
  add: os.add.handler(({ input }) => inference.add(input.path)),
  inference: os.inference.handler(() => inference.state()),
});
