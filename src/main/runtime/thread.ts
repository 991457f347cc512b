import { Worker, parentPort, type ResourceLimits, type Transferable } from 'node:worker_threads';
import { entryPath, type EntryPoint } from './entry-points.ts';
import { createCaller, serveCalls, type Caller, type Line, type Operations } from './calls.ts';

export interface Thread<O extends Operations> extends Caller<O> {
  /** Fires once when the thread ended, asked for or not. */
  onExit(listener: (reason: string) => void): void;
  stop(): Promise<void>;
}

/**
 * Starts a worker thread from an entry point and calls its operations. `data` reaches it as `workerData`; `resourceLimits`
 * are those of its JavaScript heap.
 */
export function startThread<O extends Operations>(
  name: EntryPoint,
  data: unknown = null,
  resourceLimits: ResourceLimits = {},
): Thread<O> {
  const worker = new Worker(entryPath(name), { name, workerData: data, resourceLimits });
  const closers: ((reason: string) => void)[] = [];
  let lastError = '';
  worker.on('error', (error: Error) => (lastError = `: ${error.stack ?? error.message}`));
  worker.on('exit', (code) => closers.forEach((close) => close(`${name} ended with code ${code}${lastError}`)));
  const line: Line = {
    post: (message, transfer) => worker.postMessage(message, (transfer ?? []) as readonly Transferable[]),
    onMessage: (listener) => void worker.on('message', listener),
    onClose: (listener) => void closers.push(listener),
  };
  return {
    ...createCaller<O>(line),
    onExit: (listener) => void closers.push(listener),
    stop: async () => void (await worker.terminate()),
  };
}

/** To be called once in a thread's entry file. */
export function serveThread(operations: Operations): void {
  const port = parentPort;
  if (!port) throw new Error('not started as a thread');
  serveCalls(
    {
      post: (message, transfer) => port.postMessage(message, (transfer ?? []) as readonly Transferable[]),
      onMessage: (listener) => void port.on('message', listener),
      onClose: (listener) => void port.on('close', () => listener('the host closed the line')),
    },
    operations,
  );
}
