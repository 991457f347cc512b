/** A stream of numbers that follows from its seed alone, on every machine. */
export interface Random {
  /** Uniform in [0, 1), 32 random bits. */
  next(): number;
  between(low: number, high: number): number;
  /** An integer from low to high, both included. */
  integer(low: number, high: number): number;
  chance(probability: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** Standard normal, by the sum of twelve uniforms (no transcendental functions). */
  normal(): number;
  /** A stream of its own by name, independent of how much of this one was used. */
  fork(name: string): Random;
}

/** sfc32 (C. Doty-Humphrey, PractRand) with its state hashed from the seed; passes PractRand and uses integer steps only. */
export function randomOf(seed: number, name = ''): Random {
  let hash =
    2166136261 ^ Math.imul(seed >>> 0, 0x9e3779b1) ^ Math.imul(Math.floor(seed / 4294967296) >>> 0, 0x85ebca6b);
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 16777619);
  const key = hash >>> 0;
  let a = 0;
  let b = key | 0;
  let c = Math.imul(key, 0xc2b2ae35) | 0;
  let counter = 1;
  const bits = (): number => {
    const t = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return t >>> 0;
  };
  for (let i = 0; i < 15; i++) bits();
  const next = (): number => bits() / 4294967296;
  return {
    next,
    between: (low, high) => low + (high - low) * next(),
    integer: (low, high) => low + Math.floor((high - low + 1) * next()),
    chance: (probability) => next() < probability,
    pick: (list) => list[Math.floor(next() * list.length)],
    normal: () => {
      let sum = -6;
      for (let i = 0; i < 12; i++) sum += next();
      return sum;
    },
    fork: (child) => randomOf(key, child),
  };
}
