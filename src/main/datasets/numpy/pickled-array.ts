import { PickledCall, PickledName, PickledTuple } from '../pickle/write-pickle.ts';

/** A floating-point array in row-major order for a pickle; NumPy 1 and 2 both know the module by this name. */
export function pickledFloats(values: ArrayLike<number>, shape: readonly number[], type: 'f4' | 'f8'): PickledCall {
  const itemBytes = type === 'f4' ? 4 : 8;
  const content = Buffer.alloc(values.length * itemBytes);
  for (let i = 0; i < values.length; i++) {
    if (type === 'f4') content.writeFloatLE(values[i], i * itemBytes);
    else content.writeDoubleLE(values[i], i * itemBytes);
  }
  const dtype = new PickledCall(
    new PickledName('numpy', 'dtype'),
    new PickledTuple([type, false, true]),
    new PickledTuple([3n, '<', null, null, null, -1n, -1n, 0n]),
  );
  return new PickledCall(
    new PickledName('numpy.core.multiarray', '_reconstruct'),
    new PickledTuple([new PickledName('numpy', 'ndarray'), new PickledTuple([0n]), Buffer.from('b')]),
    new PickledTuple([1n, new PickledTuple(shape.map(BigInt)), dtype, false, content]),
  );
}
