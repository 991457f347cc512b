/**
 * Unpacks LZF (liblzf's format, which binary_compressed PCD files use) into exactly `length` bytes; null where the data
 * do not give them. Control byte below 32: that many + 1 bytes as they are; else a copy from up to 8 KB before.
 */
export function decompressLzf(packed: Uint8Array, length: number): Buffer | null {
  const out = Buffer.alloc(length);
  let [from, to] = [0, 0];
  while (from < packed.length) {
    const control = packed[from++];
    if (control < 32) {
      const run = control + 1;
      if (from + run > packed.length || to + run > length) return null;
      out.set(packed.subarray(from, from + run), to);
      from += run;
      to += run;
      continue;
    }
    let run = control >> 5;
    if (run === 7) run += packed[from++] ?? 0;
    const back = ((control & 31) << 8) + (packed[from++] ?? 0) + 1;
    run += 2;
    if (from > packed.length || back > to || to + run > length) return null;
    // Byte by byte: source and target may overlap.
    for (let i = 0; i < run; i++, to++) out[to] = out[to - back];
  }
  return to === length ? out : null;
}
