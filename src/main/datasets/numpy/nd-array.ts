import { PickleBytes, PickleFault, PickleState, type PickleValue } from '../pickle/pickle-value.ts';
import { Dtype } from './dtype.ts';
import { elementReader, textAt } from './elements.ts';

/** Dimensions of an array; NumPy's own limit. */
const MAX_DIMENSIONS = 32;

/** A NumPy array as a pickle carries it: its bytes stay in the file until they are asked for. */
export class NdArray extends PickleState {
  shape: readonly number[] = [];
  dtype: Dtype = float64;
  /** Column-major. */
  isFortran = false;
  #body: PickleBytes = nothing;
  #objects: readonly PickleValue[] | null = null;
  #numbers: Float64Array | null = null;

  /** Number of elements. */
  get size(): number {
    return this.shape.reduce((product, length) => product * length, 1);
  }

  /** (version, shape, dtype, is Fortran, bytes or list of objects) */
  setState(state: PickleValue): void {
    if (!Array.isArray(state) || state.length !== 5) throw new PickleFault('has an array of an unknown form');
    const [, shape, dtype, isFortran, body] = state;
    this.set(shape, dtype, isFortran === true || isFortran === 1, body);
  }

  set(shape: PickleValue, dtype: PickleValue, isFortran: boolean, body: PickleValue): void {
    if (!Array.isArray(shape) || shape.length > MAX_DIMENSIONS || !shape.every(isLength))
      throw new PickleFault('has an array of an impossible shape');
    if (!(dtype instanceof Dtype)) throw new PickleFault('has an array without a dtype');
    this.#numbers = null;
    this.shape = shape;
    this.dtype = dtype;
    this.isFortran = isFortran;
    if (dtype.kind === 'O') this.#setObjects(body);
    else this.#setBytes(body);
  }

  #setBytes(body: PickleValue): void {
    if (!(body instanceof PickleBytes)) throw new PickleFault('has an array without its bytes');
    const wanted = this.size * this.dtype.itemBytes;
    if (body.length !== wanted)
      throw new PickleFault(
        `has an array of ${this.shape.join(' x ')} with ${body.length} bytes; ${wanted} belong there`,
      );
    this.#body = body;
  }

  #setObjects(body: PickleValue): void {
    if (!Array.isArray(body) || body.length !== this.size)
      throw new PickleFault('has an object array without its objects');
    this.#objects = body;
  }

  /**
   * The elements as doubles in row-major order; null where they are no numbers. The same array each time: frames of a log
   * share calibrations.
   */
  numbers(): Float64Array | null {
    return (this.#numbers ??= this.#readNumbers());
  }

  #readNumbers(): Float64Array | null {
    const count = this.size;
    const out = new Float64Array(count);
    if (this.#isPlainDoubles()) {
      new Uint8Array(out.buffer).set(this.#body.view());
      return out;
    }
    const read = elementReader(this.dtype, this.#body.source);
    if (!read) return null;
    const step = this.dtype.itemBytes;
    const { start } = this.#body;
    if (!this.isFortran || this.shape.length < 2) for (let i = 0; i < count; i++) out[i] = read(start + i * step);
    else rowMajor(this.shape, (i, from) => (out[i] = read(start + from * step)));
    return out;
  }

  /** The bytes are the answer. Foresight's machines are all little-endian. */
  #isPlainDoubles(): boolean {
    const { kind, itemBytes, bigEndian } = this.dtype;
    return kind === 'f' && itemBytes === 8 && !bigEndian && !(this.isFortran && this.shape.length > 1);
  }

  /** The elements as texts in row-major order; null where one is no text. */
  texts(): string[] | null {
    const inOrder = this.#textsAsStored();
    if (!inOrder || !this.isFortran || this.shape.length < 2) return inOrder;
    const out = new Array<string>(inOrder.length);
    rowMajor(this.shape, (i, from) => (out[i] = inOrder[from]));
    return out;
  }

  #textsAsStored(): string[] | null {
    if (this.#objects) return this.#objects.every((item) => typeof item === 'string') ? [...this.#objects] : null;
    if (this.dtype.kind !== 'U' && this.dtype.kind !== 'S') return null;
    return Array.from({ length: this.size }, (_, i) =>
      textAt(this.dtype, this.#body.source, this.#body.start + i * this.dtype.itemBytes),
    );
  }

  /** The elements of an array of objects, as they are; null where the array holds numbers or text. */
  objects(): readonly PickleValue[] | null {
    return this.#objects;
  }
}

const float64 = new Dtype('f8');
const nothing = new PickleBytes(Buffer.alloc(0), 0, 0);

const isLength = (value: PickleValue): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;

/** Visits elements in row-major order, telling where each stands in column-major order. */
function rowMajor(shape: readonly number[], visit: (i: number, stored: number) => void): void {
  const strides = shape.map((_, axis) => shape.slice(0, axis).reduce((product, length) => product * length, 1));
  const index = shape.map(() => 0);
  const count = shape.reduce((product, length) => product * length, 1);
  for (let i = 0; i < count; i++) {
    visit(
      i,
      index.reduce((sum, at, axis) => sum + at * strides[axis], 0),
    );
    for (let axis = shape.length - 1; axis >= 0 && ++index[axis] === shape[axis]; axis--) index[axis] = 0;
  }
}
