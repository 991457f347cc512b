/** Something that holds memory until it is closed, e.g. an ImageBitmap. */
export interface CachedPicture {
  readonly width: number;
  readonly height: number;
  close(): void;
}

/** Bytes of a decoded picture: four a pixel. */
export const bytesOf = (picture: Pick<CachedPicture, 'width' | 'height'>): number => picture.width * picture.height * 4;

interface Entry<P> {
  picture: P;
  bytes: number;
}

/**
 * Decoded pictures within a byte budget; the ones used longest ago go first and are closed as they go.
 * Pinned keys (those on screen) stay even when they alone exceed the budget.
 */
export class FrameCache<P extends CachedPicture> {
  readonly #entries = new Map<string, Entry<P>>();
  #pinned: ReadonlySet<string> = new Set();
  #bytes = 0;
  readonly budgetBytes: number;

  constructor(budgetBytes: number) {
    this.budgetBytes = budgetBytes;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get size(): number {
    return this.#entries.size;
  }

  has(key: string): boolean {
    return this.#entries.has(key);
  }

  /** The picture, which thereby becomes the one used last. */
  get(key: string): P | undefined {
    const entry = this.#entries.get(key);
    if (!entry) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry.picture;
  }

  /** Takes a picture over; one that is there already is closed and replaced. */
  put(key: string, picture: P): void {
    this.#drop(key);
    const bytes = bytesOf(picture);
    this.#entries.set(key, { picture, bytes });
    this.#bytes += bytes;
    this.#shrink(key);
  }

  /** Names the keys that must not go, until named anew. */
  pin(keys: Iterable<string>): void {
    this.#pinned = new Set(keys);
    this.#shrink(null);
  }

  clear(): void {
    for (const key of [...this.#entries.keys()]) this.#drop(key);
  }

  #drop(key: string): void {
    const entry = this.#entries.get(key);
    if (!entry) return;
    this.#entries.delete(key);
    this.#bytes -= entry.bytes;
    entry.picture.close();
  }

  #shrink(newest: string | null): void {
    if (this.#bytes <= this.budgetBytes) return;
    for (const key of [...this.#entries.keys()]) {
      if (this.#bytes <= this.budgetBytes) return;
      if (key !== newest && !this.#pinned.has(key)) this.#drop(key);
    }
  }
}
