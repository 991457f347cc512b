import { bytes, FLOAT32, input, INT64, intAttribute, message, node, number, onnxModel, output } from './onnx-writer.ts';

/** Sizes of a world network: H steps of S tokens of P numbers, F features a step. A batch of 1 may be fixed. */
export interface WorldSizes {
  horizon: number;
  tokens: number;
  tokenLength: number;
  features: number;
  fixedBatch?: boolean;
}

/** A named tensor of weights inside the file. */
const initializer = (name: string, dims: readonly number[], type: number, data: Uint8Array): Buffer =>
  message(5, ...dims.map((size) => number(1, size)), number(2, type), bytes(8, name), bytes(9, data));
const floats = (name: string, dims: readonly number[], values: ArrayLike<number>): Buffer =>
  initializer(name, dims, FLOAT32, new Uint8Array(Float32Array.from(values).buffer));
const shape = (name: string, sizes: readonly number[]): Buffer =>
  initializer(name, [sizes.length], INT64, new Uint8Array(BigInt64Array.from(sizes, BigInt).buffer));
const intsAttribute = (name: string, values: readonly number[]): Buffer =>
  message(5, bytes(1, name), ...values.map((value) => number(8, value)), number(20, 7));

/** Uniform weights of a variance that keeps activations alive, from a linear congruential generator. */
function randomWeights(seed: number): (name: string, dims: readonly number[], rows?: number) => Buffer {
  let state = seed;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  };
  return (name, dims, rows = dims[0]) => {
    const limit = Math.sqrt(3 / rows);
    const count = dims.reduce((a, b) => a * b, 1);
    return floats(
      name,
      dims,
      Float32Array.from({ length: count }, () => next() * limit),
    );
  };
}

function worldTensors({ horizon, tokens, tokenLength, features, fixedBatch = false }: WorldSizes): Buffer[] {
  const batch = fixedBatch ? 1 : 'batch';
  return [
    input('x', [batch, horizon * tokens, tokenLength]),
    input('anchor', [batch, tokens, tokenLength]),
    input('action_features', [batch, horizon, features]),
    input('t', [batch], INT64),
    input('null_action', [batch]),
    output('prediction', [batch, horizon * tokens, tokenLength]),
  ];
}

const FLOAT_TYPE = intAttribute('to', 1);
/** Condition of each step, [B, H, D], from the actions (times `null_action`), the mean of the present and the time. */
const conditionNodes = (): Buffer[] => [
  node('MatMul', ['action_features', 'w_features'], ['acting']),
  node('Reshape', ['null_action', 'one_each'], ['acts']),
  node('Mul', ['acting', 'acts'], ['acted']),
  node('ReduceMean', ['anchor'], ['pooled'], intsAttribute('axes', [1]), intAttribute('keepdims', 1)),
  node('MatMul', ['pooled', 'w_anchor'], ['present']),
  node('Cast', ['t'], ['t_float'], FLOAT_TYPE),
  node('Reshape', ['t_float', 'one_each'], ['t_each']),
  node('Mul', ['t_each', 'w_time'], ['timed']),
  node('Add', ['acted', 'present'], ['acted_present']),
  node('Add', ['acted_present', 'timed'], ['condition']),
];

export interface LinearWorldWeights {
  /** [P, P], [P, P], [F, P], [P], all row-major. */
  x: number[];
  anchor: number[];
  features: number[];
  time: number[];
}

/** prediction = x·Wx + mean(anchor)·Wa + null_action · features·Wf + t·wt: small enough to be worked out elsewhere. */
export function linearWorld(sizes: WorldSizes, weights: LinearWorldWeights): Buffer {
  const { horizon, tokens, tokenLength, features } = sizes;
  return onnxModel(
    ...worldTensors(sizes),
    floats('w_x', [tokenLength, tokenLength], weights.x),
    floats('w_anchor', [tokenLength, tokenLength], weights.anchor),
    floats('w_features', [features, tokenLength], weights.features),
    floats('w_time', [tokenLength], weights.time),
    shape('one_each', [-1, 1, 1]),
    shape('by_step', [-1, horizon, tokens, tokenLength]),
    shape('a_step', [-1, horizon, 1, tokenLength]),
    shape('flat', [-1, horizon * tokens, tokenLength]),
    ...conditionNodes(),
    node('MatMul', ['x', 'w_x'], ['moved']),
    node('Reshape', ['moved', 'by_step'], ['moved_steps']),
    node('Reshape', ['condition', 'a_step'], ['condition_steps']),
    node('Add', ['moved_steps', 'condition_steps'], ['sum']),
    node('Reshape', ['sum', 'flat'], ['prediction']),
  );
}

/** A one-head transformer with a residual anchor and random weights: as dear to run as a trained one of its width. */
export function randomWorld(sizes: WorldSizes, network: { width: number; blocks: number; seed?: number }): Buffer {
  const { horizon, tokens, tokenLength, features } = sizes;
  const { width, blocks, seed = 1 } = network;
  const weights = randomWeights(seed);
  const all = horizon * tokens;
  const parts = [
    ...worldTensors(sizes),
    weights('w_x', [tokenLength, width]),
    weights('w_place', [all, width], 30),
    weights('w_anchor', [tokenLength, width]),
    weights('w_features', [features, width]),
    weights('w_time', [width], 1e6),
    weights('w_out', [width, tokenLength], 10 * width),
    floats('ones', [width], new Array<number>(width).fill(1)),
    shape('one_each', [-1, 1, 1]),
    shape('by_step', [-1, horizon, tokens, width]),
    shape('a_step', [-1, horizon, 1, width]),
    shape('all', [-1, all, width]),
    shape('one_anchor', [-1, 1, tokens, tokenLength]),
    shape('delta_steps', [-1, horizon, tokens, tokenLength]),
    shape('flat', [-1, all, tokenLength]),
    ...conditionNodes(),
    node('MatMul', ['x', 'w_x'], ['entered']),
    node('Add', ['entered', 'w_place'], ['placed']),
    node('Reshape', ['placed', 'by_step'], ['placed_steps']),
    node('Reshape', ['condition', 'a_step'], ['condition_steps']),
    node('Add', ['placed_steps', 'condition_steps'], ['conditioned']),
    node('Reshape', ['conditioned', 'all'], ['y0']),
  ];
  for (let b = 0; b < blocks; b++) {
    const name = (part: string) => `${part}_${b}`;
    for (const part of ['q', 'k', 'v', 'o']) parts.push(weights(name(`w_${part}`), [width, width]));
    parts.push(weights(name('w_up'), [width, 4 * width]), weights(name('w_down'), [4 * width, width]));
    parts.push(
      node('LayerNormalization', [`y${b}`, 'ones'], [name('normed')]),
      ...['q', 'k', 'v'].map((part) => node('MatMul', [name('normed'), name(`w_${part}`)], [name(part)])),
      node('Transpose', [name('k')], [name('kt')], intsAttribute('perm', [0, 2, 1])),
      node('MatMul', [name('q'), name('kt')], [name('scores')]),
      node('Softmax', [name('scores')], [name('looks')]),
      node('MatMul', [name('looks'), name('v')], [name('mixed')]),
      node('MatMul', [name('mixed'), name('w_o')], [name('back')]),
      node('Add', [`y${b}`, name('back')], [name('sum')]),
      node('LayerNormalization', [name('sum'), 'ones'], [name('again')]),
      node('MatMul', [name('again'), name('w_up')], [name('wide')]),
      node('Relu', [name('wide')], [name('active')]),
      node('MatMul', [name('active'), name('w_down')], [name('narrow')]),
      node('Add', [name('sum'), name('narrow')], [`y${b + 1}`]),
    );
  }
  parts.push(
    node('LayerNormalization', [`y${blocks}`, 'ones'], ['last']),
    node('MatMul', ['last', 'w_out'], ['delta']),
    node('Reshape', ['delta', 'delta_steps'], ['delta_by_step']),
    node('Reshape', ['anchor', 'one_anchor'], ['anchor_once']),
    node('Add', ['delta_by_step', 'anchor_once'], ['anchored']),
    node('Reshape', ['anchored', 'flat'], ['prediction']),
  );
  return onnxModel(...parts);
}

/** Encoder and decoder of one convolution each, with random weights: `factor` pixels a latent place. */
export function randomVae(sizes: { imagePx: number; channels: number; latentPx: number; fixedBatch?: boolean }): {
  encoder: Buffer;
  decoder: Buffer;
} {
  const { imagePx, channels, latentPx, fixedBatch = false } = sizes;
  const batch = fixedBatch ? 1 : 'batch';
  const factor = imagePx / latentPx;
  const square = [intsAttribute('kernel_shape', [factor, factor]), intsAttribute('strides', [factor, factor])];
  const image = [batch, 3, imagePx, imagePx];
  const latent = [batch, channels, latentPx, latentPx];
  const weights = randomWeights(7);
  return {
    encoder: onnxModel(
      input('image', image),
      output('latent', latent),
      weights('w', [channels, 3, factor, factor], 30),
      node('Conv', ['image', 'w'], ['latent'], ...square),
    ),
    decoder: onnxModel(
      input('latent', latent),
      output('image', image),
      weights('w', [channels, 3, factor, factor], 30),
      node('ConvTranspose', ['latent', 'w'], ['image'], ...square),
    ),
  };
}
