import { PickledCall, PickledName, PickledText, PickledTuple } from '../pickle/picklable.ts';

const ndarray = new PickledName('numpy', 'ndarray');
const dtype = new PickledName('numpy', 'dtype');
/** How NumPy's array and text types are kept: version 3, byte order, no fields, −1 sizes or those of a text type. */
const DTYPE_VERSION = 3n;
const ARRAY_VERSION = 1n;
/** A text type stores its alignment, 4 bytes (UCS-4). */
const TEXT_ALIGNMENT = 4n;
/** As NumPy writes for text types: the array must be set up before it is filled. */
const TEXT_FLAGS = 8n;

/**
 * Makes arrays as NumPy pickles them; versions 1 and 2 differ in the name of the module that rebuilds them, and both read
 * what either writes. Arrays made by one of these share their number types.
 */
export class PickledArrays {
  readonly #rebuild: PickledName;
  readonly #types = {
    f4: dtypeOf('f4', -1n, -1n, 0n),
    f8: dtypeOf('f8', -1n, -1n, 0n),
    i8: dtypeOf('i8', -1n, -1n, 0n),
  };

  constructor(version: 1 | 2) {
    this.#rebuild = new PickledName(version === 1 ? 'numpy.core.multiarray' : 'numpy._core.multiarray', '_reconstruct');
  }

  /** Floating-point array in C order. */
  floats(values: ArrayLike<number>, shape: readonly number[], type: 'f4' | 'f8' = 'f8'): PickledCall {
    const itemBytes = type === 'f4' ? 4 : 8;
    const bytes = Buffer.alloc(values.length * itemBytes);
    for (let i = 0; i < values.length; i++) {
      if (type === 'f4') bytes.writeFloatLE(values[i], i * itemBytes);
      else bytes.writeDoubleLE(values[i], i * itemBytes);
    }
    return this.#array(this.#types[type], bytes, shape);
  }

  /** int64 array of one dimension. */
  integers(values: readonly number[]): PickledCall {
    const bytes = Buffer.alloc(values.length * 8);
    values.forEach((value, i) => bytes.writeBigInt64LE(BigInt(value), i * 8));
    return this.#array(this.#types.i8, bytes, [values.length]);
  }

  /** Text array of one dimension: each item padded with zeros to the longest, UCS-4. */
  texts(values: readonly string[]): PickledCall {
    const characters = values.map((value) => Array.from(value, (character) => character.codePointAt(0) ?? 0));
    // NumPy makes an array of no text or of empty texts one character wide.
    const width = Math.max(1, ...characters.map(({ length }) => length));
    const bytes = Buffer.alloc(values.length * width * 4);
    characters.forEach((points, i) => points.forEach((point, k) => bytes.writeUInt32LE(point, (i * width + k) * 4)));
    // Unlike numbers, each text array has a type object of its own.
    const type = dtypeOf(`U${width}`, BigInt(width * 4), TEXT_ALIGNMENT, TEXT_FLAGS);
    return this.#array(type, bytes, [values.length]);
  }

  #array(type: PickledCall, bytes: Uint8Array, shape: readonly number[]): PickledCall {
    return new PickledCall(
      this.#rebuild,
      new PickledTuple([ndarray, new PickledTuple([0n]), Buffer.from('b')]),
      new PickledTuple([ARRAY_VERSION, new PickledTuple(shape.map(BigInt)), type, false, bytes]),
    );
  }
}

const dtypeOf = (name: string, size: bigint, alignment: bigint, flags: bigint): PickledCall =>
  new PickledCall(
    dtype,
    new PickledTuple([new PickledText(name), false, true]),
    new PickledTuple([DTYPE_VERSION, '<', null, null, null, size, alignment, flags]),
  );
