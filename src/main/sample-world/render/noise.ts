/** 32 well mixed bits of three integers. */
export function hash3(x: number, y: number, seed: number): number {
  let h = Math.imul(x, 0x27d4eb2d) ^ Math.imul(y, 0x165667b1) ^ Math.imul(seed + 0x3c6ef372, 0x9e3779b1);
  h ^= h >>> 15;
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** Uniform in [0, 1). */
export const unit3 = (x: number, y: number, seed: number): number => hash3(x, y, seed) / 4294967296;

/** Cells a side of the noise pictures; both wrap. */
const NOISE_SIZE = 256;

/** One octave of value noise that wraps after `period` lattice points; x and y in lattice points. */
function valueNoise(x: number, y: number, period: number, seed: number): number {
  const ix = Math.floor(x);
  const iy = Math.floor(y);
  let fx = x - ix;
  let fy = y - iy;
  fx = fx * fx * (3 - 2 * fx);
  fy = fy * fy * (3 - 2 * fy);
  const mask = period - 1;
  const x0 = ix & mask;
  const x1 = (ix + 1) & mask;
  const y0 = iy & mask;
  const y1 = (iy + 1) & mask;
  const top = unit3(x0, y0, seed) + (unit3(x1, y0, seed) - unit3(x0, y0, seed)) * fx;
  const bottom = unit3(x0, y1, seed) + (unit3(x1, y1, seed) - unit3(x0, y1, seed)) * fx;
  return top + (bottom - top) * fy;
}

/** A NOISE_SIZE² picture of fractal noise, bytes about 128, that wraps on all sides; the first lattice has `period` points. */
function fractal(period: number, octaves: number, gain: number, seed: number): Uint8Array {
  const out = new Uint8Array(NOISE_SIZE * NOISE_SIZE);
  for (let y = 0; y < NOISE_SIZE; y++)
    for (let x = 0; x < NOISE_SIZE; x++) {
      let sum = 0;
      let weight = 1;
      let total = 0;
      for (let o = 0; o < octaves; o++) {
        const lattice = period << o;
        sum += weight * valueNoise((x * lattice) / NOISE_SIZE, (y * lattice) / NOISE_SIZE, lattice, seed + o);
        total += weight;
        weight *= gain;
      }
      out[y * NOISE_SIZE + x] = Math.max(0, Math.min(255, Math.round(128 + (sum / total - 0.5) * 420)));
    }
  return out;
}

/** Clouds, patches of grass, wear: large forms. */
export const patches = fractal(4, 5, 0.55, 11);
/** Asphalt and leaf grain: small forms. */
export const grain = fractal(64, 3, 0.9, 23);

const MASK = NOISE_SIZE - 1;
/** The nearest sample of a noise picture, 0 to 255. */
export const noiseAt = (picture: Uint8Array, x: number, y: number): number =>
  picture[((Math.floor(y) & MASK) << 8) | (Math.floor(x) & MASK)];

/** Interpolated sample of a noise picture, 0 to 255; x and y in cells. */
export function smoothNoiseAt(picture: Uint8Array, x: number, y: number): number {
  const ix = Math.floor(x);
  const iy = Math.floor(y);
  const fx = x - ix;
  const fy = y - iy;
  const x0 = ix & MASK;
  const x1 = (ix + 1) & MASK;
  const r0 = (iy & MASK) << 8;
  const r1 = ((iy + 1) & MASK) << 8;
  const top = picture[r0 | x0] + (picture[r0 | x1] - picture[r0 | x0]) * fx;
  const bottom = picture[r1 | x0] + (picture[r1 | x1] - picture[r1 | x0]) * fx;
  return top + (bottom - top) * fy;
}
