import { FrameLoader, type FrameState } from '../frames/frame-loader.ts';
import type { WantedFrame } from '../frames/frame-plan.ts';
import type { CompareAnswer, CompareJob, PicturesAnswer, ViewAnswer, ViewJob } from './compare-messages.ts';
import { cropOf, viewOf, wholePicture, type Crop, type Cut, type WantedView } from './cut.ts';

/** A predicted picture and the recorded one it is held against. */
export interface PicturePair {
  key: string;
  truthKey: string;
  predictedKey: string;
  cut: Cut;
  widthPx: number;
  heightPx: number;
}

/** All that the panel shows, and what it shows next. */
export interface StripWants {
  shown: readonly WantedFrame[];
  pairs: readonly PicturePair[];
  views: readonly WantedView[];
  next: readonly WantedFrame[];
}

/** Some hundred small pictures, and the recorded ones they are cut from. */
const BUDGET_BYTES = 96e6;
const KEPT_COMPARISONS = 512;
const KEPT_VIEWS = 256;

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
  /** Views made, by key, the one used last at the end. */
  readonly #views = new Map<string, ImageBitmap>();
  #pairs: readonly PicturePair[] = [];
  #wantedViews: readonly WantedView[] = [];
  #version = 0;
  #telling = false;
  #closed = false;

  constructor() {
    this.#worker.addEventListener('message', ({ data }: MessageEvent<PicturesAnswer>) =>
      data.type === 'view' ? this.#takeView(data) : this.#take(data),
    );
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

  /** A recorded picture as the model is shown it, and which part of the bitmap that is; null for all of it. */
  shown(key: string, cut: Cut, sizePx: number): { state: FrameState; crop: Crop | null } {
    const view = viewOf(key, cut, sizePx);
    const state = this.#loader.state(key);
    if (!view) return { state, crop: 'square' in cut ? cut.square : null };
    const bitmap = this.#views.get(view.key);
    if (bitmap) return { state: { bitmap }, crop: null };
    return { state: state && 'failure' in state ? state : null, crop: null };
  }

  comparison(key: string): CompareAnswer | null {
    return this.#compared.get(key) ?? null;
  }

  /** Names all pictures and comparisons to have, in place of those before; null pauses. */
  want(wants: StripWants | null): void {
    const shown = wants?.shown ?? [];
    this.#pairs = wants?.pairs ?? [];
    this.#wantedViews = wants?.views ?? [];
    const named = new Set<string>();
    const frames = [...shown, ...(wants?.next ?? [])].filter(({ key }) => !named.has(key) && named.add(key));
    this.#loader.want(
      frames,
      shown.map((f) => f.key),
    );
    this.#makeViews();
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
    for (const bitmap of this.#views.values()) bitmap.close();
    this.#views.clear();
  }

  #arrived(): void {
    this.#makeViews();
    this.#compare();
    this.#tellSoon();
  }

  /** Hands recorded pictures that are there to the worker. Bitmaps that are posted are copied, the cache keeps its own. */
  #makeViews(): void {
    for (const { key, truthKey, view, sizePx } of this.#wantedViews) {
      if (this.#views.has(key) || this.#underWay.has(key)) continue;
      const truth = this.#loader.state(truthKey);
      if (!truth || !('bitmap' in truth)) continue;
      this.#underWay.add(key);
      const job: ViewJob = { type: 'view', key, picture: truth.bitmap, view, sizePx };
      this.#worker.postMessage(job);
    }
  }

  /** Likewise pairs that are there. */
  #compare(): void {
    for (const { key, truthKey, predictedKey, cut, widthPx, heightPx } of this.#pairs) {
      if (this.#compared.has(key) || this.#underWay.has(key)) continue;
      const { state: truth, crop } = this.shown(truthKey, cut, widthPx);
      const predicted = this.#loader.state(predictedKey);
      if (!truth || !predicted || !('bitmap' in truth) || !('bitmap' in predicted)) continue;
      this.#underWay.add(key);
      const job: CompareJob = {
        type: 'compare',
        key,
        truth: truth.bitmap,
        crop: cropOf(truth.bitmap, crop ?? wholePicture),
        predicted: predicted.bitmap,
        widthPx,
        heightPx,
      };
      this.#worker.postMessage(job);
    }
  }

  #takeView({ key, bitmap }: ViewAnswer): void {
    if (this.#closed) return bitmap.close();
    this.#underWay.delete(key);
    this.#views.set(key, bitmap);
    const shown = new Set(this.#wantedViews.map((v) => v.key));
    for (const [old, made] of this.#views) {
      if (this.#views.size <= KEPT_VIEWS) break;
      if (shown.has(old)) continue;
      made.close();
      this.#views.delete(old);
    }
    this.#compare();
    this.#tellSoon();
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
