import { fork } from 'node:child_process';
import type { Line } from '../runtime/calls.ts';

/** A line to a process of its own, which can be ended from here. */
export interface ProcessLine extends Line {
  readonly pid: number | undefined;
  /** Ends the process at once, whatever it does; `onClose` fires when it is gone. */
  kill(): void;
}

/** Starts a process from an entry file. The Electron host passes one made from `utilityProcess`. */
export type SpawnProcess = (entryFile: string) => ProcessLine;

/** Characters of the process's last words on stderr that are kept for the crash report. */
const KEPT_STDERR = 2000;

/** Starts a Node child. Messages are structured clones: typed arrays arrive as such and are copied, never transferred. */
export const forkProcess: SpawnProcess = (entryFile) => {
  const child = fork(entryFile, [], { serialization: 'advanced', stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  let lastWords = '';
  child.stderr?.on('data', (chunk: Buffer) => (lastWords = (lastWords + chunk.toString()).slice(-KEPT_STDERR)));
  let failure = '';
  child.on('error', (error) => (failure = error.message));
  return {
    pid: child.pid,
    post: (message) => {
      // A dead child's channel is reported by `close`; a post that races with it is lost with the call it carries.
      if (child.connected) child.send(message as object, () => undefined);
    },
    onMessage: (listener) =>
      void child.on('message', (message) => {
        // What was said before an answer does not tell why the process ended after it.
        lastWords = '';
        listener(message);
      }),
    onClose: (listener) => {
      // `close` comes after stderr is drained, so the last words are whole; a failed start has no `exit`.
      child.on('close', (code, signal) => listener(describeEnd(code, signal, failure, lastWords)));
    },
    kill: () => void child.kill('SIGKILL'),
  };
};

/** How a process ended, in words. */
export function describeEnd(code: number | null, signal: string | null, failure: string, lastWords: string): string {
  const how = failure || (signal ? `it was ended by ${signal}` : `it ended with code ${code ?? 'unknown'}`);
  const words = lastWords.trim().split('\n').at(-1);
  return words ? `${how} (${words.slice(0, 300)})` : how;
}
