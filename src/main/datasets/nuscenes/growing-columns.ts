type ArrayOf = { f64: Float64Array; i32: Int32Array; u32: Uint32Array; u16: Uint16Array; u8: Uint8Array };
type Kind = keyof ArrayOf;
/** Array type and numbers a row. */
type ColumnShape = readonly [Kind, number];
export type ColumnsOf<S extends Record<string, ColumnShape>> = { [K in keyof S]: ArrayOf[S[K][0]] };

const make: { [K in Kind]: (buffer: SharedArrayBuffer) => ArrayOf[K] } = {
  f64: (buffer) => new Float64Array(buffer),
  i32: (buffer) => new Int32Array(buffer),
  u32: (buffer) => new Uint32Array(buffer),
  u16: (buffer) => new Uint16Array(buffer),
  u8: (buffer) => new Uint8Array(buffer),
};
const bytesOf: Record<Kind, number> = { f64: 8, i32: 4, u32: 4, u16: 2, u8: 1 };

/**
 * Columns of numbers that grow by rows. They lie in shared memory: another thread gets them without a copy, and what is
 * reserved but not yet written costs no real memory.
 */
export class GrowingColumns<S extends Record<string, ColumnShape>> {
  columns: ColumnsOf<S>;
  count = 0;
  #capacity: number;
  readonly #shape: S;

  constructor(shape: S, expectedRows: number) {
    this.#shape = shape;
    this.#capacity = Math.max(16, expectedRows);
    this.columns = this.#allocate();
  }

  /** Makes room for one more row and returns its number. */
  next(): number {
    if (this.count === this.#capacity) this.#grow();
    return this.count++;
  }

  #grow(): void {
    const before = this.columns;
    this.#capacity *= 2;
    this.columns = this.#allocate();
    for (const name of Object.keys(this.#shape)) this.columns[name].set(before[name]);
  }

  #allocate(): ColumnsOf<S> {
    const entries = Object.entries(this.#shape).map(([name, [kind, width]]) => [
      name,
      make[kind](new SharedArrayBuffer(this.#capacity * width * bytesOf[kind])),
    ]);
    return Object.fromEntries(entries) as ColumnsOf<S>;
  }
}

/** Rows that a file of `bytes` has when one record takes `recordBytes`. */
export const expectedRows = (bytes: number, recordBytes: number): number => Math.ceil(bytes / recordBytes) + 16;
