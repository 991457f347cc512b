import type { ModelManifest } from '../../shared/domain/model.ts';
import { egoMlpParameters } from './baselines/ego-mlp.ts';
import { vaeParameters, worldParameters } from './dit-wam/prove-manifest.ts';
import { frameEncoderSpec } from './frame-encoder/spec.ts';

const proofs: Record<string, (manifest: ModelManifest) => unknown> = {
  'ego-mlp': egoMlpParameters,
  vae: vaeParameters,
  'dit-wam': worldParameters,
  'frame-encoder': frameEncoderSpec,
};

/**
 * Proves that a manifest has what its pipeline needs, as far as that can be told without other models. A pipeline that this
 * version lacks is let pass: it is refused in words when it is run. Throws ProblemError naming the fields that are wrong.
 */
export function proveManifest(manifest: ModelManifest): void {
  if (Object.hasOwn(proofs, manifest.pipeline)) proofs[manifest.pipeline](manifest);
}
