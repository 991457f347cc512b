import type { Atmosphere } from './atmosphere.ts';
import { hash3, unit3 } from './noise.ts';

/** Pictures of rain are this long apart, s. */
const RAIN_FRAME_S = 1 / 60;

/** Streaks of rain, slanted by the speed, and drops on the glass, into a picture. */
export function drawRain(
  out: Uint8Array,
  width: number,
  height: number,
  timeS: number,
  speedMps: number,
  seed: number,
  air: Atmosphere,
): void {
  const frame = Math.floor(timeS / RAIN_FRAME_S + 1e-6);
  const streaks = Math.round(26 + (width * height) / 900);
  const light = air.lamps === 1 ? 78 : 208;
  for (let i = 0; i < streaks; i++) {
    const near = unit3(i, frame, seed + 1);
    const x0 = unit3(i, frame, seed + 2) * width;
    const y0 = unit3(i, frame, seed + 3) * height;
    const length = height * (0.03 + 0.09 * near * near);
    // Drops come at the camera: away from the middle they run outwards.
    const slant = ((x0 / width - 0.5) * Math.min(25, speedMps)) / 22 + 0.06;
    const strength = 0.1 + 0.16 * near;
    const steps = Math.max(2, Math.round(length));
    for (let s = 0; s < steps; s++) {
      const x = Math.floor(x0 + slant * s);
      const y = Math.floor(y0 + s);
      if (x < 0 || y < 0 || x >= width || y >= height) continue;
      blend(out, (y * width + x) * 3, light, strength);
    }
  }
  drawDrops(out, width, height, timeS, seed);
}

/** Drops on the lens: each shows the picture behind it upside down, and is wiped after a while. */
function drawDrops(out: Uint8Array, width: number, height: number, timeS: number, seed: number): void {
  const drops = 9;
  for (let i = 0; i < drops; i++) {
    const life = 2.4 + 2 * unit3(i, 1, seed + 9);
    const turn = timeS / life + unit3(i, 2, seed + 9);
    const round = Math.floor(turn);
    if (turn - round > 0.6) continue;
    const radius = height * (0.008 + 0.014 * unit3(i, round, seed + 10));
    const cx = unit3(i, round, seed + 11) * width;
    const cy = unit3(i, round, seed + 12) * height + (turn - round) * radius * 1.5;
    for (let y = Math.max(0, Math.floor(cy - radius)); y <= Math.min(height - 1, cy + radius); y++)
      for (let x = Math.max(0, Math.floor(cx - radius)); x <= Math.min(width - 1, cx + radius); x++) {
        const dx = (x + 0.5 - cx) / radius;
        const dy = (y + 0.5 - cy) / radius;
        const inside = 1 - dx * dx - dy * dy;
        if (inside <= 0) continue;
        const fromX = Math.max(0, Math.min(width - 1, Math.floor(cx - dx * radius * 3)));
        const fromY = Math.max(0, Math.min(height - 1, Math.floor(cy - dy * radius * 5)));
        const o = (y * width + x) * 3;
        const p = (fromY * width + fromX) * 3;
        const k = 0.62 * Math.min(1, inside * 2.5);
        for (let c = 0; c < 3; c++) out[o + c] = out[o + c] + (out[p + c] - out[o + c]) * k;
      }
  }
}

/** Flakes about the camera into a picture: they fall in front of it at many distances. */
export function drawSnow(
  out: Uint8Array,
  width: number,
  height: number,
  timeS: number,
  speedMps: number,
  headingColumns: number,
  seed: number,
  air: Atmosphere,
): void {
  const flakes = Math.round(60 + (width * height) / 420);
  const light = air.lamps === 1 ? 150 : 250;
  for (let i = 0; i < flakes; i++) {
    const distance = 0.05 + 0.95 * unit3(i, 1, seed + 20);
    const period = 1.1 + 4.4 * distance;
    const turn = timeS / period + unit3(i, 2, seed + 21);
    const round = Math.floor(turn);
    const fall = turn - round;
    const x = unit3(i, round, seed + 22) - 0.5;
    const sway = ((hash3(i, round, seed + 23) & 255) / 255 - 0.5) * 0.12;
    // The faster the ego, the more the flakes fly outwards from where it drives to.
    const outward = 1 + (Math.min(25, speedMps) / 25) * fall * (1.2 - distance) * 1.6;
    const drift = (headingColumns / 1024) * 6.283;
    let px = (x + sway * fall) * outward - drift;
    px = px - Math.floor(px + 0.5);
    const py = (fall * 1.3 - 0.65) * (0.4 + 0.6 * outward);
    const cx = (px + 0.5) * width;
    const cy = (py + 0.5) * height;
    const radius = (height / 360) * (0.5 + 0.75 / (distance + 0.12));
    const strength = (0.85 - 0.45 * distance) * Math.min(1, radius * 1.4);
    const r = Math.max(0.6, radius);
    for (let yy = Math.max(0, Math.floor(cy - r)); yy <= Math.min(height - 1, cy + r); yy++)
      for (let xx = Math.max(0, Math.floor(cx - r)); xx <= Math.min(width - 1, cx + r); xx++) {
        const dx = (xx + 0.5 - cx) / r;
        const dy = (yy + 0.5 - cy) / r;
        const inside = 1 - dx * dx - dy * dy;
        if (inside > 0) blend(out, (yy * width + xx) * 3, light, strength * Math.min(1, inside * 1.5));
      }
  }
}

function blend(out: Uint8Array, o: number, light: number, k: number): void {
  out[o] = out[o] + (light - out[o]) * k;
  out[o + 1] = out[o + 1] + (light - out[o + 1]) * k;
  out[o + 2] = out[o + 2] + (light + 4 - out[o + 2]) * k;
}
