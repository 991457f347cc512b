import type { CameraTrack, ClipDetail } from '../../../shared/domain/clip.ts';
import type { ModelManifest } from '../../../shared/domain/model.ts';
import type { VideoRunOptions } from '../../../shared/domain/video-prediction.ts';
import { shownPart } from '../../../shared/maths/camera-view.ts';
import type { Inference } from '../../inference/inference.ts';
import { noiseKey } from '../../inference/sampling/normal-noise.ts';
import type { CameraFrames, RgbImage } from '../../media/camera-frames.ts';
import { videoScores } from '../../metrics/fidelity/video-scores.ts';
import type { ClipPlan, Planner, PlanHooks, PredictedVideo } from '../planner.ts';
import { createShownTally, shownNote, type ShownTally } from '../shown-pictures.ts';
import { worldCamera } from './front-camera.ts';
import { openWorldModel } from './open-world-model.ts';
import { readPictures } from './read-pictures.ts';
import { rolloutInstants, spacedDecisions, type RolloutInstant } from './rollout-instants.ts';
import { modelView } from './spec.ts';
import type { WorldModel } from './world-model.ts';

/** A world model over clips: the front camera's future at decision instants, under the recorded actions. Throws ProblemError. */
export async function createDitWam(
  manifest: ModelManifest,
  inference: Inference,
  frames: CameraFrames,
  options: VideoRunOptions,
): Promise<Planner> {
  const world = await openWorldModel(manifest.id, inference);
  const shown = createShownTally();
  return {
    manifest,
    get notes() {
      return notesOf(world, options, shown);
    },
    async plan(clip, hooks = {}): Promise<ClipPlan> {
      const camera = worldCamera(clip);
      if (!camera) {
        const skipped = spacedDecisions(clip, options.everyS).map((frame) => ({
          frame,
          reason: 'the clip has no camera',
        }));
        return { ...nothing, predictions: { clipId: clip.clipId, predictions: [], skipped } };
      }
      shown.add(camera, modelView(world.spec));
      return planClip({ world, frames, options, clip, camera }, hooks);
    },
  };
}

const nothing: Omit<ClipPlan, 'predictions'> = { videos: [], stageMs: {}, provider: 'cpu', threads: 1 };

interface ClipWork {
  world: WorldModel;
  frames: CameraFrames;
  options: VideoRunOptions;
  clip: ClipDetail;
  camera: CameraTrack;
}

async function planClip({ world, frames, options, clip, camera }: ClipWork, hooks: PlanHooks): Promise<ClipPlan> {
  const { spec } = world;
  const { signal, onStep } = hooks;
  const { instants: found, skipped } = rolloutInstants(clip, camera, spec, options.everyS);
  const predictions = () => ({
    clipId: clip.clipId,
    predictions: [],
    skipped: skipped.toSorted((a, b) => a.frame - b.frame),
  });
  if (found.length === 0) return { ...nothing, predictions: predictions() };

  const started = performance.now();
  const wanted = found.flatMap(({ image, truth }) => [image, ...truth.map((t) => t.image)]);
  const pictures = await readPictures(frames, clip.clipId, camera, wanted, modelView(spec), signal);
  const picturesMs = performance.now() - started;
  const pictureOf = (image: number): RgbImage | null => {
    const picture = pictures.get(image);
    return picture && !('absent' in picture) ? picture : null;
  };
  const instants = found.filter(({ frame, image }) => {
    const picture = pictures.get(image);
    if (picture && 'absent' in picture) skipped.push({ frame, reason: picture.absent });
    return pictureOf(image) !== null;
  });
  if (instants.length === 0) return { ...nothing, predictions: predictions() };

  const encoded = await encodeOnce(world, instants, pictureOf, signal);
  const rollout = await world.rollOut(
    instants.map(({ image, actions }) => ({ present: encoded.latentOf(image), actions })),
    options,
    { signal, ...(onStep && { onStep }), noiseKeys: instants.map(({ timeUs }) => noiseKey(clip.token, timeUs)) },
  );
  const latents = rollout.windows.map((window, i) => window.slice(0, instants[i].steps));
  const decoded = await world.decode(latents.flat(), signal);

  const scoring = performance.now();
  let next = 0;
  const videos: PredictedVideo[] = [];
  for (const [i, instant] of instants.entries()) {
    const own = decoded.images.slice(next, (next += instant.steps));
    const scored = instant.truth.map(({ step, image }) => ({
      atS: spec.atS[step],
      predicted: own[step],
      recorded: pictureOf(image),
      predictedLatent: latents[i][step],
      recordedLatent: pictureOf(image) && encoded.latentOf(image),
    }));
    videos.push({
      frame: instant.frame,
      timeUs: instant.timeUs,
      channel: camera.channel,
      shows: shownPart(camera, spec.camera ?? null),
      atS: spec.atS.slice(0, instant.steps),
      widthPx: spec.imagePx,
      heightPx: spec.imagePx,
      actionsFrom: instant.actions.from,
      pictures: own,
      scores: await videoScores(scored, { shape: spec.latentShape, patch: spec.patch }),
    });
  }
  const ms = {
    pictures: picturesMs,
    encode: encoded.ms,
    ...rollout.stageMs,
    decode: decoded.ms,
    score: performance.now() - scoring,
  };
  return {
    predictions: predictions(),
    videos,
    stageMs: Object.fromEntries(Object.entries(ms).map(([stage, total]) => [stage, total / instants.length])),
    provider: rollout.provider,
    threads: rollout.threads,
  };
}

/** Latents of all pictures that instants need, each made once. */
async function encodeOnce(
  world: WorldModel,
  instants: readonly RolloutInstant[],
  pictureOf: (image: number) => RgbImage | null,
  signal?: AbortSignal,
): Promise<{ latentOf: (image: number) => Float32Array; ms: number }> {
  const images = [...new Set(instants.flatMap(({ image, truth }) => [image, ...truth.map((t) => t.image)]))];
  const read = images.flatMap((image) => {
    const picture = pictureOf(image);
    return picture ? [{ image, picture }] : [];
  });
  const { latents, ms } = await world.encode(
    read.map(({ picture }) => picture),
    signal,
  );
  const byImage = new Map(read.map(({ image }, i) => [image, latents[i]]));
  return {
    ms,
    latentOf: (image) => {
      const latent = byImage.get(image);
      if (!latent) throw new Error(`picture ${image} was not encoded`);
      return latent;
    },
  };
}

function notesOf({ spec, manifest }: WorldModel, options: VideoRunOptions, shown: ShownTally): Record<string, string> {
  const samples = spec.objective === 'x0' || spec.objective === 'epsilon';
  const pictures = shownNote(undefined, shown.words());
  const calibration =
    options.calibrate === 'none'
      ? 'off'
      : spec.calibration
        ? `by ${spec.calibration.windows} training windows`
        : `none: "${manifest.id}" holds no statistics of training`;
  return {
    ...(pictures !== '' && { pictures }),
    actions: 'as recorded from each instant on; pictures beyond the recording are not predicted',
    sampling: samples
      ? `${options.steps} steps, guidance ${options.guidance}, seed ${options.seed}`
      : 'none: the model answers in one pass; steps, guidance, seed and calibration are not used',
    ...(samples && { calibration }),
    ...(options.blend > 0 && { blend: `${options.blend} of "${spec.direct ?? 'no twin'}"` }),
  };
}
