import { ProblemError, problemOf, type Problem } from '../../shared/domain/problem.ts';

/**
 * One end of a two-way message line: a worker's port, a utility process, a forked child.
 * `onClose` fires once when the other side is gone.
 */
export interface Line {
  post(message: unknown, transfer?: readonly ArrayBuffer[]): void;
  onMessage(listener: (message: unknown) => void): void;
  onClose(listener: (reason: string) => void): void;
}

/** Operations of a served side: each takes one argument and may report progress and be cancelled. */
export type Operations = Record<string, (input: never, context: CallContext) => unknown>;

export interface CallContext {
  signal: AbortSignal;
  /** Sends an intermediate value to the caller. */
  report: (value: unknown) => void;
}

type InputOf<F> = F extends (input: infer I, context: CallContext) => unknown ? I : never;
type OutputOf<F> = F extends (input: never, context: CallContext) => infer O ? Awaited<O> : never;

export interface CallOptions {
  signal?: AbortSignal;
  onReport?: (value: unknown) => void;
  transfer?: readonly ArrayBuffer[];
}

/** The calling side. */
export interface Caller<O extends Operations> {
  call<K extends keyof O & string>(operation: K, input: InputOf<O[K]>, options?: CallOptions): Promise<OutputOf<O[K]>>;
}

type Message =
  | { kind: 'call'; id: number; operation: string; input: unknown }
  | { kind: 'cancel'; id: number }
  | { kind: 'report'; id: number; value: unknown }
  | { kind: 'done'; id: number; value: unknown }
  | { kind: 'failed'; id: number; problem: Problem | null; message: string; aborted: boolean };

const isMessage = (value: unknown): value is Message =>
  typeof value === 'object' && value !== null && 'kind' in value && 'id' in value && typeof value.id === 'number';

/** The other side ended while a call was under way. */
export class LineClosedError extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'LineClosedError';
  }
}

/** Makes calls over a line. Calls in flight are rejected with LineClosedError when the line closes. */
export function createCaller<O extends Operations>(line: Line): Caller<O> {
  let nextId = 1;
  let closed: string | null = null;
  const pending = new Map<
    number,
    { resolve(value: unknown): void; reject(error: Error): void; onReport?: ((value: unknown) => void) | undefined }
  >();
  line.onMessage((message) => {
    if (!isMessage(message)) return;
    const call = pending.get(message.id);
    if (!call) return;
    if (message.kind === 'report') return call.onReport?.(message.value);
    if (message.kind === 'done') call.resolve(message.value);
    else if (message.kind === 'failed') {
      if (message.aborted) call.reject(new DOMException(message.message, 'AbortError'));
      else call.reject(message.problem ? new ProblemError(message.problem) : new Error(message.message));
    } else return;
    pending.delete(message.id);
  });
  line.onClose((reason) => {
    closed = reason;
    for (const call of pending.values()) call.reject(new LineClosedError(reason));
    pending.clear();
  });
  return {
    call(operation, input, options = {}) {
      if (closed !== null) return Promise.reject(new LineClosedError(closed));
      if (options.signal?.aborted) return Promise.reject(new DOMException('cancelled', 'AbortError'));
      const id = nextId++;
      return new Promise((resolve, reject) => {
        const cancel = () => line.post({ kind: 'cancel', id } satisfies Message);
        options.signal?.addEventListener('abort', cancel, { once: true });
        const settle =
          <T>(then: (value: T) => void) =>
          (value: T) => {
            options.signal?.removeEventListener('abort', cancel);
            then(value);
          };
        pending.set(id, {
          resolve: settle(resolve as (value: unknown) => void),
          reject: settle(reject),
          onReport: options.onReport,
        });
        line.post({ kind: 'call', id, operation, input } satisfies Message, options.transfer);
      });
    },
  };
}

/** Answers calls over a line. Errors cross it as problems where they are ones, else as their message. */
export function serveCalls(line: Line, operations: Operations): void {
  const running = new Map<number, AbortController>();
  line.onMessage((message) => {
    if (!isMessage(message)) return;
    if (message.kind === 'cancel') return running.get(message.id)?.abort();
    if (message.kind !== 'call') return;
    const { id } = message;
    const controller = new AbortController();
    running.set(id, controller);
    const context: CallContext = {
      signal: controller.signal,
      report: (value) => line.post({ kind: 'report', id, value } satisfies Message),
    };
    const operation = operations[message.operation] as ((input: unknown, context: CallContext) => unknown) | undefined;
    void (async () => {
      try {
        if (!operation) throw new Error(`no operation ${message.operation}`);
        const value = await operation(message.input, context);
        line.post({ kind: 'done', id, value } satisfies Message);
      } catch (error) {
        const aborted = controller.signal.aborted || (error instanceof DOMException && error.name === 'AbortError');
        const problem = error instanceof ProblemError ? problemOf(error) : null;
        const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
        line.post({ kind: 'failed', id, problem, message: text, aborted } satisfies Message);
      } finally {
        running.delete(id);
      }
    })();
  });
}
