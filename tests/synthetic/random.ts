/** A 32-bit word that depends on all its arguments and on nothing else (murmur3 finalisers over the arguments). */
export function word(...parts: number[]): number {
  let h = 0x9e3779b9;
  for (const part of parts) {
    h = Math.imul(h ^ part, 0x85ebca6b);
    h ^= h >>> 13;
    h = Math.imul(h, 0xc2b2ae35);
    h ^= h >>> 16;
  }
  return h >>> 0;
}

/** A number in [0, 1) that depends on its arguments only. */
export const unit = (...parts: number[]): number => word(...parts) / 2 ** 32;

/** A number in [low, high). */
export const between = (low: number, high: number, ...parts: number[]): number => low + (high - low) * unit(...parts);

const HEX = Array.from({ length: 65536 }, (_, i) => i.toString(16).padStart(4, '0'));
const hex = (w: number): string => HEX[w >>> 16] + HEX[w & 0xffff];

/** A token of 32 hexadecimal digits that depends on its arguments only. */
export const tokenOf = (seed: number, table: number, row: number): string =>
  hex(word(seed, table, row, 1)) +
  hex(word(seed, table, row, 2)) +
  hex(word(seed, table, row, 3)) +
  hex(word(seed, table, row, 4));

/** Numbers in [0, 1), one after the other. */
export const randomOf = (seed: number): (() => number) => {
  let drawn = 0;
  return () => unit(seed, drawn++);
};
