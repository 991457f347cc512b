/** What the queue needs to know of a job. */
export interface QueuedJob {
  key: string;
}

/**
 * Order of work in the decoding worker: the list of wanted pictures is replaced as a whole at every step of the clock,
 * work under way that is not wanted any more is aborted, and what was answered but is still on its way is not done twice.
 */
export class DecodeQueue<J extends QueuedJob> {
  #waiting: J[] = [];
  readonly #running = new Map<string, AbortController>();
  readonly #onTheWay = new Map<string, number>();
  #serial = 0;
  readonly #width: number;
  readonly #start: (job: J, signal: AbortSignal) => Promise<void>;

  /** @param width how many jobs run at a time; `start` must not reject. */
  constructor(width: number, start: (job: J, signal: AbortSignal) => Promise<void>) {
    this.#width = width;
    this.#start = start;
  }

  want(jobs: readonly J[], seen: number): void {
    for (const [key, serial] of this.#onTheWay) if (serial <= seen) this.#onTheWay.delete(key);
    const keys = new Set(jobs.map((j) => j.key));
    for (const [key, controller] of this.#running) {
      if (keys.has(key)) continue;
      controller.abort();
      this.#running.delete(key);
    }
    this.#waiting = jobs.filter((j) => !this.#running.has(j.key) && !this.#onTheWay.has(j.key));
    this.#pump();
  }

  /** Whether a job was answered and the page has not seen it yet, as of the last `want`. */
  isOnTheWay(key: string): boolean {
    return this.#onTheWay.has(key);
  }

  /** Notes that a job is answered; the answer carries this serial. */
  answered(key: string): number {
    this.#onTheWay.set(key, ++this.#serial);
    return this.#serial;
  }

  #pump(): void {
    while (this.#running.size < this.#width) {
      const job = this.#waiting.shift();
      if (!job) return;
      const controller = new AbortController();
      this.#running.set(job.key, controller);
      void this.#start(job, controller.signal).finally(() => {
        if (this.#running.get(job.key) === controller) this.#running.delete(job.key);
        this.#pump();
      });
    }
  }
}
