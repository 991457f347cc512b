import { describe, expect, it } from 'vitest';
import type { TensorData } from '../../../src/main/inference/tensor.ts';
import { readPlans } from '../../../src/main/pipelines/trajectory-output.ts';
import { squareManifest } from '../../models/model-folder.ts';

const manifest = (modes: number) => ({ ...squareManifest(), output: { poses: 2, stepS: 0.5, modes } });
const floats = (...shape: number[]): TensorData => ({
  type: 'float32',
  shape,
  data: Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => i),
});

describe('plans out of a graph’s answer', () => {
  it('of one mode, with or without that axis', () => {
    for (const shape of [
      [2, 2, 3],
      [2, 1, 2, 3],
    ]) {
      expect(readPlans({ trajectory: floats(...shape) }, 2, manifest(1))).toEqual([
        { trajectories: [0, 1, 2, 3, 4, 5], probabilities: null },
        { trajectories: [6, 7, 8, 9, 10, 11], probabilities: null },
      ]);
    }
  });

  it('of several modes, with probabilities made to sum to 1', () => {
    const [first] = readPlans(
      {
        trajectory: floats(1, 2, 2, 3),
        probabilities: { type: 'float32', shape: [1, 2], data: Float32Array.of(1, 3) },
      },
      1,
      manifest(2),
    );
    expect(first.trajectories).toHaveLength(12);
    expect(first.probabilities).toEqual([0.25, 0.75]);
  });

  it.each([
    ['no trajectory', {}, /no float32 "trajectory"/],
    [
      'another type',
      { trajectory: { ...floats(1, 2, 3), type: 'int32' as const, data: new Int32Array(6) } },
      /no float32/,
    ],
    ['another length', { trajectory: floats(1, 3, 3) }, /shape \[1, 3, 3\], expected \[1, 2, 3\]/],
    ['another batch', { trajectory: floats(2, 2, 3) }, /expected \[1, 2, 3\]/],
    ['not a number', { trajectory: { ...floats(1, 2, 3), data: new Float32Array(6).fill(NaN) } }, /not finite/],
    [
      'probabilities of another length',
      { trajectory: floats(1, 2, 3), probabilities: floats(1, 2) },
      /"probabilities" has the shape \[1, 2\]/,
    ],
  ])('are refused in words for %s', (_, outputs, says) => {
    expect(() => readPlans(outputs, 1, manifest(1))).toThrow(says);
  });
});
