import { randomShares, shuffle } from '../../metrics/statistics/random-numbers.ts';
import { randomIndices } from '../../metrics/statistics/random.ts';

/** A list in a random order that follows from the seed alone. */
export function shuffled<T>(items: readonly T[], seed: number): T[] {
  const order = Uint32Array.from(items, (_, i) => i);
  shuffle(order, randomIndices(seed));
  return Array.from(order, (i) => items[i]);
}

/**
 * How many windows each clip gives when `limit` are wanted: as even as what they have allows, what is over going to the
 * first ones. @param available windows each clip has
 */
export function evenShares(available: readonly number[], limit: number): number[] {
  const shares = available.map(() => 0);
  let left = limit;
  for (let level = 1; left > 0; level++) {
    const open = available.flatMap((count, i) => (count >= level ? [i] : []));
    if (open.length === 0) break;
    for (const i of open.slice(0, left)) shares[i] = level;
    left -= Math.min(left, open.length);
  }
  return shares;
}

/** `count` of a clip's windows at equal distances from a start that the seed draws, rising. */
export function evenlySpaced<T>(windows: readonly T[], count: number, seed: number): T[] {
  const start = randomShares(seed)();
  return Array.from({ length: count }, (_, i) => windows[Math.floor(((i + start) * windows.length) / count)]);
}
