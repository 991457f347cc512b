import { describe, expect, it } from 'vitest';
import { deltaBar, intervalMark } from '../../../src/renderer/score/delta-bar.ts';
import { runLetters } from '../../../src/shared/domain/series.ts';
import { factOf } from '../../../src/renderer/score/fact-sentence.ts';
import { horizonErrors } from '../../../src/renderer/score/horizon-errors.ts';
import { whyNotScored, type PanelRun } from '../../../src/renderer/score/scored-clip.ts';
import { referenceRun } from '../../../src/renderer/score/shown-scores.ts';
import { worstFrame } from '../../../src/renderer/score/worst-frame.ts';
import { marksOf } from '../../../src/renderer/timeline/marks.ts';
import { metricInfoOf, type ClipScores, type MetricInfo } from '../../../src/shared/domain/score.ts';
import type { Prediction, Run } from '../../../src/shared/domain/run.ts';

const S = 1_000_000;
const info = (key: string): MetricInfo => {
  const found = metricInfoOf(key);
  if (!found) throw new Error(`no metric ${key}`);
  return found;
};
const scores = (key: string, values: (number | undefined)[]): ClipScores => ({
  runId: 'r',
  clipId: 'd:c',
  values: {},
  frameCounts: {},
  frames: values.flatMap((value, frame) => (value === undefined ? [] : [{ frame, values: { [key]: value } }])),
});
const clip = { startUs: 100 * S, frames: [0, 1, 2, 3].map((i) => ({ timeUs: (100 + 4 * i) * S })) };

describe('deltaBar', () => {
  it.each([
    ['error: A is closer', -1, 'lower', { side: 'left', better: 'A', share: 0.5 }],
    ['error: B is closer', 1, 'lower', { side: 'right', better: 'B', share: 0.5 }],
    ['score: A is higher', 1, 'higher', { side: 'right', better: 'A', share: 0.5 }],
    ['score: B is higher', -1, 'higher', { side: 'left', better: 'B', share: 0.5 }],
    ['equal within 0.05', 0.05, 'lower', { side: 'right', better: 'equal', share: 0.025 }],
    ['longer than the bar', -9, 'lower', { side: 'left', better: 'A', share: 1 }],
  ] as const)('%s', (_, delta, better, expected) => {
    expect(deltaBar(delta, 2, better, 'm')).toEqual(expected);
  });
});

it.each([
  ['leaves zero out, A closer', { mean: -1, low: -2, high: -0.1 }, { leavesZeroOut: true, better: 'A' }],
  ['leaves zero out, B closer', { mean: 1, low: 0.1, high: 2 }, { leavesZeroOut: true, better: 'B' }],
  ['holds zero', { mean: 1, low: -0.1, high: 2 }, { leavesZeroOut: false, better: null }],
])('intervalMark: %s', (_, delta, expected) => {
  expect(intervalMark(delta, 'lower')).toEqual(expected);
});

describe('worstFrame', () => {
  it.each([
    ['the largest error', 'ade@4s/10Hz', [1, 3, 2], { frame: 1, value: 3 }],
    ['the earliest of equals', 'ade@4s/10Hz', [3, 3, 2], { frame: 0, value: 3 }],
    ['skips frames without it', 'ade@4s/10Hz', [undefined, undefined, 2], { frame: 2, value: 2 }],
    ['nothing scored', 'ade@4s/10Hz', [], null],
    ['no miss is no worst', 'missRate@4s/10Hz', [0, 0], null],
    ['first miss', 'missRate@4s/10Hz', [0, 1, 1], { frame: 1, value: 1 }],
  ] as const)('%s', (_, key, values, expected) => {
    expect(worstFrame(scores(key, [...values]), key)).toEqual(expected);
  });
});

describe('factOf', () => {
  const say = (key: string, a: (number | undefined)[], b?: (number | undefined)[]) => {
    const runs = [{ letter: 'A' as const, scores: scores(key, a) }];
    const fact = factOf(b ? [...runs, { letter: 'B', scores: scores(key, b) }] : runs, info(key), clip);
    return fact && fact.lead + fact.rest;
  };
  it.each([
    [
      'ADE',
      say('ade@4s/10Hz', [1, 2, 2.1, 0.5], [0, 0, 0.84, 9]),
      'A is 2.10 m off on average over 4 s from 00:08.00, its worst instant in this clip. There: B 0.84 m.',
    ],
    [
      'FDE alone',
      say('fde@2s/model', [1, 2]),
      'A is 2.00 m off after 2 s from 00:04.00, its worst instant in this clip.',
    ],
    [
      'minFDE',
      say('minFde@4s/model', [5]),
      'The best plan of A is 5.00 m off after 4 s from 00:00.00, its worst instant in this clip.',
    ],
    [
      'misses',
      say('missRate@4s/10Hz', [0, 1, 1, undefined], [0, 0, 1, 0]),
      'A misses at 2 of 3 key frames, first at 00:04.00. B misses at 1 of 4.',
    ],
    ['no miss', say('missRate@4s/10Hz', [0, 0]), 'A misses at no key frame of this clip.'],
    ['not scored', say('ade@4s/10Hz', []), null],
    [
      'only B is scored',
      say('ade@4s/10Hz', [], [1]),
      'B is 1.00 m off on average over 4 s from 00:00.00, its worst instant in this clip.',
    ],
  ])('%s', (_, said, expected) => {
    expect(said).toBe(expected);
  });
});

describe('factOf with many runs', () => {
  const runs = runLetters.map((letter) => ({ letter, scores: scores('ade@4s/10Hz', [2]) }));
  it('tells three of them and counts the others', () => {
    expect(factOf(runs, info('ade@4s/10Hz'), clip)?.rest).toBe(
      ' its worst instant in this clip. There: B 2.00 m, C 2.00 m, D 2.00 m and 28 runs more.',
    );
  });
  it.each([
    ['an error', 'ade@4s/10Hz', [2.1], 'half'],
    ['an error too small to matter', 'ade@4s/10Hz', [0.07, 0.49], 'pass'],
    ['a miss', 'missRate@4s/10Hz', [0, 1], 'half'],
    ['no miss', 'missRate@4s/10Hz', [0, 0], 'pass'],
  ])('%s is a warning or not', (_, key, values, verdict) => {
    expect(factOf([{ letter: 'A', scores: scores(key, values) }], info(key), clip)?.verdict).toBe(verdict);
  });
});

describe('horizonErrors', () => {
  // Ego drives along +y at 2 m/s, so ahead of it is global +y.
  const yaw90 = [Math.SQRT1_2, 0, 0, Math.SQRT1_2];
  const ego = {
    timesUs: [0, S, 2 * S, 3 * S],
    globalFromEgo: [0, 1, 2, 3].flatMap((s) => [5, 2 * s, 0, ...yaw90]),
    frontM: 4,
    rearM: 1,
    widthM: 2,
  };
  const prediction = (trajectories: number[]): Prediction => ({
    frame: 0,
    timeUs: 0,
    stepS: 1,
    poses: trajectories.length / 3,
    modes: 1,
    trajectories,
    probabilities: null,
  });
  it('is zero for the driven path', () => {
    horizonErrors(ego, prediction([2, 0, 0, 4, 0, 0])).forEach((e) => expect(e.errorM).toBeCloseTo(0, 9));
  });
  it('is the distance in metres and ends with the log', () => {
    const errors = horizonErrors(ego, prediction([2, 1, 0, 4, 3, 0, 6, 4, 0, 8, 0, 0]));
    expect(errors.map((e) => e.aheadS)).toEqual([1, 2, 3]);
    errors.forEach((e, i) => expect(e.errorM).toBeCloseTo([1, 3, 4][i], 9));
  });
  it('has no errors outside the log', () => {
    expect(horizonErrors(ego, { ...prediction([1, 0, 0]), timeUs: 9 * S })).toEqual([]);
  });
});

it('marks events and each run’s worst instant in time order', () => {
  const events = [{ timeUs: 109 * S, endUs: null, kind: 'brake', text: '−3.1 m/s²' }];
  const marks = marksOf(
    { events, frames: clip.frames } as unknown as Parameters<typeof marksOf>[0],
    [
      { letter: 'A', scores: scores('ade@4s/10Hz', [1, 2, 2.1]) },
      { letter: 'B', scores: scores('ade@4s/10Hz', [9, 2]) },
    ],
    'ade@4s/10Hz',
  );
  expect(marks.map((m) => [m.row, m.timeUs / S, m.text])).toEqual([
    ['B', 100, 'worst, 9.00 m'],
    ['A', 108, 'worst, 2.10 m'],
    ['recording', 109, '−3.1 m/s²'],
  ]);
});

it('stands the newest finished reference beside, unless it is shown already', () => {
  const run = (runId: string, modelId: string, createdUs: number, clipsDone = 1) =>
    ({ runId, modelId, createdUs, clipsDone }) as Run;
  const runs = [
    run('old', 'constant-velocity', 1),
    run('new', 'constant-velocity', 2),
    run('mlp', 'ego-mlp', 3),
    run('empty', 'constant-velocity', 4, 0),
  ];
  expect(referenceRun(runs, [{ runId: 'mlp', letter: 'A' }])?.runId).toBe('new');
  expect(referenceRun(runs, [{ runId: 'old', letter: 'B' }])).toBeNull();
  expect(referenceRun([], [])).toBeNull();
});

describe('why a run has no score', () => {
  const scored = (frames: ClipScores['frames']): PanelRun => ({
    key: 'A',
    short: 'A',
    run: null,
    scores: { runId: 'r', clipId: 'd:c', values: {}, frameCounts: {}, frames },
    predictions: {
      runId: 'r',
      clipId: 'd:c',
      predictions: [],
      videos: [],
      skipped: [{ frame: 0, reason: 'history too short' }],
    },
  });
  const panel = scored([
    { frame: 1, values: { 'ade@4s/10Hz': 0.5, 'ade@1s/10Hz': 0.1 } },
    { frame: 2, values: { 'ade@1s/10Hz': 0.1 } },
  ]);
  it.each<[string, PanelRun, number | null, string | null]>([
    ['it has one', panel, 1, null],
    ['the log is too short for this horizon only', panel, 2, 'the log ends before 4 s'],
    ['the log is too short for any horizon', panel, 3, 'the log ends before the first scored second'],
    ['the model passed the frame over', panel, 0, 'history too short'],
    ['on the whole clip it has', panel, null, null],
    ['not planned at all', { ...panel, scores: null, predictions: null }, null, 'this run did not cover the clip'],
  ])('%s', (_, run, frame, why) => {
    expect(whyNotScored(run, 'd:c', frame, info('ade@4s/10Hz'))).toBe(why);
  });
});
