import type { ModelManifest } from '../../../shared/domain/model.ts';
import type { RolloutOptions } from '../../../shared/domain/video-prediction.ts';
import type { Inference } from '../../inference/inference.ts';
import { blend, calibrate } from '../../inference/sampling/calibrate.ts';
import { standardise, unstandardise } from '../../inference/sampling/standardise.ts';
import { answerAtOnce, diffuse, jumpOnAndOn, type MakeFutures } from './futures.ts';
import { createNetwork, type Network } from './network.ts';
import { patchify, unpatchify } from './patches.ts';
import { vaeParameters, worldModelSpec, worldParameters } from './prove-manifest.ts';
import type { WorldModelSpec } from './spec.ts';
import { createStages } from './stages.ts';
import { checkLatent, createVae } from './vae.ts';
import { inputProblem } from './world-problem.ts';
import type { Rollout, RolloutHooks, RolloutWindow, WorldModel } from './world-model.ts';

export interface WorldModelTuning {
  /** Windows of one run of the graph where it takes any number; by default what is best on the device. */
  windowsPerRun?: number;
}

/** A network with what is known of it. */
interface Part {
  manifest: ModelManifest;
  spec: WorldModelSpec;
  network: Network;
}

/**
 * Makes a world model ready: its manifest, its VAE's and its direct twin's are read and proved to fit. Nothing is loaded
 * before the first call. Throws ProblemError: unknown or broken models, manifests that do not fit.
 */
export async function openWorldModel(
  modelId: string,
  inference: Inference,
  tuning: WorldModelTuning = {},
): Promise<WorldModel> {
  const manifest = await inference.manifest(modelId);
  const vaeManifest = await inference.manifest(worldParameters(manifest).vae);
  const partOf = (of: ModelManifest): Part => {
    const spec = worldModelSpec(of, vaeManifest);
    return { manifest: of, spec, network: createNetwork(of, spec, tuning.windowsPerRun) };
  };
  const main = partOf(manifest);
  const { spec } = main;
  let twin: Promise<Part> | null = null;
  const twinPart = (direct: string) =>
    (twin ??= inference.manifest(direct).then((found) => {
      const part = partOf(found);
      checkTwin(main, part);
      return part;
    }));
  const vae = createVae(vaeManifest, vaeParameters(vaeManifest), inference);

  return {
    manifest,
    spec,
    encode: vae.encode,
    decode: vae.decode,
    async rollOut(windows, options, hooks = {}) {
      windows.forEach((window, i) => checkWindow(window, i, spec, modelId));
      const { noiseKeys = windows.map((_, i) => i) } = hooks;
      if (noiseKeys.length !== windows.length)
        throw new Error(`${noiseKeys.length} noise keys for ${windows.length} windows`);
      if (options.blend > 0 && spec.direct === undefined)
        throw inputProblem(modelId, 'a blend was asked for, but its manifest names no direct twin');
      const direct = options.blend > 0 && spec.direct !== undefined ? await twinPart(spec.direct) : null;
      return rollOut({ main, direct, windows, noiseKeys, options, hooks, inference });
    },
  };
}

interface RollingOut {
  main: Part;
  /** Only where a blend is asked for. */
  direct: Part | null;
  windows: readonly RolloutWindow[];
  noiseKeys: readonly number[];
  options: RolloutOptions;
  hooks: RolloutHooks;
  inference: Inference;
}

async function rollOut({ main, direct, windows, noiseKeys, options, hooks, inference }: RollingOut): Promise<Rollout> {
  const { spec } = main;
  const stages = createStages(inference);
  const share = options.blend;
  // All of the twin leaves nothing for the sampler to add.
  const sampled = share < 1;
  const perBatch = (sampled ? evaluationsOf(spec, options) : 0) + (direct ? 1 : 0);
  const futures: Float32Array[][] = [];
  let done = 0;
  while (futures.length < windows.length) {
    const first = futures.length;
    const size = main.network.windowsAtOnce();
    const batch = windows.slice(first, first + size);
    const total = () => done + left;
    let left = perBatch * Math.ceil((windows.length - first) / size);
    const making = {
      stages,
      signal: hooks.signal,
      onEvaluation: () => {
        done++;
        left--;
        hooks.onStep?.(done, total());
      },
    };
    const make = async (part: Part, how: MakeFutures): Promise<Float32Array[]> => {
      const tokenWindows = stages.time('sampler', () =>
        batch.map(({ present, actions }, i) => ({
          anchor: standardise(patchify(present, gridOf(part.spec)), part.spec.standardisation),
          actions,
          noiseKey: noiseKeys[first + i],
        })),
      );
      return how(tokenWindows, { ...making, spec: part.spec, network: part.network });
    };
    const latentsOf = (tokens: Float32Array, part: Part) => toLatents(tokens, part.spec);
    const onJump = (window: number, jump: number, tokens: Float32Array) => {
      if (hooks.onLatent)
        hooks.onLatent(
          first + window,
          jump,
          stages.time('sampler', () => latentsOf(tokens, main)[0]),
        );
    };
    const own = sampled ? await make(main, wayOf(spec, options, onJump)) : null;
    const twin = direct ? await make(direct, answerAtOnce) : null;
    stages.time('sampler', () =>
      batch.forEach((_, i) => {
        const mine = own && latentsOf(own[i], main).map((latent) => calibrated(latent, spec, options));
        const its = twin && direct && latentsOf(twin[i], direct);
        futures.push(mine && its ? mine.map((latent, k) => blend(its[k], latent, share)) : (mine ?? its ?? []));
      }),
    );
  }
  const used = sampled ? main.network : (direct?.network ?? main.network);
  return { windows: futures, stageMs: { ...stages.ms }, ...used.device };
}

/** Network evaluations of one batch. */
function evaluationsOf({ objective, chain, diffusion }: WorldModelSpec, { steps }: RolloutOptions): number {
  if (objective === 'jump') return chain;
  return objective === 'direct' ? 1 : Math.min(steps, diffusion?.trainSteps ?? steps);
}

function wayOf(
  { objective }: WorldModelSpec,
  options: RolloutOptions,
  onJump: (window: number, jump: number, tokens: Float32Array) => void,
): MakeFutures {
  if (objective === 'jump') return jumpOnAndOn(onJump);
  return objective === 'direct' ? answerAtOnce : diffuse(options);
}

/** Calibration mends what sampling does to the spread; a model that answers in one pass is not sampled. */
function calibrated(latent: Float32Array, { objective, calibration }: WorldModelSpec, options: RolloutOptions) {
  const samples = objective === 'x0' || objective === 'epsilon';
  return samples && calibration && options.calibrate === 'train' ? calibrate(latent, calibration) : latent;
}

const gridOf = ({ latentShape, patch }: WorldModelSpec) => ({ ...latentShape, patch });

/** Standardised tokens of some steps, [steps·S, P], to un-standardised latents [C, h, w]. */
function toLatents(tokens: Float32Array, spec: WorldModelSpec): Float32Array[] {
  const plain = unstandardise(tokens, spec.standardisation);
  return Array.from({ length: plain.length / spec.latentLength }, (_, k) =>
    unpatchify(plain.subarray(k * spec.latentLength, (k + 1) * spec.latentLength), gridOf(spec)),
  );
}

/** Throws ProblemError for latents and actions that the model cannot take. */
function checkWindow({ present, actions }: RolloutWindow, index: number, spec: WorldModelSpec, modelId: string): void {
  checkLatent(present, index, spec.latentLength, modelId);
  for (const name of ['steering', 'acceleration'] as const) {
    const list = actions[name];
    if (list.length !== spec.actions)
      throw inputProblem(modelId, `window ${index} has ${list.length} actions of ${name}, expected ${spec.actions}`);
    const wrong = list.findIndex((value) => !(value >= -1 && value <= 1));
    if (wrong >= 0)
      throw inputProblem(
        modelId,
        `window ${index} has the ${name} ${list[wrong]} in action ${wrong}; actions are shares from -1 to 1`,
      );
  }
  if (!Number.isFinite(actions.speedMps))
    throw inputProblem(modelId, `window ${index} has no finite speed (${actions.speedMps} m/s)`);
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** A twin answers for the same pictures at the same times. Throws ProblemError. */
function checkTwin({ manifest, spec }: Part, twin: Part): void {
  const faults = [
    ...(twin.spec.objective === 'direct' ? [] : [`it is no direct model but ${twin.spec.objective}`]),
    ...(twin.spec.vae === spec.vae ? [] : [`it is of the VAE "${twin.spec.vae}", not "${spec.vae}"`]),
    ...(isSame(twin.spec.camera, spec.camera) ? [] : ['it learned by another camera']),
    ...(twin.spec.atS.join() === spec.atS.join()
      ? []
      : [`its pictures are at ${twin.spec.atS.join(', ')} s, not at ${spec.atS.join(', ')} s`]),
  ];
  if (faults.length > 0)
    throw inputProblem(manifest.id, `"${twin.manifest.id}" is named as its direct twin, but ${faults.join('; ')}`);
}
