import type { ExecutionProvider, ModelManifest } from '../../../shared/domain/model.ts';
import type { Carry } from '../../inference/sampling/run-sequence.ts';
import type { TensorData } from '../../inference/tensor.ts';
import { floatsIn } from './answer.ts';
import { batchOf } from './prove-graph.ts';
import type { WorldModelSpec } from './spec.ts';
import type { Stages } from './stages.ts';

/** What the network is asked of a batch of windows; lists have an element a window. */
export interface NetworkQuestion {
  /** First tokens, [H·S, P] each. */
  x: readonly Float32Array[];
  /** [S, P] each; absent where the carry feeds it. */
  anchor: readonly Float32Array[] | null;
  /** Of each evaluation, [H, F] a window. */
  features: readonly (readonly Float32Array[])[];
  /** Diffusion step of each evaluation. */
  t: readonly number[];
  carry:
    | Omit<Extract<Carry, { kind: 'ddim' }>, 'input' | 'output' | 'guidance'>
    | Omit<Extract<Carry, { kind: 'answer' }>, 'output'>;
  /** Weight of classifier-free guidance; 1 is off. */
  guidance: number;
}

export interface AskHooks {
  stages: Stages;
  signal?: AbortSignal | undefined;
  /** An evaluation is done; where answers are carried, each window's, [H·S, P]. */
  onEvaluation: (index: number, answers: Float32Array[] | null) => void;
}

/** The graph `world` of one model. */
export interface Network {
  /** Runs the graph through all evaluations; the last carried tokens of each window. Throws ProblemError, AbortError. */
  ask(question: NetworkQuestion, hooks: AskHooks): Promise<Float32Array[]>;
  /** Windows that are best asked together. */
  windowsAtOnce(): number;
  /** Of the last run. */
  readonly device: { provider: ExecutionProvider; threads: number };
}

/** Tokens of a batch where batches pay: on a device that is not the processor. */
const DEVICE_TOKENS = 8192;

/**
 * On the processor one window is asked at a time: measured, that is as fast a window as any batch (16.8 ms alone, 17.5 to
 * 20.7 ms in batches of 2 to 16, 512 tokens), and a window's answer is then the same bits whatever it is run with, where in
 * a batch it differs by up to 3e-7. Other devices take batches. Guidance is a second run: as fast as a batch of two.
 * @param windowsPerRun fixes the windows of a run where the graph takes any number, for measuring
 */
export function createNetwork(manifest: ModelManifest, spec: WorldModelSpec, windowsPerRun?: number): Network {
  const { horizon, tokens, tokenLength } = spec;
  const length = horizon * tokens * tokenLength;
  const fixed = batchOf(manifest, 'world') === 1;
  let device: Network['device'] = { provider: 'cpu', threads: 1 };

  const rowsOf = (tensor: TensorData, windows: number): Float32Array[] => {
    const data = floatsIn(tensor, 'prediction', [windows, horizon * tokens, tokenLength], manifest.id);
    return Array.from({ length: windows }, (_, i) => data.slice(i * length, (i + 1) * length));
  };

  return {
    get device() {
      return device;
    },
    windowsAtOnce: () => {
      if (fixed) return 1;
      if (windowsPerRun !== undefined) return windowsPerRun;
      return device.provider === 'cpu' ? 1 : Math.max(1, Math.floor(DEVICE_TOKENS / (horizon * tokens)));
    },
    async ask({ x, anchor, features, t, carry, guidance }, { stages, signal, onEvaluation }) {
      const windows = x.length;
      const nullAction = (value: 0 | 1) => ({
        null_action: f32(
          [],
          x.map(() => Float32Array.of(value)),
        ),
      });
      const constant = { ...nullAction(1), ...(anchor && { anchor: f32([tokens, tokenLength], anchor) }) };
      const same = features.every((of) => of === features[0]);
      const featureFeed = (of: readonly Float32Array[]) => ({
        action_features: f32([horizon, of[0].length / horizon], of),
      });
      const request = {
        modelId: manifest.id,
        graph: 'world',
        constant: same ? { ...constant, ...featureFeed(features[0]) } : constant,
        each: t.map((step, i) => ({
          t: { type: 'int64' as const, shape: [windows], data: new BigInt64Array(windows).fill(BigInt(step)) },
          ...(!same && featureFeed(features[i])),
        })),
        start: f32([horizon * tokens, tokenLength], x),
        carry:
          carry.kind === 'ddim'
            ? {
                ...carry,
                input: 'x',
                output: 'prediction',
                guidance: guidance === 1 ? null : { weight: guidance, feeds: nullAction(0) },
              }
            : { ...carry, output: 'prediction' },
      };
      const result = await stages.sequence('network', request, {
        signal,
        onEvaluation: (index, answer) => onEvaluation(index, answer && rowsOf(answer, windows)),
      });
      device = { provider: result.provider, threads: result.threads };
      return rowsOf(result.state, windows);
    },
  };
}

/** Rows of a batch as one tensor. */
function f32(shape: number[], rows: readonly Float32Array[]): TensorData {
  const each = rows[0].length;
  const data = new Float32Array(rows.length * each);
  rows.forEach((row, i) => data.set(row, i * each));
  return { type: 'float32', shape: [rows.length, ...shape], data };
}
