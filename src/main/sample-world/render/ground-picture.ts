import { AreaCoverage } from './area-coverage.ts';
import type { Atmosphere } from './atmosphere.ts';
import type { GroundLayer } from './ground-layers.ts';
import { blend4 } from './packed.ts';
import { grain, noiseAt, patches, smoothNoiseAt } from './noise.ts';

/** Cells a side of a tile. */
const TILE = 128;
const TILE_SHIFT = 7;
const TILE_CELLS = TILE * TILE;
/** Cell sizes from fine to coarse, m: each twice the one before. */
export const FINEST_CELL_M = 1 / 16;
export const GROUND_LEVELS = 7;

/** Extent of the ground that is painted, m; beyond it the border's colour goes on. */
export interface Extent {
  minX: number;
  minY: number;
  maxX: number;
  maxY: number;
}

/**
 * The colour of the ground seen from above, painted tile by tile as it is asked for, each level straight from the
 * polygons. What a tile holds depends on the place alone, not on who asks first.
 */
export class GroundPicture {
  /** Packed: share paved (0 to 127) << 24 | R << 16 | G << 8 | B, sRGB before light. */
  private pool = new Int32Array(16 * TILE_CELLS);
  private used = 0;
  /** Per level: tile offset in the pool, −1 where it is not painted. */
  private readonly directories: Int32Array[] = [];
  private readonly across: number[] = [];
  private readonly down: number[] = [];
  readonly extent: Extent;
  private readonly layers: readonly GroundLayer[];
  private readonly air: Atmosphere;

  constructor(layers: readonly GroundLayer[], extent: Extent, air: Atmosphere) {
    this.layers = layers;
    this.extent = extent;
    this.air = air;
    for (let level = 0; level < GROUND_LEVELS; level++) {
      const tileM = TILE * this.cellM(level);
      this.across.push(Math.ceil((extent.maxX - extent.minX) / tileM) + 1);
      this.down.push(Math.ceil((extent.maxY - extent.minY) / tileM) + 1);
      this.directories.push(new Int32Array(this.across[level] * this.down[level]).fill(-1));
    }
  }

  cellM(level: number): number {
    return FINEST_CELL_M * (1 << level);
  }

  /** Interpolated colour of the finest level at (u, v) in cells from the extent's low corner. */
  near(u: number, v: number): number {
    const column = Math.floor(u - 0.5);
    const row = Math.floor(v - 0.5);
    const fx = ((u - 0.5 - column) * 256) | 0;
    const fy = ((v - 0.5 - row) * 256) | 0;
    if ((column & (TILE - 1)) < TILE - 1 && (row & (TILE - 1)) < TILE - 1) {
      const at = this.cell(0, column, row);
      const { pool } = this;
      return blend4(pool[at], pool[at + 1], pool[at + TILE], pool[at + TILE + 1], fx, fy);
    }
    // Painting a tile may move the pool: indices first.
    const a = this.cell(0, column, row);
    const b = this.cell(0, column + 1, row);
    const c = this.cell(0, column, row + 1);
    const d = this.cell(0, column + 1, row + 1);
    const { pool } = this;
    return blend4(pool[a], pool[b], pool[c], pool[d], fx, fy);
  }

  /**
   * Mean of four cells of a level about (u, v), which lie one step (stepU, stepV) apart along the view and alternate
   * across it by `width` steps.
   */
  far(level: number, u: number, v: number, stepU: number, stepV: number, width: number): number {
    const wu = stepV * width;
    const wv = stepU * width;
    const c0 = Math.floor(u - 1.5 * stepU - wu);
    const r0 = Math.floor(v - 1.5 * stepV + wv);
    const c1 = Math.floor(u - 0.5 * stepU + 3 * wu);
    const r1 = Math.floor(v - 0.5 * stepV - 3 * wv);
    const c2 = Math.floor(u + 0.5 * stepU - 3 * wu);
    const r2 = Math.floor(v + 0.5 * stepV + 3 * wv);
    const c3 = Math.floor(u + 1.5 * stepU + wu);
    const r3 = Math.floor(v + 1.5 * stepV - wv);
    const at = this.cell(level, c1, r1);
    let a: number;
    let c: number;
    let d: number;
    const onGround = c1 >= 0 && r1 >= 0 && c1 < this.across[level] * TILE && r1 < this.down[level] * TILE;
    if (onGround && ((c0 ^ c1) | (c1 ^ c2) | (c1 ^ c3) | (r0 ^ r1) | (r1 ^ r2) | (r1 ^ r3)) >> TILE_SHIFT === 0) {
      const { pool } = this;
      a = pool[at + ((r0 - r1) << TILE_SHIFT) + c0 - c1];
      c = pool[at + ((r2 - r1) << TILE_SHIFT) + c2 - c1];
      d = pool[at + ((r3 - r1) << TILE_SHIFT) + c3 - c1];
    } else {
      const p = this.cell(level, c0, r0);
      const q = this.cell(level, c2, r2);
      const r = this.cell(level, c3, r3);
      const { pool } = this;
      a = pool[p];
      c = pool[q];
      d = pool[r];
    }
    const b = this.pool[at];
    const rb = (a & 0xff00ff) + (b & 0xff00ff) + (c & 0xff00ff) + (d & 0xff00ff);
    const pg = ((a >>> 8) & 0xff00ff) + ((b >>> 8) & 0xff00ff) + ((c >>> 8) & 0xff00ff) + ((d >>> 8) & 0xff00ff);
    return ((rb >>> 2) & 0xff00ff) | (((pg >>> 2) & 0xff00ff) << 8);
  }

  /** Index in the pool of the cell at a column and row of a level; held at the borders. */
  private cell(level: number, column: number, row: number): number {
    const across = this.across[level];
    let tileX = column >> TILE_SHIFT;
    let tileY = row >> TILE_SHIFT;
    if (tileX < 0) tileX = column = 0;
    else if (tileX >= across) {
      tileX = across - 1;
      column = TILE - 1;
    }
    if (tileY < 0) tileY = row = 0;
    else if (tileY >= this.down[level]) {
      tileY = this.down[level] - 1;
      row = TILE - 1;
    }
    let offset = this.directories[level][tileY * across + tileX];
    if (offset < 0) offset = this.paintTile(level, tileX, tileY);
    return offset + ((row & (TILE - 1)) << TILE_SHIFT) + (column & (TILE - 1));
  }

  private paintTile(level: number, tileX: number, tileY: number): number {
    const offset = this.used;
    this.used += TILE_CELLS;
    if (this.used > this.pool.length) {
      const larger = new Int32Array(this.pool.length * 2);
      larger.set(this.pool);
      this.pool = larger;
    }
    this.directories[level][tileY * this.across[level] + tileX] = offset;
    const cellM = this.cellM(level);
    const x0 = this.extent.minX + tileX * TILE * cellM;
    const y0 = this.extent.minY + tileY * TILE * cellM;
    const size = TILE * cellM;
    wilderness(x0, y0, cellM);
    for (const layer of this.layers) {
      if (layer.maxX <= x0 || layer.minX >= x0 + size || layer.maxY <= y0 || layer.minY >= y0 + size) continue;
      for (const ring of layer.rings) coverage.addRing(ring, x0, y0, 1 / cellM);
      const [lr, lg, lb] = layer.colour;
      const { cover, paved } = layer;
      coverage.sweep((cell, share) => {
        const k = share * cover;
        const at = cell * 4;
        plane[at] += (lr - plane[at]) * k;
        plane[at + 1] += (lg - plane[at + 1]) * k;
        plane[at + 2] += (lb - plane[at + 2]) * k;
        plane[at + 3] += (paved - plane[at + 3]) * k;
      });
    }
    this.finish(offset, x0, y0, cellM);
    return offset;
  }

  /** Wear, puddles and snow over the clean colours. */
  private finish(offset: number, x0: number, y0: number, cellM: number): void {
    const { snow, wet } = this.air;
    const fine = cellM < 0.2 ? 0.2 : 0.06;
    for (let cell = 0; cell < TILE_CELLS; cell++) {
      const x = x0 + ((cell & (TILE - 1)) + 0.5) * cellM;
      const y = y0 + ((cell >> TILE_SHIFT) + 0.5) * cellM;
      let r = plane[cell * 4];
      let g = plane[cell * 4 + 1];
      let b = plane[cell * 4 + 2];
      let paved = plane[cell * 4 + 3];
      const broad = cellM < 1 ? smoothNoiseAt(patches, x * 2.3, y * 2.3) - 128 : 0;
      if (snow > 0) {
        // Snow lies thick beside the road, thin and broken on it, and is driven off in the tracks.
        const driven = paved * (r < 80 ? 1 : 0.62);
        const lies = Math.max(0, Math.min(1, 1.04 - driven * 1.02 + broad * 0.004));
        const shade = 226 + broad * 0.12;
        r += (shade - r) * lies;
        g += (shade + 3 - g) * lies;
        b += (shade + 8 - b) * lies;
        paved *= 1 - 0.8 * lies;
      }
      const small = noiseAt(grain, x * 16, y * 16) - 128;
      let tone = 1 + broad * 0.0011 + (small * fine) / 256;
      let puddle = 0;
      if (wet > 0) {
        puddle = paved * Math.max(0, Math.min(1, (broad + 128 - 176 + 60 * wet) / 40)) * wet;
        tone *= 1 - 0.34 * wet * paved - 0.12 * wet * (1 - paved);
      }
      paved = paved * (0.45 + 0.55 * puddle);
      r = Math.max(0, Math.min(255, r * tone));
      g = Math.max(0, Math.min(255, g * tone));
      b = Math.max(0, Math.min(255, b * tone));
      this.pool[offset + cell] = (Math.round(paved * 127) << 24) | (r << 16) | (g << 8) | b;
    }
  }
}

const coverage = new AreaCoverage(TILE);
/** R G B paved of the tile being painted. */
const plane = new Float32Array(TILE_CELLS * 4);

/** What grows where nothing is built. */
function wilderness(x0: number, y0: number, cellM: number): void {
  for (let cell = 0; cell < TILE_CELLS; cell++) {
    const x = x0 + ((cell & (TILE - 1)) + 0.5) * cellM;
    const y = y0 + ((cell >> TILE_SHIFT) + 0.5) * cellM;
    const dry = smoothNoiseAt(patches, x * 0.9 + 40, y * 0.9) / 255;
    plane[cell * 4] = 82 + 52 * dry;
    plane[cell * 4 + 1] = 108 + 24 * dry;
    plane[cell * 4 + 2] = 50 + 26 * dry;
    plane[cell * 4 + 3] = 0;
  }
}
