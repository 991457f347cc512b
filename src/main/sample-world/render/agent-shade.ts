import type { Atmosphere } from './atmosphere.ts';

const CELL_M = 0.3;
/** Cells a side: ±60 m about the ego. */
const SIZE = 400;

/** Shadows that move: what the agents take from the light on the ground about the ego, 0 none to 255 dark. */
export class AgentShade {
  private readonly cells = new Uint8Array(SIZE * SIZE);
  private column0 = 0;
  private row0 = 0;

  /** Empties the field about a point, world frame. */
  begin(x: number, y: number): void {
    this.cells.fill(0);
    this.column0 = Math.floor(x / CELL_M) - SIZE / 2;
    this.row0 = Math.floor(y / CELL_M) - SIZE / 2;
  }

  /** Darkens below a box and along its shadow. */
  add(
    x: number,
    y: number,
    cos: number,
    sin: number,
    lengthM: number,
    widthM: number,
    heightM: number,
    air: Atmosphere,
  ): void {
    const [sx, sy, sz] = air.sun;
    const sunny = air.sunLight[0] > 0;
    const reach = sunny ? Math.min(4, Math.sqrt(sx * sx + sy * sy) / sz) * heightM * 0.85 : 0;
    const across = Math.sqrt(sx * sx + sy * sy);
    const dx = across > 0 ? (-sx / across) * reach : 0;
    const dy = across > 0 ? (-sy / across) * reach : 0;
    const radius = (lengthM + widthM) / 2 + 0.5;
    const c0 = this.columnOf(Math.min(x, x + dx) - radius);
    const c1 = this.columnOf(Math.max(x, x + dx) + radius);
    const r0 = this.rowOf(Math.min(y, y + dy) - radius);
    const r1 = this.rowOf(Math.max(y, y + dy) + radius);
    if (c1 < 0 || r1 < 0 || c0 >= SIZE || r0 >= SIZE) return;
    const steps = sunny ? Math.max(1, Math.min(8, Math.ceil(reach / Math.max(0.4, widthM * 0.8)))) : 0;
    const soft = Math.min(0.35, widthM * 0.3);
    for (let row = Math.max(0, r0); row <= Math.min(SIZE - 1, r1); row++)
      for (let column = Math.max(0, c0); column <= Math.min(SIZE - 1, c1); column++) {
        const px = (this.column0 + column + 0.5) * CELL_M - x;
        const py = (this.row0 + row + 0.5) * CELL_M - y;
        let dark = 0;
        for (let s = 0; s <= steps; s++) {
          const k = steps === 0 ? 0 : s / steps;
          const qx = px - dx * k;
          const qy = py - dy * k;
          const ahead = cos * qx + sin * qy;
          const left = cos * qy - sin * qx;
          const outside = Math.max((ahead < 0 ? -ahead : ahead) - lengthM / 2, (left < 0 ? -left : left) - widthM / 2);
          const share = 0.5 - outside / (2 * soft);
          const strength = s === 0 ? 235 : 190;
          if (share > 0) dark = Math.max(dark, strength * Math.min(1, share));
        }
        const at = row * SIZE + column;
        if (dark > this.cells[at]) this.cells[at] = dark;
      }
  }

  private columnOf(x: number): number {
    return Math.floor(x / CELL_M) - this.column0;
  }

  private rowOf(y: number): number {
    return Math.floor(y / CELL_M) - this.row0;
  }

  /** Interpolated darkness at a point of the ground, 0 to 255; world frame. */
  at(x: number, y: number): number {
    const u = x / CELL_M - 0.5 - this.column0;
    const v = y / CELL_M - 0.5 - this.row0;
    if (!(u >= 0 && v >= 0 && u < SIZE - 1 && v < SIZE - 1)) return 0;
    const column = u | 0;
    const row = v | 0;
    const fx = u - column;
    const o = row * SIZE + column;
    const { cells } = this;
    const top = cells[o] + (cells[o + 1] - cells[o]) * fx;
    const low = cells[o + SIZE] + (cells[o + SIZE + 1] - cells[o + SIZE]) * fx;
    return top + (low - top) * (v - row);
  }
}
