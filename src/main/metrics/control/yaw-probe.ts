import { pearson } from '../statistics/correlation.ts';
import { portions, type LongWork } from '../statistics/long-work.ts';
import { randomIndices } from '../statistics/random.ts';
import { shuffle } from '../statistics/random-numbers.ts';
import { applyFit, fitRidge } from './ridge.ts';

/** Features of two latents of a recording (`pairFeatures`) and how the car turned between them. */
export interface YawExample {
  features: Float32Array;
  /** Left positive. */
  yawRad: number;
  /** Examples of one clip are held out together. */
  clipId: string;
}

export interface YawProbe {
  /** Yaw between two latents by their features, rad, left positive. */
  yawRad(features: ArrayLike<number>): number;
  /** Of the probe's yaw with the recorded one on clips that neither it nor its penalty has seen; null where that cannot be told. */
  heldOutCorrelation: number | null;
  heldOutExamples: number;
  examples: number;
  penalty: number;
}

/** One clip in five is held out, and so is one in five of the rest when the penalty is chosen. */
const FOLDS = 5;
const PENALTIES = [1, 10, 100, 1000, 10_000];

/**
 * A measure of motion that looks at no picture: ridge regression from features of two latents to the yaw between them. The
 * penalty is chosen by cross-validation over clips. Null for fewer than ten clips. Throws AbortError.
 */
export async function fitYawProbe(
  examples: readonly YawExample[],
  seed: number,
  work: LongWork = {},
): Promise<YawProbe | null> {
  const folds = foldsByClip(examples, seed);
  if (new Set(examples.map(({ clipId }) => clipId)).size < 2 * FOLDS) return null;
  const pause = portions(work);
  const isHeldOut = (i: number) => folds[i] === 0;
  const known = examples.filter((_, i) => !isHeldOut(i));
  const heldOut = examples.filter((_, i) => isHeldOut(i));
  const inner = foldsByClip(known, seed + 1);
  const errors = PENALTIES.map(() => 0);
  for (let fold = 0; fold < FOLDS; fold++)
    for (let k = 0; k < PENALTIES.length; k++) {
      const fit = fitExamples(
        known.filter((_, i) => inner[i] !== fold),
        PENALTIES[k],
      );
      known.forEach(({ features, yawRad }, i) => {
        if (inner[i] === fold) errors[k] += (applyFit(fit, features) - yawRad) ** 2;
      });
      await pause(fold * PENALTIES.length + k + 1, FOLDS * PENALTIES.length);
    }
  const penalty = PENALTIES[errors.indexOf(Math.min(...errors))];
  const fit = fitExamples(known, penalty);
  return {
    yawRad: (features) => applyFit(fit, features),
    heldOutCorrelation: pearson(
      heldOut.map(({ features }) => applyFit(fit, features)),
      heldOut.map(({ yawRad }) => yawRad),
    ),
    heldOutExamples: heldOut.length,
    examples: known.length,
    penalty,
  };
}

const fitExamples = (examples: readonly YawExample[], penalty: number) =>
  fitRidge(
    examples.map(({ features }) => features),
    examples.map(({ yawRad }) => yawRad),
    penalty,
  );

/** Fold of each example, 0 … 4; clips are dealt out in a random order. */
function foldsByClip(examples: readonly YawExample[], seed: number): number[] {
  const clipIds = [...new Set(examples.map(({ clipId }) => clipId))];
  const order = Uint32Array.from(clipIds, (_, i) => i);
  shuffle(order, randomIndices(seed));
  const foldOf = new Map(Array.from(order, (clip, place) => [clipIds[clip], place % FOLDS]));
  return examples.map(({ clipId }) => foldOf.get(clipId) ?? 0);
}
