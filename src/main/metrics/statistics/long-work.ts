/** How long work is watched and stopped: it tells how far it is and lets cancellation in at its pauses. */
export interface LongWork {
  signal?: AbortSignal | undefined;
  onProgress?: (done: number, total: number) => void;
}

/** Work between two pauses. */
const PORTION_MS = 50;

/**
 * Pauses for work that would hold its thread: after each portion the thread's messages get their turn, a cancellation
 * among them. Throws the signal's reason (AbortError) once that is aborted.
 */
export function portions(work: LongWork = {}): (done: number, total: number) => Promise<void> {
  let last = performance.now();
  return async (done, total) => {
    if (performance.now() - last < PORTION_MS) return;
    work.onProgress?.(done, total);
    await new Promise((resolve) => setImmediate(resolve));
    work.signal?.throwIfAborted();
    last = performance.now();
  };
}

/** A part of longer work: its own progress becomes a share of the whole's `parts`. */
export const partOf = (work: LongWork, part: number, parts: number): LongWork => ({
  signal: work.signal,
  onProgress: (done, total) => work.onProgress?.(part + done / total, parts),
});
