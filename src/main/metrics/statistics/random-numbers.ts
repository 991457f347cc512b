import { randomIndices } from './random.ts';

const TWO_32 = 4294967296;

/** Seeded numbers in (0, 1), 32 bits each: the words of `randomIndices`, at the middle of their steps. */
export function randomShares(seed: number): () => number {
  const draw = randomIndices(seed);
  return () => (draw(TWO_32) + 0.5) / TWO_32;
}

/** Seeded standard normal numbers, two at a time by Box and Muller's method. */
export function randomNormals(seed: number): () => number {
  const share = randomShares(seed);
  let spare: number | null = null;
  return () => {
    if (spare !== null) {
      const value = spare;
      spare = null;
      return value;
    }
    const radius = Math.sqrt(-2 * Math.log(share()));
    const angle = 2 * Math.PI * share();
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
}

/** Puts a list in a random order, in place (Fisher and Yates); with `count`, only its first `count` places are drawn. */
export function shuffle(list: Uint32Array, draw: (n: number) => number, count = list.length): void {
  for (let i = 0; i < Math.min(count, list.length - 1); i++) {
    const other = i + draw(list.length - i);
    [list[i], list[other]] = [list[other], list[i]];
  }
}
