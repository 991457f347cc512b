import { Tensor } from 'onnxruntime-node';
import type { TensorContract } from '../../../shared/domain/model.ts';
import type { TensorData } from '../tensor.ts';

export function toTensor({ type, shape, data }: TensorData): Tensor {
  // The typings know one pairing of type and array a call; the pairs are held by TensorData's own maker.
  return new Tensor(type as 'float32', data as Float32Array, shape);
}

const carried: readonly string[] = [
  'float32',
  'float16',
  'int64',
  'int32',
  'bool',
  'uint8',
] satisfies TensorContract['type'][];

/** Throws Error for a type that is not carried between processes. */
export function fromTensor(name: string, tensor: Tensor): TensorData {
  if (!carried.includes(tensor.type))
    throw new Error(`output "${name}" is of type ${tensor.type}, which is not carried`);
  const { data } = tensor as { data: TensorData['data'] };
  // float16 may come as a Float16Array, which messages do not carry: its bits do.
  const plain = tensor.type === 'float16' ? new Uint16Array(data.buffer, data.byteOffset, data.length) : data;
  return { type: tensor.type as TensorContract['type'], shape: [...tensor.dims], data: plain };
}
