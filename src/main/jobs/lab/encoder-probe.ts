import type { LabRecord, ProbeEncoder } from '../../../shared/domain/lab.ts';
import { ProblemError, problemOf } from '../../../shared/domain/problem.ts';
import { orthogonalProjection, PROBE_WIDTH } from '../../metrics/probe/orthogonal-projection.ts';
import { clipErrors, steeringDegrees, type ClipError } from '../../metrics/probe/clip-errors.ts';
import { estimateOf } from '../../metrics/statistics/estimate.ts';
import { pairTests } from '../../metrics/statistics/pair-tests.ts';
import { clipImages } from '../../pipelines/frame-encoder/clip-images.ts';
import { openFrameEncoder, type FrameEncoder } from '../../pipelines/frame-encoder/frame-encoder.ts';
import { encoderView, FRAME_ENCODER } from '../../pipelines/frame-encoder/spec.ts';
import { withSecondTry, type Bench } from './bench.ts';
import { gatherWindows } from './gather-windows.ts';
import { doesNotFit, type LabModels } from './lab-models.ts';
import type { LabWindow } from './lab-window.ts';
import type { Findings } from './run-experiment.ts';
import { shuffled } from './spread-windows.ts';

/** Probes are trained from these; the split and the projection follow the request's seed. */
const SEEDS = [0, 1, 2];
const TEST_SHARE = 0.2;
/** Kept apart and not used: the probe has no early stopping, and the published split has it. */
const VALIDATION_SHARE = 0.1;
const LEAST_CLIPS = 5;
/** Training passes of one probe, for the progress. */
const EPOCHS = 50;

/** A picture with the action recorded from it on. */
interface Target extends LabWindow {
  steering: number;
  acceleration: number;
}

/**
 * What does an encoder know of how the ego drives? A small probe on frozen features of the front camera predicts the action of
 * the half second that begins at the picture; errors clip by clip on clips that it was not trained on, every pair of encoders
 * compared on the same pictures.
 */
export async function encoderProbe(bench: Bench, models: LabModels): Promise<Findings> {
  const { request, workspace, context, work, notes } = bench;
  const encoders = await openEncoders(bench, models);
  const gathered = await gatherWindows(
    workspace,
    {
      filter: request.filter,
      needs: { actions: 1, truthS: [] },
      limit: request.windows,
      seed: request.seed,
      perClip: 'evenly',
    },
    context,
  );
  const targets = commonTargets(bench, gathered.windows, encoders);
  const split = splitByClip(targets, request.seed);
  work.plan(encoders.length * (targets.length + SEEDS.length * EPOCHS));
  const errors = new Map<FrameEncoder, ClipError[]>();
  for (const encoder of encoders) errors.set(encoder, await errorsOf(bench, encoder, split));

  const guess = guessErrors(split);
  notes.push(
    `Who guesses the mean action of the training clips has a steering RMSE of ${guess.steering.toFixed(4)} (${steeringDegrees(guess.steering).toFixed(2)}° of the wheel) and an acceleration RMSE of ${guess.acceleration.toFixed(4)}.`,
  );
  const rows = encoders.map((encoder): ProbeEncoder => {
    const found = errors.get(encoder) ?? [];
    const steering = estimateOf(
      found.map((e) => e.steering),
      request.seed,
    );
    return {
      modelId: encoder.manifest.id,
      title: titleOf(encoder),
      width: encoder.spec.width,
      projected: encoder.spec.width !== PROBE_WIDTH,
      frames: encoder.spec.frames,
      steering,
      acceleration: estimateOf(
        found.map((e) => e.acceleration),
        request.seed,
      ),
      steeringDeg: steeringDegrees(steering.mean),
    };
  });
  const tests = (['steering', 'acceleration'] as const).flatMap((action) =>
    pairTests(
      encoders.map((encoder) => ({
        name: titleOf(encoder),
        byClip: new Map((errors.get(encoder) ?? []).map((e) => [e.clipId, e[action]])),
      })),
      `${action} RMSE`,
      request.seed,
    ),
  );
  const { train, test } = split;
  return {
    figures: {
      kind: 'probe',
      trainClips: clipsIn(train),
      testClips: clipsIn(test),
      seeds: SEEDS,
      encoders: rows,
      tests,
    },
    gathered: { clips: clipsIn(targets), windows: targets, skipped: gathered.skipped },
    others: await recordsOf(bench, encoders),
  };
}

/** The encoders of the request; of all of them those that cannot be used are left out with a note. */
async function openEncoders(bench: Bench, models: LabModels): Promise<FrameEncoder[]> {
  const encoders: FrameEncoder[] = [];
  for (const { modelId } of await models.ofPipeline(FRAME_ENCODER))
    try {
      encoders.push(await openFrameEncoder(modelId, bench.inference));
    } catch (error) {
      if (bench.request.modelIds.length > 0 || !(error instanceof ProblemError)) throw error;
      bench.notes.push(`${modelId} is left out: ${error.problem.whatHappened}`);
    }
  if (encoders.length > 0) return encoders;
  throw doesNotFit('The list of models', 'it has no frame encoder that can run');
}

const titleOf = ({ manifest, spec }: FrameEncoder): string =>
  spec.standsInFor === undefined ? manifest.title : `${manifest.title}, standing in for ${spec.standsInFor}`;

/** Windows of which every encoder has its clip of pictures, so that all are measured on the same ones. */
function commonTargets(bench: Bench, windows: readonly LabWindow[], encoders: readonly FrameEncoder[]): Target[] {
  const reasons = new Map<string, string>();
  const targets = windows.flatMap((window): Target[] => {
    for (const { spec, manifest } of encoders) {
      const images = clipImages(window.camera, window.present, spec.frames, spec.frameStepS);
      if (Array.isArray(images)) continue;
      reasons.set(window.clipId, `${images.missing}, which ${manifest.title} needs`);
      return [];
    }
    return [{ ...window, steering: window.actions.steering[0], acceleration: window.actions.acceleration[0] }];
  });
  const there = new Set(targets.map(({ clipId }) => clipId));
  for (const [clipId, reason] of reasons) if (!there.has(clipId)) bench.skipped.push({ clipId, reason });
  const left = windows.length - targets.length;
  if (left > 0)
    bench.notes.push(`${left} of ${windows.length} pictures are left out: not every encoder has its clip there.`);
  return targets;
}

interface Split {
  train: Target[];
  test: Target[];
}

/** 70 % of the clips for training, 10 % kept apart, 20 % for the test. Throws ProblemError for too few clips. */
function splitByClip(targets: readonly Target[], seed: number): Split {
  const order = shuffled([...new Set(targets.map(({ clipId }) => clipId))].sort(), seed);
  if (order.length < LEAST_CLIPS) throw tooFewClips(order.length);
  const testCount = Math.max(1, Math.round(order.length * TEST_SHARE));
  const validationCount = Math.round(order.length * VALIDATION_SHARE);
  const test = new Set(order.slice(0, testCount));
  const train = new Set(order.slice(testCount + validationCount));
  return {
    train: targets.filter(({ clipId }) => train.has(clipId)),
    test: targets.filter(({ clipId }) => test.has(clipId)),
  };
}

const clipsIn = (targets: readonly Target[]): number => new Set(targets.map(({ clipId }) => clipId)).size;

async function errorsOf(bench: Bench, encoder: FrameEncoder, split: Split): Promise<ClipError[]> {
  const project = orthogonalProjection(encoder.spec.width, bench.request.seed);
  const setOf = async (targets: readonly Target[]) => {
    const found = await featuresOf(bench, encoder, targets);
    const features = new Float32Array(found.length * PROBE_WIDTH);
    found.forEach((row, i) => features.set(project(row.features), i * PROBE_WIDTH));
    return {
      features,
      steering: found.map(({ target }) => target.steering),
      acceleration: found.map(({ target }) => target.acceleration),
      clipIds: found.map(({ target }) => target.clipId),
    };
  };
  const request = { width: PROBE_WIDTH, train: await setOf(split.train), test: await setOf(split.test), seeds: SEEDS };
  let told = 0;
  const onReport = (share: unknown) => {
    if (typeof share !== 'number') return;
    bench.work.done((share - told) * SEEDS.length * EPOCHS, `probe of ${encoder.manifest.title}`);
    told = share;
  };
  return bench.thread.call('probe', request, { signal: bench.context.signal, onReport });
}

/** Features of targets, clip by clip; a clip whose pictures cannot be had is noted and left out. */
async function featuresOf(bench: Bench, encoder: FrameEncoder, targets: readonly Target[]) {
  const { spec, manifest } = encoder;
  const { signal } = bench.context;
  const view = encoderView(spec);
  const found: { target: Target; features: Float32Array }[] = [];
  for (const [clipId, ofClip] of Map.groupBy(targets, (target) => target.clipId))
    try {
      const clips = ofClip.map(({ camera, present }) => {
        const images = clipImages(camera, present, spec.frames, spec.frameStepS);
        if (!Array.isArray(images)) throw new Error(images.missing);
        return images;
      });
      bench.shown.add(ofClip[0].camera, view);
      const wanted = [...new Set(clips.flat())].sort((a, b) => a - b);
      const pictures = await bench.frames.squares(clipId, ofClip[0].camera, wanted, view, signal);
      const pictureOf = new Map(wanted.map((image, i) => [image, pictures[i]]));
      const whole = ofClip.flatMap((target, i) => {
        const clip = clips[i].flatMap((image) => pictureOf.get(image) ?? []);
        return clip.length === spec.frames ? [{ target, clip }] : [];
      });
      const { features, ms, provider, threads } = await withSecondTry(signal, () =>
        encoder.encode(
          whole.map(({ clip }) => clip),
          signal,
        ),
      );
      bench.times.add(manifest.id, { encode: ms }, whole.length);
      bench.times.ranOn(provider, threads);
      bench.work.done(ofClip.length, manifest.title);
      whole.forEach(({ target }, i) =>
        found.push({ target, features: features.subarray(i * spec.width, (i + 1) * spec.width) }),
      );
    } catch (error) {
      const problem = problemOf(error);
      // A network that fails would fail on every clip; a damaged picture costs its clip alone.
      if (signal.aborted || !problem.code.startsWith('media.')) throw error;
      bench.context.failure(clipId, problem);
      bench.skipped.push({ clipId, reason: `${problem.title}: ${problem.whatHappened}` });
    }
  return found;
}

/** Errors of one who always says the mean action of the training clips. */
function guessErrors({ train, test }: Split): { steering: number; acceleration: number } {
  const mean = (list: readonly number[]) => list.reduce((a, b) => a + b, 0) / list.length;
  const steering = mean(train.map((t) => t.steering));
  const acceleration = mean(train.map((t) => t.acceleration));
  const errors = clipErrors(
    {
      steering: test.map((t) => t.steering),
      acceleration: test.map((t) => t.acceleration),
      clipIds: test.map((t) => t.clipId),
    },
    { steering: test.map(() => steering), acceleration: test.map(() => acceleration) },
  );
  return { steering: mean(errors.map((e) => e.steering)), acceleration: mean(errors.map((e) => e.acceleration)) };
}

async function recordsOf({ inference }: Bench, encoders: readonly FrameEncoder[]): Promise<LabRecord['models']> {
  const all = await inference.models();
  return encoders.map((encoder) => ({
    modelId: encoder.manifest.id,
    title: titleOf(encoder),
    version: encoder.manifest.version,
    hash: all.find((m) => m.modelId === encoder.manifest.id)?.hash ?? '',
    parameters: null,
  }));
}

const tooFewClips = (clips: number) =>
  new ProblemError({
    code: 'lab.too-few-clips',
    title: 'Too few clips for the encoder probe',
    whatHappened: `${clips} of the chosen clips have pictures and actions; training and test need ${LEAST_CLIPS}.`,
    whatWasKept: 'Nothing was started.',
    whatToDo: 'Widen the filter.',
  });
