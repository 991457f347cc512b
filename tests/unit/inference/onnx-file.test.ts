import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readOnnxFile } from '../../../src/main/inference/onnx/onnx-file.ts';
import {
  bytes,
  externalWeights,
  input,
  message,
  node,
  number,
  onnxModel,
  output,
  squareModel,
  weights,
} from '../../models/onnx-writer.ts';

const folder = mkdtempSync(join(tmpdir(), 'foresight-onnx-'));
const read = (content: Uint8Array | string) => {
  const file = join(folder, 'm.onnx');
  writeFileSync(file, content);
  return readOnnxFile(file);
};
const plain = [node('Mul', ['x', 'w'], ['y']), input('x', ['batch', 4]), output('y', ['batch', 4])];

describe('reading what an ONNX file claims', () => {
  it('names inputs and outputs with types and shapes', () => {
    const file = read(squareModel());
    expect(file.inputs).toEqual([{ name: 'x', type: 'float32', shape: ['batch', 4] }]);
    expect(file.outputs).toEqual([{ name: 'y', type: 'float32', shape: ['batch', 4] }]);
  });

  it('reads a file that PyTorch exported', () => {
    const file = readOnnxFile(resolve(import.meta.dirname, '../../../models/ego-mlp/ego-mlp.onnx'));
    expect(file.inputs.map((t) => [t.name, t.shape])).toEqual([
      ['history', ['batch', 4, 3]],
      ['velocity', ['batch', 2]],
      ['acceleration', ['batch', 2]],
      ['command', ['batch', 4]],
    ]);
    expect(file.externalData).toEqual([]);
  });

  it('does not take a default weight for an input', () => {
    expect(read(onnxModel(...plain, input('w', [4]), weights(5, 'w', [1, 2, 3, 4]))).inputs.map((t) => t.name)).toEqual(
      ['x'],
    );
  });

  it.each([
    ['an initializer', onnxModel(...plain, externalWeights(5, 'w', 4, 'w.bin'))],
    ['a sparse initializer', onnxModel(...plain, message(15, externalWeights(1, 'w', 4, 'w.bin')))],
    [
      'a constant of a node',
      onnxModel(
        ...plain,
        node('Constant', [], ['c'], message(5, bytes(1, 'value'), externalWeights(5, 'w', 4, 'w.bin'))),
      ),
    ],
    [
      'a graph inside a node',
      onnxModel(
        ...plain,
        node('If', ['b'], ['c'], message(5, bytes(1, 'then_branch'), message(6, externalWeights(5, 'w', 4, 'w.bin')))),
      ),
    ],
    [
      'a function',
      Buffer.concat([onnxModel(...plain), message(25, message(7, message(5, externalWeights(5, 'w', 4, 'w.bin'))))]),
    ],
    [
      'a training graph',
      Buffer.concat([onnxModel(...plain), message(20, message(2, externalWeights(5, 'w', 4, 'w.bin')))]),
    ],
  ])('finds external data in %s', (_, content) => {
    expect(read(content).externalData).toEqual([{ tensor: 'w', location: 'w.bin', offset: 0, length: 16 }]);
  });

  it.each([
    ['empty', Buffer.alloc(0), /no format version/],
    ['a text', 'this is not a model', /at byte/],
    ['zeros', Buffer.alloc(64), /numbered 0/],
    ['cut off', squareModel().subarray(0, 40), /past the end/],
    ['without a graph', number(1, 8), /0 graphs/],
    ['with two graphs', Buffer.concat([squareModel(), message(7, ...plain)]), /2 graphs/],
    ['nested without end', onnxModel(nested(40)), /too deep/],
    [
      'a field of 2^60 bytes',
      Buffer.from([0x3a, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f]),
      /past the end/,
    ],
  ])('refuses a file that is %s', (_, content, reason) => {
    expect(() => read(content)).toThrow(reason);
  });

  it('finds what comes after a large payload', () => {
    const large = onnxModel(
      ...plain,
      message(5, bytes(8, 'w'), bytes(9, new Uint8Array(1_000_000))),
      externalWeights(5, 'v', 1, 'v.bin'),
    );
    expect(read(large).externalData.map((d) => d.tensor)).toEqual(['v']);
  });
});

function nested(depth: number): Buffer {
  return depth === 0
    ? node('Mul', ['x', 'x'], ['y'])
    : node('If', ['b'], ['c'], message(5, bytes(1, 'then_branch'), message(6, nested(depth - 1))));
}
