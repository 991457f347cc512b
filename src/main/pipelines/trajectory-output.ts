import type { ModelManifest } from '../../shared/domain/model.ts';
import { ProblemError } from '../../shared/domain/problem.ts';
import type { Prediction } from '../../shared/domain/run.ts';
import type { TensorData } from '../inference/tensor.ts';

/** Plan of one row of a batch, as `Prediction` holds it. */
export type RowPlan = Pick<Prediction, 'trajectories' | 'probabilities'>;

/** The plan that a planner's manifest declares. Throws ProblemError: a model that declares none cannot be run as a planner. */
export function planOf(manifest: ModelManifest): NonNullable<ModelManifest['output']> {
  if (manifest.output) return manifest.output;
  throw new ProblemError({
    code: 'model.no-plan',
    title: 'A model manifest declares no plan',
    whatHappened: `"${manifest.id}" asks for the pipeline "${manifest.pipeline}", which plans, but has no "output" with its poses.`,
    whatWasKept: 'The other models, all runs and all your work.',
    whatToDo: 'Add `output` with poses, stepS and modes to its manifest.json.',
  });
}

/**
 * Reads a batch of plans out of a graph's answer: `trajectory` [batch, poses, 3] or [batch, modes, poses, 3], and, where a
 * graph gives them, `probabilities` [batch, modes], made to sum to 1. Throws ProblemError on other shapes and on numbers that are not finite.
 */
export function readPlans(outputs: Record<string, TensorData>, batch: number, manifest: ModelManifest): RowPlan[] {
  const { poses, modes } = planOf(manifest);
  const trajectory = floats(outputs, 'trajectory', manifest);
  const shapes =
    modes === 1
      ? [
          [batch, poses, 3],
          [batch, 1, poses, 3],
        ]
      : [[batch, modes, poses, 3]];
  expectShape(outputs.trajectory, shapes, 'trajectory', manifest);
  const probabilities = 'probabilities' in outputs ? floats(outputs, 'probabilities', manifest) : null;
  if (probabilities) expectShape(outputs.probabilities, [[batch, modes]], 'probabilities', manifest);
  const stride = modes * poses * 3;
  return Array.from({ length: batch }, (_, row) => ({
    trajectories: Array.from(trajectory.subarray(row * stride, (row + 1) * stride)),
    probabilities: probabilities && normalised(Array.from(probabilities.subarray(row * modes, (row + 1) * modes))),
  }));
}

function normalised(weights: number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  return sum > 0 ? weights.map((w) => w / sum) : weights.map(() => 1 / weights.length);
}

function floats(outputs: Record<string, TensorData>, name: string, manifest: ModelManifest): Float32Array {
  const data = (outputs[name] as TensorData | undefined)?.data;
  if (!(data instanceof Float32Array)) throw answerProblem(manifest, `its answer has no float32 "${name}"`);
  if (data.some((v) => !Number.isFinite(v)))
    throw answerProblem(manifest, `"${name}" holds numbers that are not finite`);
  return data;
}

function expectShape(tensor: TensorData, allowed: number[][], name: string, manifest: ModelManifest): void {
  if (allowed.some((shape) => shape.join() === tensor.shape.join())) return;
  throw answerProblem(
    manifest,
    `"${name}" has the shape [${tensor.shape.join(', ')}], expected [${allowed[0].join(', ')}]`,
  );
}

const answerProblem = (manifest: ModelManifest, what: string): ProblemError =>
  new ProblemError({
    code: 'model.answer-unusable',
    title: 'A model gave no usable plan',
    whatHappened: `"${manifest.id}": ${what}.`,
    whatWasKept: 'All predictions stored before, all your work.',
    whatToDo:
      'Compare the output in its manifest with the graph; if only some clips are hit, look at their recorded motion.',
  });
