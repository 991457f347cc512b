import type { SteerWarm } from '../../shared/domain/steering.ts';
import type { Inference } from '../inference/inference.ts';
import { openWorldModel } from '../pipelines/dit-wam/open-world-model.ts';
import type { SteerInstants } from './steer-instants.ts';

const neverAborted = new AbortController().signal;

/**
 * Loads the graphs of a world model and of its VAE and runs each once, the VAE's on the present that is asked from where it is
 * known: its latent is kept. Throws ProblemError as a rendering does; AbortError.
 */
export async function warmWorldModel(
  { modelId, at }: SteerWarm,
  { inference, instants }: { inference: Inference; instants: SteerInstants },
  signal: AbortSignal = neverAborted,
): Promise<void> {
  const world = await openWorldModel(modelId, inference);
  if (at) {
    const instant = await instants.at(at.clipId, at.frame, world, signal);
    await world.decode([await instant.latent(signal)], signal);
  } else await inference.warmUp(world.spec.vae, { signal });
  await inference.warmUp(modelId, { signal });
}
