import { pearson } from '../statistics/correlation.ts';
import { portions, type LongWork } from '../statistics/long-work.ts';
import { randomIndices } from '../statistics/random.ts';
import { shuffle } from '../statistics/random-numbers.ts';
import { applyFit, fitRidge, type LinearFit } from './ridge.ts';

/** Features of two latents of a recording (`pairFeatures`) and how the car turned between them. */
export interface YawExample {
  features: ArrayLike<number>;
  /** Left positive. */
  yawRad: number;
  /** Examples of one clip are held out together. */
  clipId: string;
}

export interface YawProbe {
  /** Gives the yaw between two latents by their features, rad, left positive. */
  fit: LinearFit;
  /** Of the probe's yaw with the recorded one on clips that neither it nor its penalty has seen; null where one side is constant. */
  heldOutCorrelation: number | null;
  heldOutExamples: number;
  examples: number;
  penalty: number;
}

/** One clip in five is held out, and so is one in five of the rest when the penalty is chosen. */
const FOLDS = 5;
const PENALTIES = [10, 100, 1000, 10_000, 100_000];

/**
 * A measure of motion that looks at no picture: ridge regression from features of two latents to the yaw between them. The
 * penalty is chosen by cross-validation over clips. Null for fewer than five clips. Throws AbortError.
 */
export async function fitYawProbe(
  examples: readonly YawExample[],
  seed: number,
  work: LongWork = {},
): Promise<YawProbe | null> {
  if (new Set(examples.map(({ clipId }) => clipId)).size < FOLDS) return null;
  const folds = foldsByClip(examples, seed);
  const known = examples.filter((_, i) => folds[i] !== 0);
  const heldOut = examples.filter((_, i) => folds[i] === 0);
  const penalty = await bestPenalty(known, seed + 1, work);
  const fit = fitExamples(known, penalty);
  return {
    fit,
    heldOutCorrelation: pearson(
      heldOut.map(({ features }) => applyFit(fit, features)),
      heldOut.map(({ yawRad }) => yawRad),
    ),
    heldOutExamples: heldOut.length,
    examples: known.length,
    penalty,
  };
}

/** The penalty whose fits err least on clips left out of them. */
async function bestPenalty(examples: readonly YawExample[], seed: number, work: LongWork): Promise<number> {
  const pause = portions(work);
  const folds = foldsByClip(examples, seed);
  const errors = PENALTIES.map(() => 0);
  for (const fold of new Set(folds))
    for (let k = 0; k < PENALTIES.length; k++) {
      const fit = fitExamples(
        examples.filter((_, i) => folds[i] !== fold),
        PENALTIES[k],
      );
      examples.forEach(({ features, yawRad }, i) => {
        if (folds[i] === fold) errors[k] += (applyFit(fit, features) - yawRad) ** 2;
      });
      await pause(fold * PENALTIES.length + k + 1, FOLDS * PENALTIES.length);
    }
  return PENALTIES[errors.indexOf(Math.min(...errors))];
}

const fitExamples = (examples: readonly YawExample[], penalty: number): LinearFit =>
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
