export type Rgba = readonly [number, number, number, number];

/** Straight strokes in typed arrays, as the device takes them; positions in clip-local m. */
export class Strokes {
  #capacity = 256;
  #from = new Float32Array(this.#capacity * 3);
  #to = new Float32Array(this.#capacity * 3);
  #colours = new Uint8Array(this.#capacity * 4);
  #widths = new Float32Array(this.#capacity);
  length = 0;

  add(x0: number, y0: number, x1: number, y1: number, colour: Rgba, width: number): void {
    if (this.length === this.#capacity) this.#grow();
    const i = this.length++;
    this.#from.set([x0, y0, 0], 3 * i);
    this.#to.set([x1, y1, 0], 3 * i);
    this.#colours.set(colour, 4 * i);
    this.#widths[i] = width;
  }

  /** Strokes along x y pairs; `dashM` alternates strokes and gaps, m, running on around corners. */
  addLine(
    points: readonly (readonly [number, number])[],
    colour: Rgba,
    width: number,
    dashM: readonly number[] | null,
  ): void {
    if (dashM === null || dashM.length === 0) {
      for (let i = 1; i < points.length; i++) this.add(...points[i - 1], ...points[i], colour, width);
    } else forEachDash(points, dashM, (x0, y0, x1, y1) => this.add(x0, y0, x1, y1, colour, width));
  }

  /** Data of a deck.gl LineLayer; fresh arrays, so that the layer sees the change. */
  data() {
    const n = this.length;
    return {
      length: n,
      attributes: {
        getSourcePosition: { value: this.#from.slice(0, 3 * n), size: 3 },
        getTargetPosition: { value: this.#to.slice(0, 3 * n), size: 3 },
        getColor: { value: this.#colours.slice(0, 4 * n), size: 4, normalized: true },
        getWidth: { value: this.#widths.slice(0, n), size: 1 },
      },
    };
  }

  #grow(): void {
    this.#capacity *= 2;
    const longer = <A extends Float32Array<ArrayBuffer> | Uint8Array<ArrayBuffer>>(old: A, fresh: A): A => {
      fresh.set(old);
      return fresh;
    };
    this.#from = longer(this.#from, new Float32Array(this.#capacity * 3));
    this.#to = longer(this.#to, new Float32Array(this.#capacity * 3));
    this.#colours = longer(this.#colours, new Uint8Array(this.#capacity * 4));
    this.#widths = longer(this.#widths, new Float32Array(this.#capacity));
  }
}

/** Walks a line and names the parts that a dash pattern draws; the pattern runs on over its corners. */
export function forEachDash(
  points: readonly (readonly [number, number])[],
  pattern: readonly number[],
  draw: (x0: number, y0: number, x1: number, y1: number) => void,
): void {
  let phase = 0;
  let left = pattern[0];
  for (let i = 1; i < points.length; i++) {
    let [x, y] = points[i - 1];
    const [x1, y1] = points[i];
    let rest = Math.hypot(x1 - x, y1 - y);
    if (rest === 0) continue;
    const ux = (x1 - x) / rest;
    const uy = (y1 - y) / rest;
    while (rest > 1e-9) {
      const step = Math.min(left, rest);
      if (phase % 2 === 0) draw(x, y, x + ux * step, y + uy * step);
      x += ux * step;
      y += uy * step;
      rest -= step;
      left -= step;
      if (left > 1e-9) continue;
      phase = (phase + 1) % pattern.length;
      left = pattern[phase];
    }
  }
}
