import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { clipScores } from '../../../src/main/metrics/displacement/clip-scores.ts';
import { frameScores } from '../../../src/main/metrics/displacement/frame-scores.ts';
import type { Prediction } from '../../../src/shared/domain/run.ts';
import { straightTrack } from '../../synthetic/ego-tracks.ts';

const planSchema = z.object({
  timeUs: z.number(),
  stepS: z.number(),
  poses: z.number(),
  modes: z.number(),
  trajectories: z.array(z.number()),
  probabilities: z.array(z.number()).nullable(),
  scores: z.record(z.string(), z.number()),
});
const goldenSchema = z.object({
  timesUs: z.array(z.number()),
  globalFromEgo: z.array(z.number()),
  plans: z.array(planSchema),
});
// From numpy, by tests/reference/multimodal.py.
const golden = goldenSchema.parse(
  JSON.parse(readFileSync(resolve(import.meta.dirname, '../../golden/multimodal.json'), 'utf8')),
);

describe('displacement equals numpy', () => {
  it.each(golden.plans)('$modes modes of $poses poses at $stepS s', ({ scores, ...plan }) => {
    const found = frameScores({ frame: 0, ...plan }, golden);
    expect(Object.keys(found).sort()).toEqual(Object.keys(scores).sort());
    for (const [key, value] of Object.entries(scores)) expect(Math.abs(found[key] - value), key).toBeLessThan(1e-6);
  });
});

/** A plan of 8 poses at 0.5 s along x at a speed, each mode shifted sideways, on a track at 10 m/s. */
const plan = (speedMps: number, sideM: number[] = [0], probabilities: number[] | null = null): Prediction => ({
  frame: 0,
  timeUs: 1_000_000,
  stepS: 0.5,
  poses: 8,
  modes: sideM.length,
  trajectories: sideM.flatMap((side) =>
    Array.from({ length: 8 }, (_, i) => [speedMps * 0.5 * (i + 1), side, 0]).flat(),
  ),
  probabilities,
});
const track = straightTrack({ speedMps: 10, seconds: 10, stepS: 0.5, yaw: 1 });

describe('displacement by hand', () => {
  it.each([
    ['a perfect plan', plan(10), { 'ade@4s/model': 0, 'fde@4s/10Hz': 0, 'missRate@4s/10Hz': 0 }],
    // 1 m/s too slow: at the model's rate (0.5 + … + 4) / 8, at 10 Hz (0.1 + … + 4) / 40.
    [
      'too slow',
      plan(9),
      {
        'ade@4s/model': 2.25,
        'ade@4s/10Hz': 2.05,
        'fde@4s/model': 4,
        'fde@1s/10Hz': 1,
        'missRate@2s/model': 0,
        'missRate@3s/model': 1,
      },
    ],
    [
      'two modes, the first likely by default',
      plan(10, [3, 1]),
      { 'ade@4s/model': 3, 'minAde@4s/model': 1, 'minFde@4s/model': 1, 'missRate@4s/model': 0 },
    ],
    ['two modes, the second likelier', plan(10, [3, 1], [0.2, 0.8]), { 'ade@4s/model': 1, 'fde@4s/model': 1 }],
    ['just not a miss', plan(10, [1.999]), { 'missRate@4s/model': 0 }],
    ['a miss in every mode', plan(10, [2.001, -3]), { 'missRate@4s/model': 1 }],
  ])('%s', (_, prediction, expected) => {
    const found = frameScores(prediction, track);
    for (const [key, value] of Object.entries(expected)) expect(found[key], key).toBeCloseTo(value, 9);
  });

  it('leaves out horizons that the log does not reach', () => {
    const late = { ...plan(10), timeUs: 7_500_000 };
    const horizons = new Set(Object.keys(frameScores(late, track)).map((key) => key.split(/[@/]/)[1]));
    expect([...horizons]).toEqual(['1s', '2s']);
  });

  it('is empty where the log does not hold the decision instant', () => {
    expect(frameScores({ ...plan(10), timeUs: 20_000_000 }, track)).toEqual({});
  });

  it('means a clip over the frames that have each metric, and counts them', () => {
    const scores = clipScores(
      {
        runId: 'r',
        clipId: 'd:c',
        videos: [],
        skipped: [],
        predictions: [plan(9), { ...plan(8), frame: 1, timeUs: 7_500_000 }],
      },
      track,
    );
    expect(scores.values['fde@1s/model']).toBeCloseTo(1.5, 9);
    expect(scores.values['fde@4s/model']).toBeCloseTo(4, 9);
    expect([scores.frameCounts['fde@1s/model'], scores.frameCounts['fde@4s/model']]).toEqual([2, 1]);
    expect(scores.frames.map((f) => f.frame)).toEqual([0, 1]);
  });
});
