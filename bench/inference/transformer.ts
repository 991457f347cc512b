import { bytes, input, message, node, number, onnxModel, output } from '../../tests/models/onnx-writer.ts';

/** Shape of a transformer with random weights: as dear to run as a trained one, and no file to keep. */
export interface TransformerSize {
  layers: number;
  tokens: number;
  width: number;
}

/** Uniform weights of a variance that keeps activations alive, from a fixed linear congruential generator. */
function randomWeights(name: string, rows: number, columns: number): Buffer {
  let state = 1;
  const limit = Math.sqrt(3 / rows);
  const values = Float32Array.from({ length: rows * columns }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state / 2 ** 31 - 1) * limit;
  });
  return message(
    5,
    number(1, rows),
    number(1, columns),
    number(2, 1),
    bytes(8, name),
    bytes(9, new Uint8Array(values.buffer)),
  );
}

/** One-head transformer layers, tokens × width in and out: `tokens` → `features`. */
export function transformerModel({ layers, tokens, width }: TransformerSize): Buffer {
  const parts: Buffer[] = [input('tokens', [tokens, width]), output('features', [tokens, width])];
  let x = 'tokens';
  for (let l = 0; l < layers; l++) {
    const name = (part: string) => `${part}${l}`;
    for (const part of ['q', 'k', 'v', 'o']) parts.push(randomWeights(name(`w${part}`), width, width));
    parts.push(randomWeights(name('up'), width, 4 * width), randomWeights(name('down'), 4 * width, width));
    const last = l === layers - 1 ? 'features' : name('x');
    parts.push(
      ...['q', 'k', 'v'].map((part) => node('MatMul', [x, name(`w${part}`)], [name(part)])),
      node('Transpose', [name('k')], [name('kt')]),
      node('MatMul', [name('q'), name('kt')], [name('scores')]),
      node('Softmax', [name('scores')], [name('attention')]),
      node('MatMul', [name('attention'), name('v')], [name('mixed')]),
      node('MatMul', [name('mixed'), name('wo')], [name('back')]),
      node('Add', [x, name('back')], [name('sum')]),
      node('MatMul', [name('sum'), name('up')], [name('wide')]),
      node('Relu', [name('wide')], [name('active')]),
      node('MatMul', [name('active'), name('down')], [name('narrow')]),
      // Softsign keeps the sum of many layers bounded, as a normalisation would.
      node('Add', [name('sum'), name('narrow')], [name('raw')]),
      node('Softsign', [name('raw')], [last]),
    );
    x = last;
  }
  return onnxModel(...parts);
}
