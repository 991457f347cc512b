import type { Atmosphere } from './atmosphere.ts';
import { hash3 } from './noise.ts';
import { mixPacked, packRgb, scalePacked } from './packed.ts';

/** Width of a bay, share of it that is window, height of a storey, share that is window; by style. */
const bays: readonly (readonly [number, number, number, number])[] = [
  [2.8, 0.46, 3.1, 0.52],
  [3.6, 0.6, 3.3, 0.5],
  [1.9, 0.78, 3.6, 0.62],
  [4.2, 0.82, 3.2, 0.42],
];

/**
 * Colour of a wall with windows at (u, v), m from its lower corner.
 * @param wall lit colour of the wall, packed
 * @param aux bits 0-3 style, 4-19 seed, 24 a house
 * @param footprintM width of the pixel on the wall: windows fade into their mean where they are finer than it
 */
export function facade(wall: number, u: number, v: number, aux: number, footprintM: number, air: Atmosphere): number {
  const [bayM, windowU, storeyM, windowV] = bays[(aux >>> 1) & 3];
  const seed = aux >>> 4;
  const column = Math.floor(u / bayM);
  const storey = Math.floor(v / storeyM);
  const du = u / bayM - column - 0.5;
  const dv = v / storeyM - storey - 0.52;
  const shop = storey === 0 && (aux & 1) === 1 && aux >>> 24 === 0;
  const halfU = (shop ? 0.92 : windowU) / 2;
  const halfV = (shop ? 0.72 : windowV) / 2;
  const shareU = ((halfU - (du < 0 ? -du : du)) * bayM) / footprintM + 0.5;
  const shareV = ((halfV - (dv < 0 ? -dv : dv)) * storeyM) / footprintM + 0.5;
  let share = (shareU < 0 ? 0 : shareU > 1 ? 1 : shareU) * (shareV < 0 ? 0 : shareV > 1 ? 1 : shareV);
  const blur = Math.max(0, Math.min(1, footprintM / 1.1 - 0.35));
  share += (windowU * windowV - share) * blur;
  let around = wall;
  if (footprintM < 0.4) {
    // A sill under each window, a joint between storeys and damp at the foot.
    if (dv < -halfV && dv > -halfV - 0.045 && du > -halfU - 0.03 && du < halfU + 0.03) around = scalePacked(wall, 286);
    else if (v / storeyM - storey < 0.035) around = scalePacked(wall, 214);
  }
  if (v < 0.6) around = scalePacked(around, 206);
  if (share <= 0) return around;
  const bits = hash3(column, storey, seed);
  let pane: number;
  if (air.lamps >= 0.5 && (bits & 255) < (shop ? 190 : 84)) {
    const warm = 150 + ((bits >>> 8) & 95);
    pane = packRgb(warm, warm * 0.8, warm * 0.5);
  } else {
    const sky = 0.34 + ((bits >>> 16) & 63) / 420;
    pane = packRgb(air.horizon[0] * sky * 0.92, air.horizon[1] * sky, air.horizon[2] * sky * 1.06);
    if (dv > halfV * 0.2) pane = scalePacked(pane, 292);
  }
  return mixPacked(around, pane, (share * 256) | 0);
}
