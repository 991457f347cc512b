import type { ModelInfo } from '../../shared/domain/model.ts';
import { ProblemError } from '../../shared/domain/problem.ts';
import type { SteerRange } from '../../shared/domain/steering.ts';
import type { Inference } from '../inference/inference.ts';
import { worldParameters } from '../pipelines/dit-wam/prove-manifest.ts';
import { rolloutSteps, stepSeconds, type WorldParameters } from '../pipelines/dit-wam/spec.ts';

/** What the sliders of a world model need; null for one whose manifest does not fit its pipeline: running it tells why. */
export async function steerRange(
  model: ModelInfo,
  all: readonly ModelInfo[],
  inference: Inference,
): Promise<SteerRange | null> {
  let p: WorldParameters;
  try {
    p = worldParameters(await inference.manifest(model.modelId));
  } catch (error) {
    if (error instanceof ProblemError) return null;
    throw error;
  }
  const steps = rolloutSteps(p);
  const samples = p.objective === 'x0' || p.objective === 'epsilon';
  const twin = samples ? all.find(({ modelId }) => modelId === p.direct) : undefined;
  return {
    modelId: model.modelId,
    objective: p.objective,
    steering: p.actionRange.steering,
    acceleration: p.actionRange.acceleration,
    atS: Array.from({ length: steps }, (_, k) => (k + 1) * stepSeconds(p)),
    actions: steps * p.actionsPerStep,
    direct: twin?.modelId ?? null,
    canCalibrate: samples && p.calibration !== undefined,
    camera: p.camera ?? null,
    parameters: p.parameterCount ?? null,
  };
}
