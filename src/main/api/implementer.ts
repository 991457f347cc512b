import { implement } from '@orpc/server';
import { contract } from '../../shared/api/contract.ts';
import type { CallerContext } from './caller.ts';
import type { Log } from './log.ts';
import { wireError } from './wire-error.ts';

/** The contract as something to implement: inputs are checked by its schemas, failures cross as problems. */
export const createImplementer = (log: Log) =>
  implement(contract)
    .$context<CallerContext>()
    .use(async ({ next, path, signal }) => {
      try {
        return await next();
      } catch (error) {
        throw signal?.aborted ? error : wireError(error, path, log);
      }
    });

export type Implementer = ReturnType<typeof createImplementer>;
