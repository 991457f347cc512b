import { rowProducts } from '../statistics/matrix/row-products.ts';
import { randomShares } from '../statistics/random-numbers.ts';
import { adam } from './adam.ts';
import { gelu } from './gelu.ts';

/** Weights of Linear inputs→hidden, GELU, dropout, Linear hidden→outputs; each weight of shape [to, from]. */
export interface MlpWeights {
  inputs: number;
  hidden: number;
  outputs: number;
  weight1: Float64Array;
  bias1: Float64Array;
  weight2: Float64Array;
  bias2: Float64Array;
}

/** Weights drawn evenly within ± 1/√from, as PyTorch starts its linear layers. */
export function initialWeights(inputs: number, hidden: number, outputs: number, seed: number): MlpWeights {
  const share = randomShares(seed);
  const even = (count: number, from: number) => {
    const reach = 1 / Math.sqrt(from);
    return Float64Array.from({ length: count }, () => (2 * share() - 1) * reach);
  };
  return {
    inputs,
    hidden,
    outputs,
    weight1: even(hidden * inputs, inputs),
    bias1: even(hidden, inputs),
    weight2: even(outputs * hidden, hidden),
    bias2: even(outputs, hidden),
  };
}

/** Answers of shape [rows, outputs] to `x` of shape [rows, inputs], without dropout. */
export function answers(weights: MlpWeights, x: Float64Array, rows: number): Float64Array {
  const { inputs, hidden, outputs, weight1, bias1, weight2, bias2 } = weights;
  const before = new Float64Array(rows * hidden);
  rowProducts(x, weight1, hidden, inputs, before, 0, rows);
  addBias(before, bias1);
  gelu(before, before, new Float64Array(before.length), before.length);
  const out = new Float64Array(rows * outputs);
  rowProducts(before, weight2, outputs, hidden, out, 0, rows);
  addBias(out, bias2);
  return out;
}

/**
 * Training of weights in place. A step takes `x` [rows, inputs], targets `y` [rows, outputs] and the factors of dropout
 * [rows, hidden] (0 or 1 / (1 − share); null for none), does one Adam step on the mean squared error over rows and outputs,
 * and gives that error before the step.
 */
export function mlpTrainer(weights: MlpWeights, rate: number) {
  const { inputs, hidden, outputs, weight1, bias1, weight2, bias2 } = weights;
  const stepWeight1 = adam(weight1, rate);
  const stepBias1 = adam(bias1, rate);
  const stepWeight2 = adam(weight2, rate);
  const stepBias2 = adam(bias2, rate);
  return (x: Float64Array, y: Float64Array, rows: number, dropout: Float64Array | null): number => {
    const size = rows * hidden;
    const before = new Float64Array(size);
    const active = new Float64Array(size);
    const slopes = new Float64Array(size);
    rowProducts(x, weight1, hidden, inputs, before, 0, rows);
    addBias(before, bias1);
    gelu(before, active, slopes, size);
    if (dropout)
      for (let i = 0; i < size; i++) {
        active[i] *= dropout[i];
        slopes[i] *= dropout[i];
      }
    const out = new Float64Array(rows * outputs);
    rowProducts(active, weight2, outputs, hidden, out, 0, rows);
    addBias(out, bias2);
    let error = 0;
    for (let i = 0; i < out.length; i++) {
      const difference = out[i] - y[i];
      error += (difference * difference) / out.length;
      out[i] = (2 * difference) / out.length;
    }
    // From here `out` holds the error's slope by the answers, `slopes` by what the first layer gives.
    const outTurned = turned(out, rows, outputs);
    const gradient2 = new Float64Array(weight2.length);
    rowProducts(outTurned, turned(active, rows, hidden), hidden, rows, gradient2, 0, outputs);
    const back = new Float64Array(size);
    rowProducts(out, turned(weight2, outputs, hidden), hidden, outputs, back, 0, rows);
    for (let i = 0; i < size; i++) slopes[i] *= back[i];
    const slopesTurned = turned(slopes, rows, hidden);
    const gradient1 = new Float64Array(weight1.length);
    rowProducts(slopesTurned, turned(x, rows, inputs), inputs, rows, gradient1, 0, hidden);
    stepWeight1(gradient1);
    stepBias1(rowSums(slopesTurned, hidden, rows));
    stepWeight2(gradient2);
    stepBias2(rowSums(outTurned, outputs, rows));
    return error;
  };
}

function addBias(values: Float64Array, bias: Float64Array): void {
  for (let i = 0, j = 0; i < values.length; i++, j = j + 1 === bias.length ? 0 : j + 1) values[i] += bias[j];
}

function turned(values: Float64Array, rows: number, columns: number): Float64Array {
  const out = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) out[j * rows + i] = values[i * columns + j];
  return out;
}

function rowSums(values: Float64Array, rows: number, columns: number): Float64Array {
  const sums = new Float64Array(rows);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) sums[i] += values[i * columns + j];
  return sums;
}
