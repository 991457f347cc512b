import { describe, expect, it } from 'vitest';
import { decodePredictions, encodePredictions } from '../../../src/main/workspace/runs/prediction-codec.ts';
import {
  decodeFrameScores,
  decodeSummary,
  encodeFrameScores,
  encodeSummary,
} from '../../../src/main/workspace/runs/score-codec.ts';
import type { Prediction } from '../../../src/shared/domain/run.ts';
import { metricInfos } from '../../../src/shared/domain/score.ts';

const random = (() => {
  let seed = 3;
  return () => (seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0) / 2 ** 32;
})();
const whole = (below: number) => Math.floor(random() * below);

function somePrediction(frame: number): Prediction {
  const [poses, modes] = [1 + whole(8), 1 + whole(3)];
  return {
    frame,
    timeUs: 1_532_402_927_612_460 + whole(1e9),
    stepS: random() < 0.5 ? 0.5 : 0.1,
    poses,
    modes,
    trajectories: Array.from({ length: poses * modes * 3 }, () => (random() - 0.5) * 10 ** whole(6)),
    probabilities: random() < 0.5 ? null : Array.from({ length: modes }, () => random()),
  };
}

describe('predictions as a blob', () => {
  it('come back number for number', () => {
    for (let round = 0; round < 50; round++) {
      const saved = {
        predictions: Array.from({ length: whole(20) }, (_, frame) => somePrediction(frame)),
        skipped: Array.from({ length: whole(4) }, (_, frame) => ({ frame, reason: `reason ${frame} "ü"` })),
      };
      expect(decodePredictions(encodePredictions(saved))).toEqual(saved);
    }
  });

  it('take little more than their numbers', () => {
    const predictions = Array.from({ length: 40 }, (_, frame) => ({
      ...somePrediction(frame),
      poses: 8,
      modes: 1,
      trajectories: Array.from({ length: 24 }, random),
      probabilities: null,
    }));
    expect(encodePredictions({ predictions, skipped: [] }).length).toBeLessThan(40 * 24 * 8 * 1.4);
  });

  it.each([
    ['too few numbers', { trajectories: [1, 2] }],
    ['too many probabilities', { probabilities: Array.from({ length: 9 }, () => 0) }],
  ])('of %s are refused', (_, part) => {
    expect(() => encodePredictions({ predictions: [{ ...somePrediction(0), ...part }], skipped: [] })).toThrow(
      'frame 0',
    );
  });
});

describe('scores as blobs', () => {
  const someValues = () =>
    Object.fromEntries(metricInfos.filter(() => random() < 0.7).map((info) => [info.key, random() * 10]));

  it('come back number for number; a metric without a value stays without', () => {
    for (let round = 0; round < 50; round++) {
      const values = someValues();
      const frameCounts = Object.fromEntries(
        metricInfos.filter(() => random() < 0.7).map((info) => [info.key, whole(40)]),
      );
      const frames = Array.from({ length: whole(40) }, (_, i) => ({ frame: i * 2, values: someValues() }));
      expect(decodeSummary(encodeSummary({ values, frameCounts }))).toEqual({ values, frameCounts });
      expect(decodeFrameScores(encodeFrameScores(frames))).toEqual(frames);
    }
  });
});
