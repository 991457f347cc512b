import { applyFit, type LinearFit } from '../../metrics/control/ridge.ts';
import { pearson } from '../../metrics/statistics/correlation.ts';
import type { WorldModel } from '../../pipelines/dit-wam/world-model.ts';
import type { Bench } from './bench.ts';
import { gatherWindows } from './gather-windows.ts';
import type { LabWindow } from './lab-window.ts';
import { encode } from './predict.ts';
import { shuffled } from './spread-windows.ts';
import { portionsOf } from './window-portions.ts';

/** Seconds between the two latents that the probe reads: the longest step of a bundled model. */
export const YAW_STEP_S = 2;
/** Recorded pairs at most. */
const PAIRS = 1500;
/** Fewer clips cannot be split into training, choice and test. */
const LEAST_CLIPS = 5;
/** Of the clips: for choosing the penalty, and for the correlation that is told. */
const CHOICE_SHARE = 0.2;
const TEST_SHARE = 0.2;
const PENALTIES = [10, 100, 1000, 10_000, 100_000];

/** Reads how far the ego turns between two latents of a VAE. */
export interface YawProbe {
  /** Radians, left positive. */
  read(from: Float32Array, to: Float32Array): number;
  /** Pearson correlation with the recorded turn on clips that it was neither trained nor chosen on; null where one side is constant. */
  correlation: number | null;
}

/**
 * Trains a linear probe on recorded pairs of latents 2 s apart, split by clip, its penalty chosen on clips of their own. Null,
 * with a note, where the filter has too few clips for that.
 */
export async function trainYawProbe(bench: Bench, model: WorldModel): Promise<YawProbe | null> {
  const pairs = await recordedPairs(bench, model);
  const clipIds = [...new Set(pairs.map(({ clipId }) => clipId))];
  if (clipIds.length < LEAST_CLIPS) {
    bench.notes.push(`No yaw is read from latents: that needs pairs of pictures 2 s apart in ${LEAST_CLIPS} clips.`);
    return null;
  }
  const order = shuffled(clipIds, bench.request.seed);
  const count = (share: number) => Math.max(1, Math.round(order.length * share));
  const test = new Set(order.slice(0, count(TEST_SHARE)));
  const choice = new Set(order.slice(test.size, test.size + count(CHOICE_SHARE)));
  const of = (wanted: (clipId: string) => boolean) => pairs.filter(({ clipId }) => wanted(clipId));
  const train = of((clipId) => !test.has(clipId) && !choice.has(clipId));
  const rows = [...train, ...of((clipId) => choice.has(clipId)), ...of((clipId) => test.has(clipId))];
  const width = 2 * model.spec.latentLength;
  const features = new Float32Array(rows.length * width);
  rows.forEach(({ from, to }, i) => features.set(pairFeatures(from, to), i * width));
  const y = rows.map(({ turnedRad }) => turnedRad);
  const tried: { fit: LinearFit; error: number; read: number[] }[] = [];
  for (const penalty of PENALTIES) {
    const request = { features, width, y, trainRows: train.length, penalty };
    const { fit, read } = await bench.thread.call('ridge', request, { signal: bench.context.signal });
    const chosenOn = rows.flatMap(({ clipId }, i) => (choice.has(clipId) ? [i] : []));
    tried.push({ fit, read, error: chosenOn.reduce((sum, i) => sum + (read[i] - y[i]) ** 2, 0) });
  }
  const best = tried.reduce((a, b) => (b.error < a.error ? b : a));
  const told = rows.flatMap(({ clipId }, i) => (test.has(clipId) ? [i] : []));
  return {
    read: (from, to) => applyFit(best.fit, pairFeatures(from, to)),
    correlation: pearson(
      told.map((i) => best.read[i]),
      told.map((i) => y[i]),
    ),
  };
}

function pairFeatures(from: Float32Array, to: Float32Array): Float32Array {
  const features = new Float32Array(from.length + to.length);
  features.set(from);
  features.set(to, from.length);
  return features;
}

interface RecordedPair {
  clipId: string;
  from: Float32Array;
  to: Float32Array;
  turnedRad: number;
}

async function recordedPairs(bench: Bench, model: WorldModel): Promise<RecordedPair[]> {
  const { request, workspace, context, work } = bench;
  const needs = { actions: 0, truthS: [YAW_STEP_S] };
  const wanted = { filter: request.filter, needs, limit: PAIRS, seed: request.seed, perClip: 'evenly' as const };
  const windows: LabWindow[] = (await gatherWindows(workspace, wanted, context)).windows;
  work.plan(2 * windows.length);
  const pairs: RecordedPair[] = [];
  for await (const portion of portionsOf(bench, windows, model.spec.imagePx)) {
    const from = await encode(bench, model, portion.present);
    const to = await encode(bench, model, portion.truth[0]);
    portion.windows.forEach(({ clipId, turnedRad: [turned] }, i) => {
      if (turned !== null) pairs.push({ clipId, from: from[i], to: to[i], turnedRad: turned });
    });
  }
  return pairs;
}
