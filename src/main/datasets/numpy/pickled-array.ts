import { PickledCall, PickledName, PickledTuple } from '../pickle/write-pickle.ts';

/** A float32 array in row-major order for a pickle; NumPy 1 and 2 both know the module by this name. */
export function pickledFloats(values: ArrayLike<number>, shape: readonly number[]): PickledCall {
  const content = Buffer.alloc(values.length * 4);
  for (let i = 0; i < values.length; i++) content.writeFloatLE(values[i], i * 4);
  const dtype = new PickledCall(
    new PickledName('numpy', 'dtype'),
    new PickledTuple(['f4', false, true]),
    new PickledTuple([3n, '<', null, null, null, -1n, -1n, 0n]),
  );
  return new PickledCall(
    new PickledName('numpy.core.multiarray', '_reconstruct'),
    new PickledTuple([new PickledName('numpy', 'ndarray'), new PickledTuple([0n]), Buffer.from('b')]),
    new PickledTuple([1n, new PickledTuple(shape.map(BigInt)), dtype, false, content]),
  );
}
