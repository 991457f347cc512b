import { PickleGlobal, PickleObject, PickleText, PickleTuple } from './pickle-values.ts';

const ndarray = new PickleGlobal('numpy', 'ndarray');
const dtype = new PickleGlobal('numpy', 'dtype');
/** How NumPy's array and text types are kept: version 3, byte order, no fields, −1 sizes or those of a text type. */
const DTYPE_VERSION = 3n;
const ARRAY_VERSION = 1n;
/** A text type stores its alignment, 4 bytes (UCS-4). */
const TEXT_ALIGNMENT = 4n;
/** As NumPy writes for text types: the array must be set up before it is filled. */
const TEXT_FLAGS = 8n;

/** Makes arrays as NumPy pickles them; versions 1 and 2 differ in the name of the module that rebuilds them. */
export class NumpyPickles {
  readonly #rebuild: PickleGlobal;
  readonly #float = dtypeOf('f8', '<', -1n, -1n, 0n);
  readonly #integer = dtypeOf('i8', '<', -1n, -1n, 0n);

  constructor(version: 1 | 2) {
    this.#rebuild = new PickleGlobal(
      version === 1 ? 'numpy.core.multiarray' : 'numpy._core.multiarray',
      '_reconstruct',
    );
  }

  /** float64 array in C order. */
  floats(values: readonly number[], shape: readonly number[]): PickleObject {
    const bytes = Buffer.alloc(values.length * 8);
    values.forEach((value, i) => bytes.writeDoubleLE(value, i * 8));
    return this.#array(this.#float, bytes, shape);
  }

  /** int64 array of one dimension. */
  integers(values: readonly number[]): PickleObject {
    const bytes = Buffer.alloc(values.length * 8);
    values.forEach((value, i) => bytes.writeBigInt64LE(BigInt(value), i * 8));
    return this.#array(this.#integer, bytes, [values.length]);
  }

  /** Text array of one dimension: each item padded with zeros to the longest, UCS-4. */
  texts(values: readonly string[]): PickleObject {
    const characters = values.map((value) => Array.from(value, (character) => character.codePointAt(0) ?? 0));
    // NumPy makes an array of no text or of empty texts one character wide.
    const width = Math.max(1, ...characters.map(({ length }) => length));
    const bytes = Buffer.alloc(values.length * width * 4);
    characters.forEach((points, i) => points.forEach((point, k) => bytes.writeUInt32LE(point, (i * width + k) * 4)));
    // Unlike numbers, each text array has a type object of its own.
    const type = dtypeOf(`U${width}`, '<', BigInt(width * 4), TEXT_ALIGNMENT, TEXT_FLAGS);
    return this.#array(type, bytes, [values.length]);
  }

  #array(type: PickleObject, bytes: Uint8Array, shape: readonly number[]): PickleObject {
    return new PickleObject(
      this.#rebuild,
      new PickleTuple([ndarray, new PickleTuple([0n]), Buffer.from('b')]),
      new PickleTuple([ARRAY_VERSION, new PickleTuple(shape.map(BigInt)), type, false, bytes]),
    );
  }
}

const dtypeOf = (name: string, order: string, size: bigint, alignment: bigint, flags: bigint): PickleObject =>
  new PickleObject(
    dtype,
    new PickleTuple([new PickleText(name), false, true]),
    new PickleTuple([DTYPE_VERSION, order, null, null, null, size, alignment, flags]),
  );
