import type { Atmosphere } from './atmosphere.ts';
import { blend4 } from './packed.ts';
import { patches, smoothNoiseAt, hash3 } from './noise.ts';
import { cosine, exponential, sine } from './trigonometry.ts';

/** The sky all around: columns by azimuth counter-clockwise from east, rows by the sine of the elevation, horizon first. */
export const SKY_COLUMNS = 1024;
export const SKY_ROWS = 160;
/** Height of the haze above the ground, m. */
const HAZE_HEIGHT_M = 45;

const lerp = (a: number, b: number, k: number): number => a + (b - a) * k;
const smooth = (low: number, high: number, x: number): number => {
  const t = Math.max(0, Math.min(1, (x - low) / (high - low)));
  return t * t * (3 - 2 * t);
};
const pack = (r: number, g: number, b: number): number =>
  (Math.min(255, r) << 16) | (Math.min(255, g) << 8) | Math.min(255, b);

/** Packed RGB of SKY_ROWS x SKY_COLUMNS directions: gradient, sun, clouds, stars and a far line of hills. */
export function paintSky(air: Atmosphere, seed: number): Int32Array {
  const out = new Int32Array(SKY_ROWS * SKY_COLUMNS);
  const offset = hash3(seed, 1, 5) & 255;
  const hills = 0.62 * Math.max(0, 1 - air.hazePerM * 90);
  const stars = air.lamps === 1 && air.clouds < 0.6;
  for (let column = 0; column < SKY_COLUMNS; column++) {
    const azimuth = (column * 2 * Math.PI) / SKY_COLUMNS;
    const east = cosine(azimuth);
    const north = sine(azimuth);
    const ridge = ridgeAt(column, offset);
    for (let row = 0; row < SKY_ROWS; row++) {
      const up = (row + 0.5) / SKY_ROWS;
      const across = Math.sqrt(1 - up * up);
      const high = 1 - (1 - up) * (1 - up) * (1 - up);
      let r = lerp(air.horizon[0], air.zenith[0], high);
      let g = lerp(air.horizon[1], air.zenith[1], high);
      let b = lerp(air.horizon[2], air.zenith[2], high);
      const toSun = across * (east * air.sun[0] + north * air.sun[1]) + up * air.sun[2];
      const near = Math.max(0, toSun);
      const n2 = near * near;
      const n8 = n2 * n2 * n2 * n2;
      const n64 = n8 * n8 * n8 * n8 * n8 * n8 * n8 * n8;
      const glow = air.glowStrength * (0.32 * n8 + 0.6 * n64);
      const blaze = Math.min(1, glow);
      r = lerp(r, air.glow[0], blaze);
      g = lerp(g, air.glow[1], blaze);
      b = lerp(b, air.glow[2], blaze);
      if (stars && hash3(column, row, 77) < 9_000_000 && up > 0.1) r = g = b = 90 + (hash3(column, row, 78) & 127);
      // Clouds on a plane: finer towards the horizon, where they also thin out into the haze.
      const far = 26 / (up + 0.09);
      const form = smoothNoiseAt(patches, offset + east * far, offset + north * far);
      const edge = 212 - 150 * air.clouds;
      const cover = smooth(edge - 26, edge + 34, form) * (0.25 + 0.75 * smooth(0.0, 0.16, up)) * 0.92;
      const thick = smooth(edge, edge + 90, form + 40 * (0.5 - up));
      const cr = lerp(air.cloudLight[0], air.cloudShade[0], thick) + 60 * glow;
      const cg = lerp(air.cloudLight[1], air.cloudShade[1], thick) + 50 * glow;
      const cb = lerp(air.cloudLight[2], air.cloudShade[2], thick) + 40 * glow;
      r = lerp(r, cr, cover);
      g = lerp(g, cg, cover);
      b = lerp(b, cb, cover);
      // The air in front of the sky, as thick as a layer of haze is along the look.
      const veil = 1 - exponential(-Math.min(12, (air.hazePerM * HAZE_HEIGHT_M) / (up + 0.015)));
      r = lerp(r, air.horizon[0] + 40 * glow, veil);
      g = lerp(g, air.horizon[1] + 30 * glow, veil);
      b = lerp(b, air.horizon[2] + 16 * glow, veil);
      if (toSun > 0.9994) {
        r = lerp(r, 255, air.glowStrength);
        g = lerp(g, 253, air.glowStrength);
        b = lerp(b, 240, air.glowStrength);
      }
      if (up < 0.1) {
        const hill = smooth(ridge + 0.004, ridge - 0.004, up) * hills;
        r = lerp(r, air.ambient[0] * 150, hill);
        g = lerp(g, air.ambient[1] * 168, hill);
        b = lerp(b, air.ambient[2] * 152, hill);
      }
      out[row * SKY_COLUMNS + column] = pack(r, g, b);
    }
  }
  return out;
}

/** Height of the far hills, sine of the elevation. */
function ridgeAt(column: number, offset: number): number {
  const broad = smoothNoiseAt(patches, column / 4, offset);
  const fine = smoothNoiseAt(patches, column * 1.25, offset + 90);
  return Math.max(0.006, (broad - 70) * 0.00034) + fine * 0.00005;
}

/** Interpolated colour at column (wraps) and row (held at the ends), packed RGB. */
export function skyAt(sky: Int32Array, column: number, row: number): number {
  const x = Math.floor(column);
  const y = row < 0 ? 0 : row > SKY_ROWS - 1.001 ? SKY_ROWS - 2 : Math.floor(row);
  const fx = ((column - x) * 256) | 0;
  const fy = row < 0 ? 0 : row > SKY_ROWS - 1.001 ? 255 : ((row - y) * 256) | 0;
  const x0 = x & (SKY_COLUMNS - 1);
  const x1 = (x + 1) & (SKY_COLUMNS - 1);
  const at = y * SKY_COLUMNS;
  return blend4(sky[at + x0], sky[at + x1], sky[at + SKY_COLUMNS + x0], sky[at + SKY_COLUMNS + x1], fx, fy);
}
