import { pairFeatureCount, pairFeatures } from '../../metrics/control/pair-features.ts';
import { applyFit } from '../../metrics/control/ridge.ts';
import { modelView } from '../../pipelines/dit-wam/spec.ts';
import type { WorldModel } from '../../pipelines/dit-wam/world-model.ts';
import type { Bench } from './bench.ts';
import { gatherWindows } from './gather-windows.ts';
import type { LabWindow } from './lab-window.ts';
import { encode } from './predict.ts';
import { portionsOf } from './window-portions.ts';

/** Seconds between two latents that a probe can read, best first: over a longer step a turn leaves less in common to both. */
export const YAW_STEPS_S = [1, 2] as const;
/** Recorded pairs at most. */
const PAIRS = 1500;
/** Latents are shrunk by this where it divides them. */
const CELL = 4;

/** Reads how far the ego turns between two latents of a VAE. */
export interface YawProbe {
  /** Seconds between the two. */
  stepS: number;
  /** Radians, left positive. */
  read(from: Float32Array, to: Float32Array): number;
  /** Pearson correlation with the recorded turn on clips that it was neither trained nor chosen on; null where one side is constant. */
  correlation: number | null;
}

/** Trains a linear probe on recorded pairs of latents `stepS` apart. Null, with a note, where the filter has too few clips for that. */
export async function trainYawProbe(bench: Bench, model: WorldModel, stepS: number): Promise<YawProbe | null> {
  const pairs = await recordedPairs(bench, model, stepS);
  const { latentShape: shape } = model.spec;
  const cell = shape.height % CELL === 0 && shape.width % CELL === 0 ? CELL : 1;
  const width = pairFeatureCount(shape, cell);
  const features = new Float32Array(pairs.length * width);
  for (const [i, { from, to }] of pairs.entries()) {
    features.set(pairFeatures(from, to, shape, cell), i * width);
    // A millisecond each: others get their turn.
    await new Promise((resolve) => setImmediate(resolve));
  }
  const found = await bench.thread.call(
    'yawProbe',
    {
      features,
      width,
      yawRad: pairs.map(({ turnedRad }) => turnedRad),
      clipIds: pairs.map(({ clipId }) => clipId),
      seed: bench.request.seed,
    },
    { signal: bench.context.signal },
  );
  if (!found) {
    bench.notes.push(`No yaw is read from latents: that needs pairs of pictures ${stepS} s apart in five clips.`);
    return null;
  }
  return {
    stepS,
    read: (from, to) => applyFit(found.fit, pairFeatures(from, to, shape, cell)),
    correlation: found.heldOutCorrelation,
  };
}

interface RecordedPair {
  clipId: string;
  from: Float32Array;
  to: Float32Array;
  turnedRad: number;
}

async function recordedPairs(bench: Bench, model: WorldModel, stepS: number): Promise<RecordedPair[]> {
  const { request, workspace, context, work } = bench;
  const needs = { actions: 0, truthS: [stepS] };
  const wanted = { filter: request.filter, needs, limit: PAIRS, seed: request.seed, perClip: 'evenly' as const };
  const windows: LabWindow[] = (await gatherWindows(workspace, wanted, context)).windows;
  work.plan(2 * windows.length);
  const pairs: RecordedPair[] = [];
  for await (const portion of portionsOf(bench, windows, modelView(model.spec))) {
    const from = await encode(bench, model, portion.present);
    const to = await encode(bench, model, portion.truth[0]);
    portion.windows.forEach(({ clipId, turnedRad: [turned] }, i) => {
      if (turned !== null) pairs.push({ clipId, from: from[i], to: to[i], turnedRad: turned });
    });
  }
  return pairs;
}
