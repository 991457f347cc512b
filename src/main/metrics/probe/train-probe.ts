import { portions, type LongWork } from '../statistics/long-work.ts';
import { randomIndices } from '../statistics/random.ts';
import { randomShares, shuffle } from '../statistics/random-numbers.ts';
import { answers, initialWeights, mlpTrainer } from './mlp.ts';

/** The probe of the encoder benchmark: Linear w→256, GELU, dropout 0.1, Linear 256→2. */
const HIDDEN = 256;
const DROPOUT = 0.1;
const RATE = 1e-3;
const BATCH = 256;
const EPOCHS = 50;
/** Steering and acceleration, normalised. */
const OUTPUTS = 2;

/** Features of pictures with the actions recorded at them. */
export interface ProbeSet {
  /** All of one width. */
  features: readonly ArrayLike<number>[];
  /** Normalised (`STEERING_UNIT_RAD`, `ACCELERATION_UNIT_MPS2`), one a picture. */
  steering: ArrayLike<number>;
  acceleration: ArrayLike<number>;
}

export interface Probe {
  /** Predicted normalised actions. */
  predict(features: readonly ArrayLike<number>[]): { steering: Float64Array; acceleration: Float64Array };
  /** Mean squared error of each epoch over its training batches. */
  trainingErrors: number[];
}

/**
 * Trains a probe on frozen features: Adam 1e-3, batches of 256 in a new random order each epoch (the last may be smaller),
 * 50 epochs, mean squared error on both actions, no early stopping. Features are taken as they are: an encoder's scale is
 * part of it. Deterministic by seed. Progress counts epochs; throws RangeError for no examples, and AbortError.
 */
export async function trainProbe(
  train: ProbeSet,
  seed: number,
  work: LongWork = {},
  { epochs = EPOCHS }: { epochs?: number } = {},
): Promise<Probe> {
  const count = train.features.length;
  if (count === 0) throw new RangeError('a probe trained on no examples');
  const width = train.features[0].length;
  const weights = initialWeights(width, HIDDEN, OUTPUTS, seed);
  const step = mlpTrainer(weights, RATE);
  const draw = randomIndices(seed ^ 0x5bd1e995);
  const share = randomShares(seed ^ 0x1b873593);
  const pause = portions({ signal: work.signal });
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  const keep = 1 / (1 - DROPOUT);
  const trainingErrors: number[] = [];
  for (let epoch = 0; epoch < epochs; epoch++) {
    shuffle(order, draw);
    let sum = 0;
    for (let start = 0; start < count; start += BATCH) {
      const picked = order.subarray(start, Math.min(count, start + BATCH));
      const dropout = Float64Array.from({ length: picked.length * HIDDEN }, () => (share() < DROPOUT ? 0 : keep));
      const error = step(gather(train.features, picked, width), targets(train, picked), picked.length, dropout);
      sum += error * picked.length;
      await pause(epoch, epochs);
    }
    trainingErrors.push(sum / count);
    work.onProgress?.(epoch + 1, epochs);
  }
  return {
    trainingErrors,
    predict: (features) => {
      const all = Uint32Array.from(features, (_, i) => i);
      const out = answers(weights, gather(features, all, width), features.length);
      return {
        steering: Float64Array.from(features, (_, i) => out[OUTPUTS * i]),
        acceleration: Float64Array.from(features, (_, i) => out[OUTPUTS * i + 1]),
      };
    },
  };
}

function gather(features: readonly ArrayLike<number>[], picked: Uint32Array, width: number): Float64Array {
  const rows = new Float64Array(picked.length * width);
  picked.forEach((index, i) => {
    if (features[index].length !== width)
      throw new RangeError(`${features[index].length} features for a probe of ${width}`);
    rows.set(features[index], i * width);
  });
  return rows;
}

function targets({ steering, acceleration }: ProbeSet, picked: Uint32Array): Float64Array {
  const rows = new Float64Array(picked.length * OUTPUTS);
  picked.forEach((index, i) => {
    rows[OUTPUTS * i] = steering[index];
    rows[OUTPUTS * i + 1] = acceleration[index];
  });
  return rows;
}
