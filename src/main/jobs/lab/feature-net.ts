import type { FeatureNet } from '../../../shared/domain/lab.ts';
import type { RgbImage } from '../../media/camera-frames.ts';
import { FRAME_ENCODER, frameEncoderSpec } from '../../pipelines/frame-encoder/spec.ts';
import { openFrameEncoder } from '../../pipelines/frame-encoder/frame-encoder.ts';
import { withSecondTry, type Bench } from './bench.ts';
import { doesNotFit } from './lab-models.ts';

/** A network that turns pictures into the features that FID and KID compare. */
export interface Features {
  net: FeatureNet;
  /** Row-major [pictures, width]. Pictures of another size than the net's are brought to it, recorded and predicted alike. */
  of(pictures: readonly RgbImage[]): Promise<Float32Array>;
  /** Of two sets of features; each null below two pictures on a side. */
  distances(
    real: Float32Array,
    made: Float32Array,
  ): Promise<{ kid: { mean: number; sd: number } | null; fid: number | null }>;
}

/**
 * The feature net that the request names, else the one there is: Inception before a small one. Null where none can be had.
 * Throws ProblemError for a named one that is no feature net.
 */
export async function openFeatures(bench: Bench): Promise<Features | null> {
  const { inference, request, context, thread } = bench;
  const modelId = request.featureNet ?? (await defaultNet(bench));
  if (modelId === null) return null;
  const encoder = await openFrameEncoder(modelId, inference);
  const { spec, manifest } = encoder;
  if (spec.featureNet === null || spec.frames !== 1)
    throw doesNotFit(modelId, 'its manifest does not mark it as a feature net of single pictures');
  const small = spec.featureNet === 'small' ? '-small' : '';
  return {
    net: { modelId, title: manifest.title, width: spec.width, fidName: `FID${small}`, kidName: `KID${small}` },
    async of(pictures) {
      const { signal } = context;
      const fits = pictures.every(({ widthPx, heightPx }) => widthPx === spec.imagePx && heightPx === spec.imagePx);
      const sized = fits
        ? pictures
        : await thread.call('resize', { pictures: [...pictures], sizePx: spec.imagePx }, { signal });
      const clips = sized.map((picture) => [picture]);
      const { features, ms, provider, threads } = await withSecondTry(signal, () => encoder.encode(clips, signal));
      bench.times.add(modelId, { features: ms }, pictures.length);
      bench.times.ranOn(provider, threads);
      bench.work.done(pictures.length, 'features');
      return features;
    },
    distances: (real, made) =>
      thread.call('distances', { real, made, width: spec.width, seed: request.seed }, { signal: context.signal }),
  };
}

async function defaultNet({ inference, notes }: Bench): Promise<string | null> {
  const encoders = (await inference.models()).filter((m) => m.pipeline === FRAME_ENCODER && m.problem === null);
  const kinds = await Promise.all(
    encoders.map(async ({ modelId }) => {
      try {
        return { modelId, kind: frameEncoderSpec(await inference.manifest(modelId)).featureNet };
      } catch {
        // One that does not fit itself is told where it is asked for.
        return { modelId, kind: null };
      }
    }),
  );
  const chosen = kinds.find(({ kind }) => kind === 'inception') ?? kinds.find(({ kind }) => kind === 'small');
  if (!chosen) notes.push('KID and FID are left out: no model is marked as a feature net.');
  return chosen?.modelId ?? null;
}

/** Rows of several calls as one list. */
export function joined(parts: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** What must be told of FID's value for so few windows. */
export const fidNote = ({ fidName, width }: FeatureNet, windows: number): string | null =>
  windows < width
    ? `${fidName} over ${windows} windows is strongly biased upward: the features have ${width} numbers. Compare it at equal counts only.`
    : null;

/**
 * What must be told of KID values below zero: recorded and predicted sides show the same windows, and a prediction that is like
 * its own recording makes the two sides more alike than two draws of the recording would be.
 */
export const kidNote = ({ kidName }: FeatureNet, means: readonly (number | undefined)[]): string | null =>
  means.some((mean) => mean !== undefined && mean < 0)
    ? `${kidName} is below zero in places: both sides show the same windows, so that a prediction like its own recording counts as more alike than two sets of recordings. The fewer the windows, the stronger this is.`
    : null;
