import { sfc32 } from '../../shared/maths/sfc32.ts';

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

/** sfc32 with its state hashed from the seed; passes PractRand. */
export function randomOf(seed: number, name = ''): Random {
  let hash =
    2166136261 ^ Math.imul(seed >>> 0, 0x9e3779b1) ^ Math.imul(Math.floor(seed / 4294967296) >>> 0, 0x85ebca6b);
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 16777619);
  const key = hash >>> 0;
  const bits = sfc32(0, key, Math.imul(key, 0xc2b2ae35), 15);
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
