import { PickleBytes, PickleFault, PickleGlobal, type AllowedGlobals, type Make } from '../pickle/pickle-value.ts';
import { Dtype } from './dtype.ts';
import { elementReader, textAt } from './elements.ts';
import { NdArray } from './nd-array.ts';

const NDARRAY = 'numpy ndarray';

/** An empty array whose state follows. */
const reconstruct: Make = ([type]) => {
  if (!(type instanceof PickleGlobal) || type.name !== NDARRAY)
    throw new PickleFault('makes an array of another class');
  return new NdArray();
};

/** An array over bytes, as protocol 5 writes it: (bytes, dtype, shape, 'C' or 'F'). */
const fromBuffer: Make = ([body, dtype, shape, order]) => {
  if (order !== 'C' && order !== 'F') throw new PickleFault('has an array of an unknown order');
  const array = new NdArray();
  array.set(shape, dtype, order === 'F', body);
  return array;
};

/** One number or text of a NumPy type, as a plain value. */
const scalar: Make = ([dtype, body]) => {
  if (!(dtype instanceof Dtype) || !(body instanceof PickleBytes) || body.length !== dtype.itemBytes)
    throw new PickleFault('has a NumPy number of an unknown form');
  if (dtype.kind === 'U' || dtype.kind === 'S') return textAt(dtype, body.source, body.start);
  const read = elementReader(dtype, body.source);
  if (!read) throw new PickleFault('has a NumPy number of an unknown type');
  const value = read(body.start);
  return dtype.kind === 'b' ? value !== 0 : value;
};

const dtype: Make = ([code]) => {
  if (typeof code !== 'string') throw new PickleFault('has a dtype without a type');
  return new Dtype(code);
};

/** Names by which arrays, numbers and dtypes are pickled: NumPy 2 moved `numpy.core` to `numpy._core`. */
export const numpyGlobals: AllowedGlobals = new Map<string, Make | null>([
  [NDARRAY, null],
  ['numpy dtype', dtype],
  ...['numpy.core', 'numpy._core'].flatMap((core): [string, Make][] => [
    [`${core}.multiarray _reconstruct`, reconstruct],
    [`${core}.multiarray scalar`, scalar],
    [`${core}.numeric _frombuffer`, fromBuffer],
  ]),
]);
