import { problemOf, type Problem } from '../../shared/domain/problem.ts';
import type { SteerEvent, SteerRequest } from '../../shared/domain/steering.ts';

/** A row to be rendered; the first of a list is the most urgent. */
export interface WantedRow {
  id: string;
  request: SteerRequest;
}

export type RenderChange =
  | { type: 'asked'; id: string; request: SteerRequest }
  | { type: 'event'; id: string; event: SteerEvent }
  | { type: 'cancelled'; id: string }
  | { type: 'failed'; id: string; problem: Problem };

export type RenderCall = (request: SteerRequest, signal: AbortSignal) => Promise<AsyncIterable<SteerEvent>>;

const keyOf = (request: SteerRequest): string => JSON.stringify(request);

/**
 * Renders rows one after the other, as one network does. Naming new rows replaces what was wanted: a row under way is finished
 * where it is the most urgent one (so that a slider that moves faster than pictures come still shows something) and given up
 * otherwise; then the first row whose newest request was not rendered comes next.
 */
export class RenderQueue {
  readonly #call: RenderCall;
  readonly #tell: (change: RenderChange) => void;
  readonly #onIdle: () => void;
  #wanted: readonly WantedRow[] = [];
  readonly #rendered = new Map<string, string>();
  #underWay: { id: string; key: string; abort: AbortController } | null = null;

  constructor(call: RenderCall, tell: (change: RenderChange) => void, onIdle: () => void) {
    this.#call = call;
    this.#tell = tell;
    this.#onIdle = onIdle;
  }

  /** @param again renders rows that are as wanted already once more, and gives up what is under way */
  want(rows: readonly WantedRow[], again = false): void {
    this.#wanted = rows;
    if (again) for (const { id } of rows) this.#rendered.delete(id);
    const first = rows.find((row) => !this.#isRendered(row));
    const now = this.#underWay;
    if (now && (again || (first && now.id !== first.id) || !rows.some((row) => row.id === now.id))) now.abort.abort();
    if (!now) void this.#run();
  }

  /** Gives up what is under way and what waits. */
  cancel(): void {
    this.#wanted = [];
    this.#underWay?.abort.abort();
  }

  #isRendered({ id, request }: WantedRow): boolean {
    const key = keyOf(request);
    return this.#rendered.get(id) === key || (this.#underWay?.id === id && this.#underWay.key === key);
  }

  async #run(): Promise<void> {
    for (let row = this.#next(); row !== undefined; row = this.#next()) await this.#render(row);
    this.#onIdle();
  }

  #next(): WantedRow | undefined {
    return this.#wanted.find((row) => !this.#isRendered(row));
  }

  async #render({ id, request }: WantedRow): Promise<void> {
    const abort = new AbortController();
    this.#underWay = { id, key: keyOf(request), abort };
    this.#tell({ type: 'asked', id, request });
    try {
      for await (const event of await this.#call(request, abort.signal)) {
        if (abort.signal.aborted) break;
        this.#tell({ type: 'event', id, event });
      }
      if (abort.signal.aborted) this.#tell({ type: 'cancelled', id });
      else this.#rendered.set(id, keyOf(request));
    } catch (error) {
      if (abort.signal.aborted) this.#tell({ type: 'cancelled', id });
      else {
        // Asked for again only when the user changes something or says so.
        this.#rendered.set(id, keyOf(request));
        this.#tell({ type: 'failed', id, problem: problemOf(error) });
      }
    } finally {
      this.#underWay = null;
    }
  }
}
