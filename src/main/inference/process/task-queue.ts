/**
 * Runs tasks one after the other; `between` is awaited after each before the next begins, while the task's caller
 * already has its answer. A waiting one is removed when its signal aborts; a running one is told by its signal. */
export interface TaskQueue {
  add<T>(task: () => Promise<T>, signal?: AbortSignal): Promise<T>;
}

export const abortError = (): DOMException => new DOMException('cancelled', 'AbortError');

export function createTaskQueue(between: () => Promise<void>): TaskQueue {
  const waiting: (() => Promise<void>)[] = [];
  let busy = false;
  const next = async () => {
    if (busy) return;
    busy = true;
    for (let task = waiting.shift(); task; task = waiting.shift()) {
      await task();
      await between();
    }
    busy = false;
  };
  return {
    add<T>(task: () => Promise<T>, signal?: AbortSignal): Promise<T> {
      if (signal?.aborted) return Promise.reject(abortError());
      return new Promise<T>((resolve, reject) => {
        const entry = () => {
          signal?.removeEventListener('abort', leave);
          return task().then(resolve, reject);
        };
        const leave = () => {
          waiting.splice(waiting.indexOf(entry), 1);
          reject(abortError());
        };
        signal?.addEventListener('abort', leave, { once: true });
        waiting.push(entry);
        void next();
      });
    },
  };
}
