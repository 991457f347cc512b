import { grain, patches, smoothNoiseAt } from './noise.ts';

/** Pictures of tree crowns: what is leaf and how light it is. */
export const CROWN_SIZE = 128;
export const CROWNS = 6;
/** From this picture on the trees are conifers. */
export const FIRST_CONIFER = 4;

/** 0 where there is nothing, else light 1 to 255 with 128 in the middle. Row 0 is the bottom. */
const pictures = Array.from({ length: CROWNS }, (_, crown) => paint(crown));

export const crownMask = (crown: number): Uint8Array => pictures[crown % CROWNS];

function paint(crown: number): Uint8Array {
  const out = new Uint8Array(CROWN_SIZE * CROWN_SIZE);
  for (let row = 0; row < CROWN_SIZE; row++)
    for (let column = 0; column < CROWN_SIZE; column++) {
      const u = ((column + 0.5) / CROWN_SIZE) * 2 - 1;
      const v = (row + 0.5) / CROWN_SIZE;
      const rough = smoothNoiseAt(patches, column * 1.3 + crown * 37, row * 1.3) / 255 - 0.5;
      const fine = smoothNoiseAt(grain, column * 0.95, row * 0.95 + crown * 21) / 255 - 0.5;
      let depth: number;
      if (crown >= FIRST_CONIFER) {
        const branch = (v * 7) % 1;
        depth = (1 - v) * (0.72 + 0.3 * (1 - branch)) - (u < 0 ? -u : u) + fine * 0.16;
      } else {
        const w = v * 2 - 1.04;
        depth = 0.9 - Math.sqrt(u * u + w * w * (w < 0 ? 1.15 : 0.95)) + rough * 0.5 + fine * 0.22;
      }
      if (depth <= 0) continue;
      const clump = rough * 130 + fine * 70;
      const top = (v - 0.45) * 95 + u * 18;
      out[row * CROWN_SIZE + column] = Math.max(1, Math.min(255, 122 + clump + top - (depth < 0.12 ? 14 : 0)));
    }
  return out;
}
