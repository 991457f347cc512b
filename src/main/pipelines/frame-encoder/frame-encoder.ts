import type { ModelManifest } from '../../../shared/domain/model.ts';
import { ProblemError } from '../../../shared/domain/problem.ts';
import type { Run } from '../../../shared/domain/run.ts';
import type { Inference } from '../../inference/inference.ts';
import type { RunResult } from '../../inference/tensor.ts';
import type { RgbImage } from '../../media/camera-frames.ts';
import { frameEncoderSpec, type FrameEncoderSpec } from './spec.ts';

export interface EncodedClips {
  /** Row-major [clips, width]. */
  features: Float32Array;
  /** Bare ONNX runs together. */
  ms: number;
  provider: Run['provider'];
  threads: number;
}

/** A frozen network that turns clips of pictures into vectors. */
export interface FrameEncoder {
  readonly manifest: ModelManifest;
  readonly spec: FrameEncoderSpec;
  /**
   * Vectors of any number of clips, each of `spec.frames` pictures of `spec.imagePx` squared, oldest first. Throws
   * ProblemError `model.answer-unusable` where the graph's answer has another width or holds numbers that are not finite.
   */
  encode(clips: readonly (readonly RgbImage[])[], signal?: AbortSignal): Promise<EncodedClips>;
}

/** Throws ProblemError: unknown model, one that is no frame encoder, or one that cannot run. */
export async function openFrameEncoder(modelId: string, inference: Inference): Promise<FrameEncoder> {
  const manifest = await inference.manifest(modelId);
  const spec = frameEncoderSpec(manifest);
  return {
    manifest,
    spec,
    async encode(clips, signal) {
      const features = new Float32Array(clips.length * spec.width);
      const told: Omit<EncodedClips, 'features'> = { ms: 0, provider: 'cpu', threads: 1 };
      for (let first = 0; first < clips.length; first += spec.batch) {
        signal?.throwIfAborted();
        const some = clips.slice(first, first + spec.batch);
        // A graph with a fixed batch gets its last call filled up with zeros.
        const rows = manifest.graphs.encoder.inputs.some(({ shape }) => shape[0] === spec.batch)
          ? spec.batch
          : some.length;
        const frames = { type: 'float32' as const, ...picturesTensor(some, rows, spec) };
        const result = await inference.run({ modelId, graph: 'encoder', feeds: { frames } }, { signal });
        features.set(readFeatures(result, some.length, rows, manifest, spec), first * spec.width);
        told.ms += result.ms;
        told.provider = result.provider;
        told.threads = result.threads;
      }
      return { features, ...told };
    },
  };
}

/** Pictures as the graph takes them: planes of red, green and blue, normalised. Rows beyond the clips are zeros. */
export function picturesTensor(
  clips: readonly (readonly RgbImage[])[],
  rows: number,
  spec: Pick<FrameEncoderSpec, 'imagePx' | 'frames' | 'mean' | 'std'>,
): { shape: number[]; data: Float32Array } {
  const plane = spec.imagePx * spec.imagePx;
  const data = new Float32Array(rows * spec.frames * 3 * plane);
  for (const [row, clip] of clips.entries()) {
    if (clip.length !== spec.frames) throw new Error(`${clip.length} pictures where ${spec.frames} make a clip`);
    for (const [frame, { widthPx, heightPx, rgb }] of clip.entries()) {
      if (widthPx !== spec.imagePx || heightPx !== spec.imagePx)
        throw new Error(`a picture of ${widthPx} × ${heightPx} px where ${spec.imagePx} are expected`);
      for (let colour = 0; colour < 3; colour++) {
        const to = ((row * spec.frames + frame) * 3 + colour) * plane;
        const scale = 1 / (255 * spec.std[colour]);
        const shift = spec.mean[colour] / spec.std[colour];
        for (let i = 0, from = colour; i < plane; i++, from += 3) data[to + i] = rgb[from] * scale - shift;
      }
    }
  }
  return { shape: [rows, ...(spec.frames > 1 ? [spec.frames] : []), 3, spec.imagePx, spec.imagePx], data };
}

function readFeatures(
  { outputs }: RunResult,
  clips: number,
  rows: number,
  manifest: ModelManifest,
  { width }: FrameEncoderSpec,
): Float32Array {
  const answer = outputs.features;
  if (!(answer?.data instanceof Float32Array)) throw unusable(manifest, 'its answer has no float32 "features"');
  if (answer.shape.join() !== [rows, width].join())
    throw unusable(
      manifest,
      `"features" has the shape [${answer.shape.join(', ')}], its manifest says [${rows}, ${width}]`,
    );
  const used = answer.data.subarray(0, clips * width);
  if (used.some((v) => !Number.isFinite(v))) throw unusable(manifest, '"features" holds numbers that are not finite');
  return used;
}

const unusable = (manifest: ModelManifest, what: string) =>
  new ProblemError({
    code: 'model.answer-unusable',
    title: 'A frame encoder gave no usable features',
    whatHappened: `"${manifest.id}": ${what}.`,
    whatWasKept: 'All results stored before, all your work.',
    whatToDo: 'Compare the output in its manifest with the graph.',
  });
