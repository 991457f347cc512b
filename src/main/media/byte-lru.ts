/** Keeps what was used last, up to a number of bytes. */
export interface ByteLru {
  get(key: string): Uint8Array | undefined;
  set(key: string, value: Uint8Array): void;
  readonly bytes: number;
}

export function createByteLru(budgetBytes: number): ByteLru {
  // A map keeps the order of insertion; what is used is put at its end.
  const kept = new Map<string, Uint8Array>();
  let bytes = 0;
  const drop = (key: string) => {
    bytes -= kept.get(key)?.length ?? 0;
    kept.delete(key);
  };
  return {
    get(key) {
      const value = kept.get(key);
      if (!value) return undefined;
      kept.delete(key);
      kept.set(key, value);
      return value;
    },
    set(key, value) {
      drop(key);
      if (value.length > budgetBytes) return;
      kept.set(key, value);
      bytes += value.length;
      for (const oldest of kept.keys()) {
        if (bytes <= budgetBytes) break;
        drop(oldest);
      }
    },
    get bytes() {
      return bytes;
    },
  };
}
