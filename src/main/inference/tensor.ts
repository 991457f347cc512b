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
  provider: ExecutionProvider;
  /** Intra-op threads of the session. */
  threads: number;
}
