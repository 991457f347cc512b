/** What one side tells, read by the other in order. Nothing told is lost; what waits is kept. */
export interface Channel<T> {
  tell(value: T): void;
  /** Ends the reading when what waits was read; with an error the reading fails with it then. */
  end(error?: Error): void;
  read(): AsyncGenerator<T, void>;
}

export function openChannel<T>(): Channel<T> {
  const waiting: T[] = [];
  let ended: { error: Error | undefined } | null = null;
  let wake: () => void = () => undefined;
  return {
    tell(value) {
      if (ended) return;
      waiting.push(value);
      wake();
    },
    end(error) {
      ended ??= { error };
      wake();
    },
    async *read() {
      for (;;) {
        while (waiting.length > 0) yield waiting.shift() as T;
        if (ended) {
          if (ended.error !== undefined) throw ended.error;
          return;
        }
        await new Promise<void>((resolve) => (wake = resolve));
      }
    },
  };
}
