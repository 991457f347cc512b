/**
 * sfc32 (C. Doty-Humphrey, PractRand) from three state words; its first `passedOver` numbers are left out, so that the words
 * have mixed. Integer steps only: the same on every machine. Returns a function that gives unsigned 32-bit integers.
 */
export function sfc32(first: number, second: number, third: number, passedOver: number): () => number {
  let [a, b, c] = [first | 0, second | 0, third | 0];
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
  for (let i = 0; i < passedOver; i++) bits();
  return bits;
}
