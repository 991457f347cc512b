/**
 * Exact area of polygons in the cells of a grid: each edge adds its signed area to the cells it crosses, and a running sum
 * along a row gives each cell's covered share. The method of font rasterisers (after R. Levien's font-rs).
 */
export class AreaCoverage {
  readonly sizeCells: number;
  private readonly stride: number;
  private readonly cells: Float32Array;
  private minRow = 0;
  private maxRow = -1;
  private minColumn = 0;
  private maxColumn = -1;

  constructor(sizeCells: number) {
    this.sizeCells = sizeCells;
    this.stride = sizeCells + 2;
    this.cells = new Float32Array(this.stride * sizeCells);
    this.minRow = this.minColumn = sizeCells;
  }

  /** Adds a ring x0 y0 x1 y1 …; cell = (value − origin) · scale. Holes run the other way round. */
  addRing(ring: ArrayLike<number>, originX: number, originY: number, scale: number): void {
    const n = ring.length >> 1;
    let x0 = (ring[2 * n - 2] - originX) * scale;
    let y0 = (ring[2 * n - 1] - originY) * scale;
    for (let i = 0; i < n; i++) {
      const x1 = (ring[2 * i] - originX) * scale;
      const y1 = (ring[2 * i + 1] - originY) * scale;
      this.addEdge(x0, y0, x1, y1);
      x0 = x1;
      y0 = y1;
    }
  }

  /** Hands every touched cell with its covered share (0 to 1) to `paint`, and clears the grid. */
  sweep(paint: (cell: number, share: number) => void): void {
    for (let row = this.minRow; row <= this.maxRow; row++) {
      const start = row * this.stride;
      let sum = 0;
      for (let column = this.minColumn; column < this.stride; column++) {
        sum += this.cells[start + column];
        this.cells[start + column] = 0;
        const share = sum < 0 ? -sum : sum;
        if (column > this.maxColumn && share < 0.004) break;
        if (column >= this.sizeCells) continue;
        if (share > 0.004) paint(row * this.sizeCells + column, share > 1 ? 1 : share);
      }
    }
    this.minRow = this.minColumn = this.sizeCells;
    this.maxRow = this.maxColumn = -1;
  }

  private addEdge(x0: number, y0: number, x1: number, y1: number): void {
    if (y0 === y1) return;
    const direction = y0 < y1 ? 1 : -1;
    if (direction < 0) {
      [x0, x1] = [x1, x0];
      [y0, y1] = [y1, y0];
    }
    const size = this.sizeCells;
    if (y1 <= 0 || y0 >= size) return;
    const slope = (x1 - x0) / (y1 - y0);
    if (y0 < 0) {
      x0 -= y0 * slope;
      y0 = 0;
    }
    if (y1 > size) {
      x1 -= (y1 - size) * slope;
      y1 = size;
    }
    // Left of the grid an edge covers the whole row to its right; right of it, nothing.
    this.addPiece(x0, y0, x1, y1, slope, direction, 0);
  }

  private addPiece(
    x0: number,
    y0: number,
    x1: number,
    y1: number,
    slope: number,
    direction: number,
    border: number,
  ): void {
    const size = this.sizeCells;
    if (border < 2 && slope !== 0) {
      const at = border === 0 ? 0 : size;
      if (x0 < at !== x1 < at) {
        const y = y0 + (at - x0) / slope;
        if (y > y0 && y < y1) {
          this.addPiece(x0, y0, at, y, slope, direction, border + 1);
          this.addPiece(at, y, x1, y1, slope, direction, border + 1);
          return;
        }
      }
      this.addPiece(x0, y0, x1, y1, slope, direction, border + 1);
      return;
    }
    const middle = (x0 + x1) / 2;
    if (middle <= 0) this.fillRows(0, y0, y1, 0, direction);
    else if (middle < size) this.fillRows(x0, y0, y1, slope, direction);
  }

  private fillRows(x: number, y0: number, y1: number, slope: number, direction: number): void {
    const { cells, stride, sizeCells } = this;
    const first = Math.floor(y0);
    const last = Math.min(sizeCells, Math.ceil(y1)) - 1;
    if (first < this.minRow) this.minRow = first;
    if (last > this.maxRow) this.maxRow = last;
    for (let row = first; row <= last; row++) {
      const dy = Math.min(row + 1, y1) - Math.max(row, y0);
      const next = x + slope * dy;
      const d = dy * direction;
      const left = Math.max(0, Math.min(x, next));
      const right = Math.min(sizeCells, Math.max(x, next));
      const i0 = Math.floor(left);
      const i1 = Math.ceil(right);
      const at = row * stride + i0;
      if (i0 < this.minColumn) this.minColumn = i0;
      if (i1 >= this.maxColumn) this.maxColumn = i1 + 1;
      if (i1 <= i0 + 1) {
        const share = (left + right) / 2 - i0;
        cells[at] += d * (1 - share);
        cells[at + 1] += d * share;
      } else {
        const s = 1 / (right - left);
        const f0 = left - i0;
        const a0 = 0.5 * s * (1 - f0) * (1 - f0);
        const f1 = right - i1 + 1;
        const am = 0.5 * s * f1 * f1;
        cells[at] += d * a0;
        if (i1 === i0 + 2) cells[at + 1] += d * (1 - a0 - am);
        else {
          const a1 = s * (1.5 - f0);
          cells[at + 1] += d * (a1 - a0);
          for (let i = i0 + 2; i < i1 - 1; i++) cells[row * stride + i] += d * s;
          cells[row * stride + i1 - 1] += d * (1 - a1 - (i1 - i0 - 3) * s - am);
        }
        cells[row * stride + i1] += d * am;
      }
      x = next;
    }
  }
}
