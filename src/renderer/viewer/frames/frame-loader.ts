import { mediaUrl } from '../../state/connection.ts';
import { FrameCache } from './frame-cache.ts';
import { FRAME_BUDGET_BYTES, useFrameLedger } from './frame-ledger.ts';
import type { FrameFailure, FrameMessage, WantMessage } from './frame-messages.ts';
import type { WantedFrame } from './frame-plan.ts';

export type FrameState = { bitmap: ImageBitmap } | { failure: FrameFailure } | null;

/** Decoded pictures of the cameras: cached in the page, made in a worker in the order they are wanted. */
export class FrameLoader {
  readonly #cache: FrameCache<ImageBitmap>;
  readonly #failures = new Map<string, FrameFailure>();
  readonly #worker: Worker;
  readonly #onArrival: () => void;
  #seen = 0;
  #ledgerTimer: ReturnType<typeof setTimeout> | null = null;
  #told = { bytes: 0, frames: 0 };

  /** @param onArrival called after every picture or failure that came in */
  constructor(onArrival: () => void, budgetBytes = FRAME_BUDGET_BYTES) {
    this.#onArrival = onArrival;
    this.#cache = new FrameCache(budgetBytes);
    this.#worker = new Worker(new URL('./frame-decoder.worker.ts', import.meta.url), {
      type: 'module',
      name: 'frames',
    });
    this.#worker.addEventListener('message', (event: MessageEvent<FrameMessage>) => this.#take(event.data));
  }

  /** The picture, why there is none, or null while it is not there yet. */
  state(key: string): FrameState {
    const bitmap = this.#cache.get(key);
    if (bitmap) return { bitmap };
    const failure = this.#failures.get(key);
    return failure ? { failure } : null;
  }

  /** Names all pictures to have, most urgent first; `shown` are the keys on screen, which stay in memory. */
  want(frames: readonly WantedFrame[], shown: Iterable<string>): void {
    this.#cache.pin(shown);
    const jobs = frames
      .filter((f) => !this.#cache.has(f.key) && !this.#failures.has(f.key))
      .map(({ key, path, widthPx, heightPx, video }) => ({ key, url: mediaUrl(path), widthPx, heightPx, video }));
    const message: WantMessage = { jobs, seen: this.#seen };
    this.#worker.postMessage(message);
  }

  /** Forgets failures, so that pictures are asked for again: the root is back, the line is open again. */
  lookAgain(): void {
    this.#failures.clear();
  }

  close(): void {
    this.#worker.terminate();
    this.#cache.clear();
    if (this.#ledgerTimer !== null) clearTimeout(this.#ledgerTimer);
    this.#tellLedger();
  }

  #take(message: FrameMessage): void {
    this.#seen = message.serial;
    if (message.type === 'frame') this.#cache.put(message.key, message.bitmap);
    else this.#failures.set(message.key, message.failure);
    this.#reportSoon();
    this.#onArrival();
  }

  /** The status bar needs the figure a few times a second, not at every picture. */
  #reportSoon(): void {
    this.#ledgerTimer ??= setTimeout(() => {
      this.#ledgerTimer = null;
      this.#tellLedger();
    }, 250);
  }

  /** Every loader adds what it holds to the one figure. */
  #tellLedger(): void {
    const now = { bytes: this.#cache.bytes, frames: this.#cache.size };
    const before = this.#told;
    this.#told = now;
    useFrameLedger.setState((ledger) => ({
      bytes: ledger.bytes + now.bytes - before.bytes,
      frames: ledger.frames + now.frames - before.frames,
    }));
  }
}
