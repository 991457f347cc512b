import type { Variant } from './variant.ts';

/** Seconds that are shown where not all fit. */
const preferredS = [1, 2, 4, 6, 8];

/** Seconds after t0 that have a column: all that any row has where `most` columns have room for them, else the preferred ones, else the last ones. 0 comes first. */
export function columnsS(rows: readonly Pick<Variant, 'atS'>[], most: number): number[] {
  const all = [...new Set(rows.flatMap((row) => row.atS))].sort((a, b) => a - b);
  const room = Math.max(1, most - 1);
  if (all.length <= room) return [0, ...all];
  const preferred = all.filter((s) => preferredS.includes(s));
  const some = preferred.length > 0 ? preferred : all;
  return [0, ...some.slice(Math.max(0, some.length - room))];
}

/** `t0`, `+4 s`. */
export const columnTitle = (atS: number): string => (atS === 0 ? 't0' : `+${String(atS)} s`);
