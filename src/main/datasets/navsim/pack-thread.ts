import type { CallContext } from '../../runtime/calls.ts';
import { serveThread } from '../../runtime/thread.ts';
import type { NavsimVersion } from './layout.ts';
import { packPickle, type PackedPickle } from './pack-pickle.ts';

/** Reads pickles in a thread of its own, one ahead of the thread that writes the index. */
const operations = {
  pack: (input: { root: string; version: NavsimVersion; name: string }, context: CallContext): PackedPickle => {
    context.signal.throwIfAborted();
    return packPickle(input.root, input.version, input.name);
  },
};
export type PackOperations = typeof operations;

serveThread(operations);
