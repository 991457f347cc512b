import type { ModelManifest } from '../../../shared/domain/model.ts';
import { ProblemError } from '../../../shared/domain/problem.ts';
import { pipelineParameters } from '../parameters.ts';
import { featureLength } from './action-features.ts';
import { graphFaults } from './prove-graph.ts';
import {
  rolloutSteps,
  stepSeconds,
  vaeParametersSchema,
  worldParametersSchema,
  type VaeParameters,
  type WorldModelSpec,
  type WorldParameters,
} from './spec.ts';

/** A VAE's parameters, its graphs proved to fit them. Throws ProblemError naming the fields that are wrong. */
export function vaeParameters(manifest: ModelManifest): VaeParameters {
  if (manifest.pipeline !== 'vae') throw doesNotFit(manifest, [`pipeline is "${manifest.pipeline}", expected "vae"`]);
  const p = pipelineParameters(manifest, vaeParametersSchema);
  const { channels, height, width } = p.latent;
  const image = { type: 'float32' as const, shape: ['batch', 3, p.imagePx, p.imagePx] };
  const latent = { type: 'float32' as const, shape: ['batch', channels, height, width] };
  const faults = [
    ...graphFaults(manifest, 'encoder', { inputs: { image }, outputs: { latent } }),
    ...graphFaults(manifest, 'decoder', { inputs: { latent }, outputs: { image } }),
  ];
  if (faults.length > 0) throw doesNotFit(manifest, faults);
  return p;
}

/**
 * A world model's parameters, proved as far as its own manifest goes: the graph's tensors, token length, calibration and
 * video against each other. Throws ProblemError naming the fields that are wrong.
 */
export function worldParameters(manifest: ModelManifest): WorldParameters {
  if (manifest.pipeline !== 'dit-wam')
    throw doesNotFit(manifest, [`pipeline is "${manifest.pipeline}", expected "dit-wam"`]);
  const p = pipelineParameters(manifest, worldParametersSchema);
  const anchor = manifest.graphs.world?.inputs.find((t) => t.name === 'anchor')?.shape ?? [];
  const [, tokens, length] = anchor;
  const tokenLength = typeof length === 'number' ? length : p.standardisation.mean.length;
  const faults = [
    ...objectiveFaults(p),
    ...videoFaults(manifest, p),
    ...graphFaultsOf(manifest, p, typeof tokens === 'number' ? tokens : null, tokenLength),
    ...standardisationFaults(p, tokenLength),
  ];
  const places = p.patch ** 2;
  if (tokenLength % places !== 0)
    faults.push(
      `patch is ${p.patch}, but the ${tokenLength} numbers of a token are no multiple of its ${places} places`,
    );
  else faults.push(...calibrationFaults(p, tokenLength / places));
  if (faults.length > 0) throw doesNotFit(manifest, faults);
  return p;
}

/** A world model and its VAE, proved to fit each other. Throws ProblemError naming the fields that are wrong. */
export function worldModelSpec(manifest: ModelManifest, vaeManifest: ModelManifest): WorldModelSpec {
  const p = worldParameters(manifest);
  const vae = vaeParameters(vaeManifest);
  const { channels, height, width } = vae.latent;
  const tokens = (height / p.patch) * (width / p.patch);
  const tokenLength = channels * p.patch ** 2;
  const faults =
    height % p.patch === 0 && width % p.patch === 0
      ? [
          ...standardisationFaults(p, tokenLength),
          ...calibrationFaults(p, channels),
          ...graphFaultsOf(manifest, p, tokens, tokenLength),
        ]
      : [
          `patch is ${p.patch}, which does not divide the latent ${channels} × ${height} × ${width} of "${vaeManifest.id}"`,
        ];
  const { video } = manifest;
  if (video && (video.widthPx !== vae.imagePx || video.heightPx !== vae.imagePx))
    faults.push(`video is ${video.widthPx} × ${video.heightPx} px where "${vaeManifest.id}" makes ${vae.imagePx} px`);
  if (faults.length > 0) throw doesNotFit(manifest, faults);
  const steps = rolloutSteps(p);
  return {
    ...p,
    imagePx: vae.imagePx,
    latentShape: vae.latent,
    latentLength: channels * height * width,
    scale: vae.scale,
    clamp: vae.clamp,
    tokens,
    tokenLength,
    atS: Array.from({ length: steps }, (_, k) => (k + 1) * stepSeconds(p)),
    actions: steps * p.actionsPerStep,
  };
}

function standardisationFaults({ standardisation }: WorldParameters, tokenLength: number): string[] {
  return (['mean', 'std'] as const).flatMap((name) => {
    const { length } = standardisation[name];
    return length === tokenLength
      ? []
      : [`standardisation.${name} has ${length} numbers where a token has ${tokenLength}`];
  });
}

function calibrationFaults({ calibration }: WorldParameters, channels: number): string[] {
  if (!calibration) return [];
  return (['predicted', 'truth'] as const).flatMap((side) =>
    (['mean', 'std'] as const).flatMap((name) => {
      const { length } = calibration[side][name];
      return length === channels
        ? []
        : [`calibration.${side}.${name} has ${length} numbers where a latent has ${channels} channels`];
    }),
  );
}

function objectiveFaults(p: WorldParameters): string[] {
  const samples = p.objective === 'x0' || p.objective === 'epsilon';
  return [
    ...(p.objective === 'jump' && p.horizon !== 1 ? [`horizon is ${p.horizon}; a jump has 1`] : []),
    ...(p.objective !== 'jump' && p.chain !== 1 ? [`chain is ${p.chain}; only jumps are chained`] : []),
    ...(samples && !p.diffusion ? [`diffusion is absent; the objective ${p.objective} needs its schedule`] : []),
  ];
}

function videoFaults({ video }: ModelManifest, p: WorldParameters): string[] {
  if (!video) return ['video is absent; a world model makes pictures'];
  const steps = rolloutSteps(p);
  return [
    ...(video.steps === steps
      ? []
      : [`video.steps is ${video.steps} where horizon ${p.horizon} times chain ${p.chain} is ${steps}`]),
    ...(Math.abs(video.stepS - stepSeconds(p)) < 1e-9
      ? []
      : [`video.stepS is ${video.stepS} where ${p.actionsPerStep} actions take ${stepSeconds(p)} s`]),
  ];
}

/** @param tokens S, or null where it is not known */
function graphFaultsOf(
  manifest: ModelManifest,
  p: WorldParameters,
  tokens: number | null,
  tokenLength: number,
): string[] {
  const f32 = (...shape: (number | string)[]) => ({ type: 'float32' as const, shape: ['batch', ...shape] });
  const all = tokens === null ? 'tokens' : p.horizon * tokens;
  return graphFaults(manifest, 'world', {
    inputs: {
      x: f32(all, tokenLength),
      anchor: f32(tokens ?? 'tokens', tokenLength),
      action_features: f32(p.horizon, featureLength(p.features)),
      t: { type: 'int64', shape: ['batch'] },
      null_action: f32(),
    },
    outputs: { prediction: f32(all, tokenLength) },
  });
}

const doesNotFit = (manifest: ModelManifest, faults: readonly string[]): ProblemError =>
  new ProblemError({
    code: 'model.parameters-wrong',
    title: 'A model manifest does not fit itself',
    whatHappened: `"${manifest.id}" for the pipeline "${manifest.pipeline}": ${faults.slice(0, 5).join('; ')}.`,
    whatWasKept: 'The other models, all runs and all your work.',
    whatToDo: 'Correct the fields named here in its manifest.json, or export the graph again with these shapes.',
  });
