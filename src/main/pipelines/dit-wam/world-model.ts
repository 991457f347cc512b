import type { ModelManifest } from '../../../shared/domain/model.ts';
import type { Run } from '../../../shared/domain/run.ts';
import type { RolloutOptions } from '../../../shared/domain/video-prediction.ts';
import type { RgbImage } from '../../media/camera-frames.ts';
import type { WorldModelSpec } from './spec.ts';

/** Actions from a decision instant on, one for each half second, and the speed at it. */
export interface ActionWindow {
  speedMps: number;
  /** Normalised: steering-wheel angle / 6 rad (left positive), acceleration / 10 m/s², in [-1, 1]; `spec.actions` of each. */
  steering: Float32Array;
  acceleration: Float32Array;
}

/** A decision instant as a world model takes it. `present` is an un-standardised latent, `spec.latentLength` numbers [C, h, w]. */
export interface RolloutWindow {
  present: Float32Array;
  actions: ActionWindow;
}

export interface RolloutHooks {
  signal?: AbortSignal | undefined;
  /** Network evaluations done and how many there are. */
  onStep?: (done: number, total: number) => void;
  /** A chain of jumps tells each latent of each window as it comes. */
  onLatent?: (window: number, step: number, latent: Float32Array) => void;
}

export interface Rollout {
  /** A window's futures, un-standardised: `spec.atS.length` latents of [C, h, w]. */
  windows: Float32Array[][];
  /** ms by stage: `features`, `network` (bare ONNX runs), `sampler`, `messages`. */
  stageMs: Record<string, number>;
  provider: Run['provider'];
  threads: number;
}

/** A world model and its VAE, ready to be asked. Everything is deterministic by seed: noise of window i follows from (seed, `noiseKeys[i]`). */
export interface WorldModel {
  readonly manifest: ModelManifest;
  readonly spec: WorldModelSpec;
  /** Pictures of `spec.imagePx` squared to un-standardised latents. */
  encode(images: readonly RgbImage[], signal?: AbortSignal): Promise<{ latents: Float32Array[]; ms: number }>;
  /** Un-standardised latents to pictures: clamped to ± `spec.clamp`, un-scaled, decoded, clamped to [-1, 1]. */
  decode(latents: readonly Float32Array[], signal?: AbortSignal): Promise<{ images: RgbImage[]; ms: number }>;
  /**
   * Futures of any number of windows, in batches the graph allows. `noiseKeys` (default 0, 1, …) make a window's noise
   * independent of the batch it is in. Throws ProblemError (actions that are not finite, latents of a wrong length, a blend
   * without a twin) and AbortError between steps.
   */
  rollOut(
    windows: readonly RolloutWindow[],
    options: RolloutOptions,
    hooks?: RolloutHooks & { noiseKeys?: readonly number[] },
  ): Promise<Rollout>;
}
