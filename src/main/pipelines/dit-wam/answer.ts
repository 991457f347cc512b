import type { RunResult, TensorData } from '../../inference/tensor.ts';
import { answerProblem } from './world-problem.ts';

/** The numbers of an output, proved to have the shape and to be finite. Throws ProblemError. */
export function floatsOf(result: RunResult, name: string, shape: readonly number[], modelId: string): Float32Array {
  return floatsIn((result.outputs as Record<string, TensorData | undefined>)[name], name, shape, modelId);
}

/** The numbers of a tensor, likewise. */
export function floatsIn(
  tensor: TensorData | undefined,
  name: string,
  shape: readonly number[],
  modelId: string,
): Float32Array {
  if (!(tensor?.data instanceof Float32Array)) throw answerProblem(modelId, `its answer has no float32 "${name}"`);
  if (tensor.shape.join() !== shape.join())
    throw answerProblem(
      modelId,
      `"${name}" has the shape [${tensor.shape.join(', ')}], expected [${shape.join(', ')}]`,
    );
  if (!tensor.data.every(Number.isFinite)) throw answerProblem(modelId, `"${name}" holds numbers that are not finite`);
  return tensor.data;
}
