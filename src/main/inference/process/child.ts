import { createCaller, LineClosedError, type Caller } from '../../runtime/calls.ts';
import type { ExecutionProvider } from '../../../shared/domain/model.ts';
import type { SpawnProcess } from '../process-line.ts';
import { abortError } from './task-queue.ts';
import type { InferenceOperations } from './operations.ts';

type Operation = keyof InferenceOperations;
type Input<K extends Operation> = Parameters<InferenceOperations[K]>[0];
type Output<K extends Operation> = Awaited<ReturnType<InferenceOperations[K]>>;

export interface CallLimits {
  /** On abort the call is rejected at once; the process may go on for `cancelGraceMs`, then it is killed. */
  signal?: AbortSignal | undefined;
  cancelGraceMs?: number;
  /** The process is killed when it has not answered by then. */
  limitMs?: number;
  /** Takes what the operation reports before it ends. */
  onReport?: ((value: unknown) => void) | undefined;
}

export interface LoadedSession {
  key: string;
  modelId: string;
  graph: string;
  provider: ExecutionProvider;
}

/** One life of the inference process. */
export interface Child {
  readonly alive: boolean;
  /** Sessions loaded in it, by graph digest, least recently used first. */
  readonly sessions: Map<string, LoadedSession>;
  readonly ended: Promise<void>;
  call<K extends Operation>(operation: K, input: Input<K>, limits?: CallLimits): Promise<Output<K>>;
  /** Settles when the call under way, answered or dropped, no longer holds the process. */
  idle(): Promise<void>;
  kill(why: string): void;
}

/**
 * Starts the process. `onEnd` is told of its end before the calls under way are rejected, so that whoever they wake
 * finds the end already known; `asked` when it was killed from here.
 */
export function startChild(
  spawn: SpawnProcess,
  entryFile: string,
  onEnd: (child: Child, reason: string, asked: boolean) => void,
): Child {
  const line = spawn(entryFile);
  let alive = true;
  let asked: string | null = null;
  let holding: Promise<unknown> = Promise.resolve();
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  line.onClose((reason) => {
    alive = false;
    onEnd(child, asked ?? reason, asked !== null);
    end();
  });
  const caller: Caller<InferenceOperations> = createCaller<InferenceOperations>(line);
  const kill = (why: string) => {
    asked ??= why;
    line.kill();
  };
  const child: Child = {
    get alive() {
      return alive;
    },
    sessions: new Map(),
    ended,
    kill,
    idle: () => holding.then(() => undefined),
    call: (operation, input, limits = {}) => {
      const { signal, cancelGraceMs = 5000, limitMs, onReport } = limits;
      if (signal?.aborted) return Promise.reject(abortError());
      const answer = caller.call(operation, input as never, {
        ...(signal && { signal }),
        ...(onReport && { onReport }),
      }) as Promise<Output<typeof operation>>;
      const timers: NodeJS.Timeout[] = [];
      if (limitMs !== undefined)
        timers.push(setTimeout(() => kill(`it did not answer within ${limitMs / 1000} s`), limitMs));
      let onAbort = () => {};
      const aborted = new Promise<never>((_, reject) => {
        onAbort = () => {
          timers.push(setTimeout(() => kill('a cancelled run did not end'), cancelGraceMs));
          reject(abortError());
        };
        signal?.addEventListener('abort', onAbort, { once: true });
      });
      const settled = answer
        .catch((error: unknown) => {
          // Told with the reason that was given when it was killed from here.
          throw error instanceof LineClosedError && asked !== null ? new LineClosedError(asked) : error;
        })
        .finally(() => {
          timers.forEach(clearTimeout);
          signal?.removeEventListener('abort', onAbort);
        });
      holding = settled.catch(() => undefined);
      return signal ? Promise.race([settled, aborted]) : settled;
    },
  };
  return child;
}
