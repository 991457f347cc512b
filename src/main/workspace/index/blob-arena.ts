import type { Allocate } from './columns.ts';

const ARENA_BYTES = 4 << 20;

/**
 * Shared memory for blobs on their way from the thread that makes them to the one that writes them. It is used again and
 * again: fresh memory for each of hundreds of megabytes would cost more than filling it.
 */
export class BlobArena {
  #memory = new SharedArrayBuffer(ARENA_BYTES);
  #used = 0;

  /** Lets go of all that was given; whoever reads it must be done. */
  reset(): void {
    this.#used = 0;
  }

  readonly allocate: Allocate = (bytes) => {
    // A clip larger than the arena gets memory of its own.
    if (this.#used + bytes > this.#memory.byteLength) return Buffer.from(new SharedArrayBuffer(bytes));
    const at = this.#used;
    this.#used += (bytes + 7) & ~7;
    return Buffer.from(this.#memory, at, bytes);
  };
}
