/**
 * Seeded random numbers that are the same on every machine: xoshiro128** 1.1 (Blackman and Vigna, public domain), its four
 * state words drawn from the seed by splitmix32. Returns a function that gives integers in [0, n), as floor(u · n / 2^32).
 */
export function randomIndices(seed: number): (n: number) => number {
  let mix = seed >>> 0;
  const word = (): number => {
    mix = (mix + 0x9e3779b9) | 0;
    let z = mix;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return (z ^ (z >>> 15)) | 0;
  };
  let a = word();
  let b = word();
  let c = word();
  let d = word();
  return (n) => {
    const scrambled = Math.imul(b, 5);
    const out = Math.imul((scrambled << 7) | (scrambled >>> 25), 9) >>> 0;
    const t = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= t;
    d = (d << 11) | (d >>> 21);
    return Math.floor((out * n) / 4294967296);
  };
}
