import { ddimSteps } from '../../inference/sampling/ddim.ts';
import { normalNoise } from '../../inference/sampling/normal-noise.ts';
import { actionFeatures } from './action-features.ts';
import type { AskHooks, Network } from './network.ts';
import type { WorldModelSpec } from './spec.ts';
import type { ActionWindow } from './world-model.ts';

/** A window on its way through the sampler. */
export interface TokenWindow {
  /** Standardised tokens of the present, [S, P]. */
  anchor: Float32Array;
  actions: ActionWindow;
  noiseKey: number;
}

/** What a way of making futures works with. */
export interface FutureMaking extends AskHooks {
  spec: WorldModelSpec;
  network: Network;
}

/** Futures of a batch of windows: standardised tokens of every step of each, [steps·S, P]. */
export type MakeFutures = (windows: readonly TokenWindow[], making: FutureMaking) => Promise<Float32Array[]>;

/** Denoises from noise (DDIM); a weight other than 1 asks the network twice a step, with the actions and without. */
export const diffuse =
  (options: { steps: number; guidance: number; seed: number }): MakeFutures =>
  async (windows, { spec, network, ...hooks }) => {
    const { diffusion, objective } = spec;
    if (!diffusion) throw new Error('a manifest without a schedule passed its proof');
    const length = spec.horizon * spec.tokens * spec.tokenLength;
    const features = hooks.stages.time('features', () => windows.map((window) => featuresOf(window, spec)));
    const x = hooks.stages.time('sampler', () => windows.map((w) => normalNoise(options.seed, w.noiseKey, length)));
    const steps = ddimSteps(diffusion, options.steps);
    const question = {
      x,
      anchor: windows.map(({ anchor }) => anchor),
      features: steps.map(() => features),
      t: steps.map(({ t }) => t),
      carry: { kind: 'ddim' as const, steps, target: objective === 'epsilon' ? ('epsilon' as const) : ('x0' as const) },
      guidance: options.guidance,
    };
    return network.ask(question, hooks);
  };

/** The direct twin: one evaluation at t = 0 from the present repeated over the horizon. */
export const answerAtOnce: MakeFutures = async (windows, { spec, network, ...hooks }) => {
  const features = hooks.stages.time('features', () => windows.map((window) => featuresOf(window, spec)));
  const anchor = windows.map((window) => window.anchor);
  const x = anchor.map((tokens) => repeated(tokens, spec.horizon));
  const carry = { kind: 'answer' as const, inputs: ['x'] };
  return network.ask({ x, anchor, features: [features], t: [0], carry, guidance: 1 }, hooks);
};

/** A chain of jumps: each answer is the anchor of the next, whose motion starts anew with the speed reached so far. */
export const jumpOnAndOn =
  (onJump: (window: number, jump: number, tokens: Float32Array) => void): MakeFutures =>
  async (windows, { spec, network, onEvaluation, ...hooks }) => {
    const each = spec.tokens * spec.tokenLength;
    const futures = windows.map(() => new Float32Array(spec.chain * each));
    const moves = hooks.stages.time('features', () => windows.map(({ actions }) => jumpFeatures(actions, spec)));
    const jumps = Array.from({ length: spec.chain }, (_, jump) => jump);
    const question = {
      x: windows.map(({ anchor }) => anchor),
      anchor: null,
      features: jumps.map((jump) => moves.map((features) => features[jump])),
      t: jumps.map(() => 0),
      carry: { kind: 'answer' as const, inputs: ['x', 'anchor'] },
      guidance: 1,
    };
    await network.ask(question, {
      ...hooks,
      onEvaluation: (jump, answers) => {
        answers?.forEach((tokens, window) => {
          futures[window].set(tokens, jump * each);
          onJump(window, jump, tokens);
        });
        onEvaluation(jump, answers);
      },
    });
    return futures;
  };

/** Features of each jump of a chain, [1, F]. */
function jumpFeatures(actions: ActionWindow, { features, actionsPerStep, chain }: WorldModelSpec): Float32Array[] {
  let { speedMps } = actions;
  return Array.from({ length: chain }, (_, jump) => {
    const part = (list: Float32Array) => list.subarray(jump * actionsPerStep, (jump + 1) * actionsPerStep);
    const taken = { steering: part(actions.steering), acceleration: part(actions.acceleration) };
    const { values, endSpeedMps } = actionFeatures(features, actionsPerStep, taken, speedMps);
    speedMps = endSpeedMps;
    return values;
  });
}

const featuresOf = ({ actions }: TokenWindow, spec: WorldModelSpec): Float32Array =>
  actionFeatures(spec.features, spec.actionsPerStep, actions, actions.speedMps).values;

function repeated(tokens: Float32Array, times: number): Float32Array {
  const out = new Float32Array(times * tokens.length);
  for (let h = 0; h < times; h++) out.set(tokens, h * tokens.length);
  return out;
}
