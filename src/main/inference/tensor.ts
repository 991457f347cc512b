import type { ExecutionProvider, TensorContract } from '../../shared/domain/model.ts';

/** Plain tensor as it crosses between processes: row-major, `data.length` is the product of `shape`. float16 is raw bits. */
export interface TensorData {
  type: TensorContract['type'];
  shape: number[];
  data: Float32Array | Uint16Array | BigInt64Array | Int32Array | Uint8Array;
}

export interface RunResult {
  outputs: Record<string, TensorData>;
  /** Time of the bare ONNX run in its process, ms. */
  ms: number;
  /** Time to load the graph before it, ms; 0 where it was loaded. */
  loadMs: number;
  provider: ExecutionProvider;
  /** Intra-op threads of the session. */
  threads: number;
}

const arrays = {
  float32: Float32Array,
  float16: Uint16Array,
  int64: BigInt64Array,
  int32: Int32Array,
  bool: Uint8Array,
  uint8: Uint8Array,
} satisfies Record<TensorContract['type'], unknown>;

/** A tensor of zeros that fits a contract, free sizes taken as 1. */
export function zeros({ type, shape }: TensorContract): TensorData {
  const sizes = shape.map((size) => (typeof size === 'number' ? size : 1));
  return { type, shape: sizes, data: new arrays[type](sizes.reduce((a, b) => a * b, 1)) };
}
