import { FrameLoader, type FrameState } from '../frames/frame-loader.ts';
import type { WantedFrame } from '../frames/frame-plan.ts';
import type { CompareAnswer, CompareJob } from './compare-messages.ts';

/** A predicted picture and the recorded one it is held against. */
export interface PicturePair {
  key: string;
  truthKey: string;
  predictedKey: string;
  /** The square that the model sees, as shares of the recorded picture's width and height. */
  crop: Crop;
  widthPx: number;
  heightPx: number;
}

/** A square of a picture: its left and top edge and its width, as shares of the picture's width, height and width. */
export interface Crop {
  x: number;
  y: number;
  size: number;
}

/** All that the panel shows, and what it shows next. */
export interface StripWants {
  shown: readonly WantedFrame[];
  pairs: readonly PicturePair[];
  next: readonly WantedFrame[];
}

/** Some hundred small pictures, and the recorded ones they are cut from. */
const BUDGET_BYTES = 96e6;
const KEPT_COMPARISONS = 512;

/** A square of a decoded picture in its own pixels. */
export const cropOf = (picture: Pick<ImageBitmap, 'width' | 'height'>, { x, y, size }: Crop): CompareJob['crop'] => ({
  x: x * picture.width,
  y: y * picture.height,
  size: size * picture.width,
});

/** Decoded pictures of the panel and their differences: fetched, decoded and compared in workers, kept within a budget. */
export class StripPictures {
  readonly #loader = new FrameLoader(() => this.#arrived(), BUDGET_BYTES);
  readonly #worker = new Worker(new URL('./compare-pictures.worker.ts', import.meta.url), {
    type: 'module',
    name: 'predicted pictures',
  });
  /** By key of the pair, the one used last at the end. */
  readonly #compared = new Map<string, CompareAnswer>();
  readonly #underWay = new Set<string>();
  readonly #listeners = new Set<() => void>();
  #pairs: readonly PicturePair[] = [];
  #version = 0;
  #telling = false;
  #closed = false;

  constructor() {
    this.#worker.addEventListener('message', ({ data }: MessageEvent<CompareAnswer>) => this.#take(data));
  }

  /** Rises with everything that came in. */
  readonly version = (): number => this.#version;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  picture(key: string): FrameState {
    return this.#loader.state(key);
  }

  comparison(key: string): CompareAnswer | null {
    return this.#compared.get(key) ?? null;
  }

  /** Names all pictures and comparisons to have, in place of those before; null pauses. */
  want(wants: StripWants | null): void {
    const shown = wants?.shown ?? [];
    this.#pairs = wants?.pairs ?? [];
    const named = new Set<string>();
    const frames = [...shown, ...(wants?.next ?? [])].filter(({ key }) => !named.has(key) && named.add(key));
    this.#loader.want(
      frames,
      shown.map((f) => f.key),
    );
    this.#compare();
  }

  /** Asks again for what could not be had. */
  lookAgain(): void {
    this.#loader.lookAgain();
  }

  close(): void {
    this.#closed = true;
    this.#worker.terminate();
    this.#loader.close();
    for (const { difference } of this.#compared.values()) difference.close();
    this.#compared.clear();
  }

  #arrived(): void {
    this.#compare();
    this.#tellSoon();
  }

  /** Hands pairs that are there to the worker. Bitmaps that are posted are copied, the cache keeps its own. */
  #compare(): void {
    for (const pair of this.#pairs) {
      const { key, truthKey, predictedKey, crop, widthPx, heightPx } = pair;
      if (this.#compared.has(key) || this.#underWay.has(key)) continue;
      const truth = this.#loader.state(truthKey);
      const predicted = this.#loader.state(predictedKey);
      if (!truth || !predicted || !('bitmap' in truth) || !('bitmap' in predicted)) continue;
      this.#underWay.add(key);
      const job: CompareJob = {
        key,
        truth: truth.bitmap,
        crop: cropOf(truth.bitmap, crop),
        predicted: predicted.bitmap,
        widthPx,
        heightPx,
      };
      this.#worker.postMessage(job);
    }
  }

  #take(answer: CompareAnswer): void {
    if (this.#closed) return answer.difference.close();
    this.#underWay.delete(answer.key);
    this.#compared.set(answer.key, answer);
    const shown = new Set(this.#pairs.map((p) => p.key));
    for (const [key, { difference }] of this.#compared) {
      if (this.#compared.size <= KEPT_COMPARISONS) break;
      if (shown.has(key)) continue;
      difference.close();
      this.#compared.delete(key);
    }
    this.#tellSoon();
  }

  /** Many pictures come at once: one repaint for all of a frame. */
  #tellSoon(): void {
    if (this.#telling) return;
    this.#telling = true;
    requestAnimationFrame(() => {
      this.#telling = false;
      this.#version++;
      for (const listener of this.#listeners) listener();
    });
  }
}
