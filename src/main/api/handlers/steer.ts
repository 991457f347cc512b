import type { Implementer } from '../implementer.ts';
import type { Log } from '../log.ts';
import type { Services } from '../services.ts';
import { wireError } from '../wire-error.ts';

export const steerHandlers = (os: Implementer['steer'], { steer }: Services, log: Log) => ({
  models: os.models.handler(() => steer.models()),
  warm: os.warm.handler(({ input, signal }) => steer.warm(input, signal)),
  render: os.render.handler(async function* ({ input, signal, path }) {
    try {
      yield* steer.render(input, signal);
    } catch (error) {
      // The implementer sees a call fail, not what it streams.
      throw signal?.aborted ? error : wireError(error, path, log);
    }
  }),
});
