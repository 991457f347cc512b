import type { Place } from '../drive.ts';
import { AreaCoverage } from './area-coverage.ts';
import type { Atmosphere } from './atmosphere.ts';
import { discRing } from './ground-layers.ts';
import type { Extent } from './ground-picture.ts';
import { arctangent2 } from './trigonometry.ts';

const CELL_M = 0.5;
const PIECE = 256;
/** Longest shadow by height, so that a low sun does not darken everything. */
const LONGEST = 5;
const LAMP_REACH_M = 15;

/**
 * Light that stands still: the sun's shadows of buildings and trees, or the pools under the street lamps. One byte a
 * half metre; by day 255 is full sun, at night 255 is the brightest lamp light.
 */
export class GroundLight {
  readonly columns: number;
  readonly rows: number;
  private readonly extent: Extent;
  private readonly cells: Uint8Array;

  constructor(place: Place, air: Atmosphere, extent: Extent) {
    this.extent = extent;
    this.columns = Math.ceil((extent.maxX - extent.minX) / CELL_M) + 2;
    this.rows = Math.ceil((extent.maxY - extent.minY) / CELL_M) + 2;
    const sunny = air.sunLight[0] > 0;
    this.cells = new Uint8Array(this.columns * this.rows);
    if (sunny) this.cells.fill(255);
    if (air.lamps === 1) for (const lamp of place.scenery.lamps) this.addLamp(lamp.x, lamp.y, lamp.heightM);
    else if (sunny) this.addShadows(place, air);
  }

  /** Interpolated light at a point of the ground, 0 to 255; world frame, m. */
  at(x: number, y: number): number {
    const u = (x - this.extent.minX) / CELL_M - 0.5;
    const v = (y - this.extent.minY) / CELL_M - 0.5;
    const column = Math.max(0, Math.min(this.columns - 2, Math.floor(u)));
    const row = Math.max(0, Math.min(this.rows - 2, Math.floor(v)));
    const fx = Math.max(0, Math.min(1, u - column));
    const fy = Math.max(0, Math.min(1, v - row));
    const { cells } = this;
    const o = row * this.columns + column;
    const top = cells[o] + (cells[o + 1] - cells[o]) * fx;
    const p = o + this.columns;
    return top + (cells[p] + (cells[p + 1] - cells[p]) * fx - top) * fy;
  }

  private addLamp(x: number, y: number, heightM: number): void {
    const reach = LAMP_REACH_M + heightM;
    const c0 = Math.max(0, Math.floor((x - reach - this.extent.minX) / CELL_M));
    const c1 = Math.min(this.columns - 1, Math.ceil((x + reach - this.extent.minX) / CELL_M));
    const r0 = Math.max(0, Math.floor((y - reach - this.extent.minY) / CELL_M));
    const r1 = Math.min(this.rows - 1, Math.ceil((y + reach - this.extent.minY) / CELL_M));
    for (let row = r0; row <= r1; row++)
      for (let column = c0; column <= c1; column++) {
        const dx = this.extent.minX + (column + 0.5) * CELL_M - x;
        const dy = this.extent.minY + (row + 0.5) * CELL_M - y;
        const fall = 1 - (dx * dx + dy * dy) / (reach * reach);
        if (fall <= 0) continue;
        const at = row * this.columns + column;
        this.cells[at] = Math.min(255, this.cells[at] + 190 * fall * fall * fall);
      }
  }

  private addShadows(place: Place, air: Atmosphere): void {
    const across = Math.sqrt(air.sun[0] * air.sun[0] + air.sun[1] * air.sun[1]);
    const length = Math.min(LONGEST, across / air.sun[2]);
    const dx = (-air.sun[0] / across) * length;
    const dy = (-air.sun[1] / across) * length;
    const heading = arctangent2(dy, dx);
    for (const building of place.scenery.buildings)
      this.darken(castRing(cornersOf(building), dx * building.heightM, dy * building.heightM), 0);
    for (const tree of place.scenery.trees) {
      const middle = tree.heightM * 0.62;
      const stretch = tree.radiusM * Math.sqrt(1 + length * length * 0.6);
      this.darken(discRing(tree.x + dx * middle, tree.y + dy * middle, stretch, tree.radiusM, heading), 46);
      this.darken(castRing(discRing(tree.x, tree.y, 0.2, 0.2, 0), dx * middle, dy * middle), 60);
    }
  }

  private darken(ring: number[], to: number): void {
    const { minX, minY } = this.extent;
    let [x0, y0, x1, y1] = [Infinity, Infinity, -Infinity, -Infinity];
    for (let i = 0; i < ring.length; i += 2) {
      x0 = Math.min(x0, (ring[i] - minX) / CELL_M);
      x1 = Math.max(x1, (ring[i] - minX) / CELL_M);
      y0 = Math.min(y0, (ring[i + 1] - minY) / CELL_M);
      y1 = Math.max(y1, (ring[i + 1] - minY) / CELL_M);
    }
    for (let row = Math.max(0, Math.floor(y0)); row < Math.min(this.rows, y1); row += PIECE)
      for (let column = Math.max(0, Math.floor(x0)); column < Math.min(this.columns, x1); column += PIECE) {
        coverage.addRing(ring, minX + column * CELL_M, minY + row * CELL_M, 1 / CELL_M);
        coverage.sweep((cell, share) => {
          const c = column + (cell & (PIECE - 1));
          const r = row + (cell >> 8);
          if (c >= this.columns || r >= this.rows) return;
          const value = 255 - (255 - to) * share;
          const at = r * this.columns + c;
          if (value < this.cells[at]) this.cells[at] = value;
        });
      }
  }
}

const coverage = new AreaCoverage(PIECE);

const cornersOf = (b: { x: number; y: number; headingRad: number; lengthM: number; widthM: number }): number[] => {
  const ring = discRing(0, 0, 1, 1, b.headingRad);
  const [c, s] = [ring[0], ring[1]];
  const out: number[] = [];
  for (const [u, v] of [
    [0.5, 0.5],
    [-0.5, 0.5],
    [-0.5, -0.5],
    [0.5, -0.5],
  ])
    out.push(b.x + c * u * b.lengthM - s * v * b.widthM, b.y + s * u * b.lengthM + c * v * b.widthM);
  return out;
};

/** Hull of a convex counter-clockwise ring and the same ring moved by (dx, dy): what it sweeps. */
function castRing(ring: ArrayLike<number>, dx: number, dy: number): number[] {
  const n = ring.length >> 1;
  const out: number[] = [];
  for (let i = 0; i < n; i++) {
    const before = (i + n - 1) % n;
    const after = (i + 1) % n;
    const entering = (ring[2 * i] - ring[2 * before]) * dy - (ring[2 * i + 1] - ring[2 * before + 1]) * dx > 0;
    const leaving = (ring[2 * after] - ring[2 * i]) * dy - (ring[2 * after + 1] - ring[2 * i + 1]) * dx > 0;
    const moved = (by: number): void => void out.push(ring[2 * i] + dx * by, ring[2 * i + 1] + dy * by);
    // An edge whose outer side looks along the shift is carried to the far end; the others stay.
    if (entering) moved(0);
    if (entering !== leaving || !entering) moved(1);
    if (!entering && leaving) moved(0);
  }
  return out;
}
