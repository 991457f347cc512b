import { NdArray } from '../../../../src/main/datasets/numpy/nd-array.ts';
import { PickleBytes, type PickleValue } from '../../../../src/main/datasets/pickle/pickle-value.ts';

/** A value read from a pickle in the form that tests/reference/navsim_pickles.py gives its JSON. */
export function asPythonJson(value: PickleValue): unknown {
  if (value instanceof NdArray) return { shape: value.shape, items: itemsOf(value) };
  if (value instanceof PickleBytes) return value.view().toString('latin1');
  if (typeof value === 'number') return Number.isFinite(value) ? value + 0 : String(value);
  if (typeof value === 'bigint') return String(value);
  if (value instanceof Set) return [...value].map(asPythonJson).sort();
  if (value instanceof Map)
    return Object.fromEntries([...value].map(([key, item]) => [key as string, asPythonJson(item)]));
  if (Array.isArray(value)) return value.map(asPythonJson);
  return value;
}

function itemsOf(array: NdArray): unknown[] {
  const numbers = array.numbers();
  if (!numbers) return array.texts() ?? [];
  const isTruth = array.dtype.kind === 'b';
  return Array.from(numbers, (value) => (isTruth ? value === 1 : asPythonJson(value)));
}
