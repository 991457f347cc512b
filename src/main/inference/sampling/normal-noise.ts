import { sfc32 } from '../../../shared/maths/sfc32.ts';

/**
 * Standard normal noise that follows from a seed and a key alone, on every machine: sfc32 on a
 * state hashed from both, made normal by Box and Muller. The first n numbers do not depend on how many are asked for.
 * @param seed non-negative integer
 * @param key non-negative integer below 2^53: what the noise is for, e.g. a window
 */
export function normalNoise(seed: number, key: number, length: number): Float32Array {
  const next = uniform(seed, key);
  const out = new Float32Array(length);
  for (let i = 0; i < length; i += 2) {
    // 1 − u lies in (0, 1], so its logarithm is finite.
    const radius = Math.sqrt(-2 * Math.log(1 - next()));
    const angle = 2 * Math.PI * next();
    out[i] = radius * Math.cos(angle);
    if (i + 1 < length) out[i + 1] = radius * Math.sin(angle);
  }
  return out;
}

/** A key for `normalNoise` from words, e.g. a clip's token and an instant: 53 bits of two FNV-1a hashes. */
export function noiseKey(...words: (string | number)[]): number {
  const text = words.join('\n');
  const hash = (start: number) => {
    let h = start;
    for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 16777619);
    return mix(h);
  };
  return (hash(0x811c9dc5) & 0x1fffff) * 2 ** 32 + hash(0x9e3779b9);
}

/** Spreads every bit of a 32-bit number over all of them (the finaliser of MurmurHash3). */
function mix(value: number): number {
  let h = value;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** Uniform numbers in [0, 1) with 32 random bits. */
function uniform(seed: number, key: number): () => number {
  const a = mix(seed + 0x9e3779b9);
  const b = mix((key % 2 ** 32) ^ 0x85ebca6b);
  const c = mix(Math.floor(key / 2 ** 32) ^ Math.floor(seed / 2 ** 32) ^ 0xc2b2ae35);
  const bits = sfc32(a, b, c, 20);
  return () => bits() / 4294967296;
}
