import { describe, expect, it } from 'vitest';
import { comparedMetric, hasMoreHorizons, metricFamilies } from '../../../src/renderer/compare/compared-metrics.ts';
import { comparedFilter } from '../../../src/renderer/compare/compare-state.ts';
import { flipVerdict, flipWords, orderedClips } from '../../../src/renderer/compare/clip-order.ts';
import { movedCell } from '../../../src/renderer/compare/grid-keys.ts';
import { deltaHistogram } from '../../../src/renderer/compare/histogram.ts';
import { intervalAxis } from '../../../src/renderer/compare/interval-axis.ts';
import { namedTicks } from '../../../src/renderer/compare/interval-mark.tsx';
import { outcomeWords } from '../../../src/renderer/compare/paired-table.tsx';
import { importedWords } from '../../../src/renderer/jobs/imported-words.ts';
import type { ScoreDeltas } from '../../../src/shared/domain/comparison.ts';
import { scoreInfoOf, type PairedDifference, type ScoreInfo } from '../../../src/shared/domain/score.ts';

const info = (key: string): ScoreInfo => {
  const found = scoreInfoOf(key);
  if (!found) throw new Error(key);
  return found;
};
const difference = (metric: string, mean = 0, low = mean, high = mean): PairedDifference => ({
  metric,
  clips: 200,
  meanA: 0.5 + mean,
  meanB: 0.5,
  delta: { mean, low, high, clips: 200, resamples: 1000, seed: 1 },
  p: 0.01,
  pCorrected: 0.02,
  betterA: 30,
  betterB: 70,
  equal: 100,
});
const row = (...of: Parameters<typeof difference>) => ({ info: info(of[0]), difference: difference(...of) });

it.each([
  // px between ticks: (width − 36) / 6
  [396, [-5, -4, -3, -2, -1, 0, 1]],
  [156, [-4, -2, 0]],
  [96, [-3, 0]],
])('an axis %i px wide names the ticks that have room, zero always', (width, named) => {
  expect(namedTicks({ low: -5, high: 1, ticks: [-5, -4, -3, -2, -1, 0, 1] }, width, 30)).toEqual(named);
});

describe('histogram of differences', () => {
  it.each([
    // deltas, ends, bars as [from, to, count], equal
    [[], 1, [], 0],
    [[0, 0.05, -0.05], 1, [], 3],
    [
      [-100, 100, 100, 5, -5, 5.1, 0.06],
      100,
      [
        [-100, -95, 1],
        [-5, -0, 1],
        [0, 5, 2],
        [5, 10, 1],
        [95, 100, 2],
      ],
      0,
    ],
    [
      [-0.9, 0.41],
      1,
      [
        [-0.9, -0.85, 1],
        [0.4, 0.45, 1],
      ],
      0,
    ],
  ] as [number[], number, number[][], number][])('of %j', (deltas, full, bars, equal) => {
    const histogram = deltaHistogram(deltas, 0.05);
    expect(histogram.full).toBe(full);
    expect(histogram.equal).toBe(equal);
    const all = [...histogram.negative, ...histogram.positive];
    const filled = all.filter((bin) => bin.count > 0).map((bin) => [bin.from, bin.to, bin.count]);
    expect(filled).toHaveLength(bars.length);
    filled.flat().forEach((value, i) => expect(value).toBeCloseTo(bars.flat()[i], 9));
  });

  it('counts every difference once and leaves no gap', () => {
    const deltas = Array.from({ length: 5000 }, (_, i) => 73 * Math.sin(i * 12.9898) ** 3);
    const { negative, positive, equal, full } = deltaHistogram(deltas, 0.05);
    const all = [...negative, ...positive];
    expect(all.reduce((sum, bin) => sum + bin.count, equal)).toBe(5000);
    expect([all[0].from, all[all.length - 1].to]).toEqual([-full, full]);
    for (let i = 1; i < all.length; i++) expect(all[i].from).toBeCloseTo(all[i - 1].to, 9);
    expect(negative.reduce((sum, bin) => sum + bin.count, 0)).toBe(deltas.filter((d) => d < -0.05).length);
  });
});

describe('families of metrics', () => {
  const all = [
    'pdms/log-replay',
    'pdms/log-replay:nc',
    'epdms/human/reactive-idm',
    'epdms/human/log-replay:ep',
    'epdms/human/log-replay',
    'ade@4s/10Hz',
    'missRate@4s/10Hz',
    'ade@2s/model',
  ].map((key) => difference(key));

  it('never put two settings, or two horizons, under one heading', () => {
    const families = metricFamilies(all, 'pdms/log-replay', false);
    expect(families.map((f) => [f.title, f.rows.map((r) => r.info.key)])).toEqual([
      ['EPDMS v2, one stage, human filter, log replay', ['epdms/human/log-replay', 'epdms/human/log-replay:ep']],
      ['EPDMS v2, one stage, human filter, reactive traffic', ['epdms/human/reactive-idm']],
      ['PDMS v1, one stage, log replay', ['pdms/log-replay', 'pdms/log-replay:nc']],
      ['Distance from the driven path over 4 s, 10 Hz', ['ade@4s/10Hz', 'missRate@4s/10Hz']],
    ]);
  });

  it('show the distances of the chosen horizon, or all', () => {
    const titles = (chosen: string, every: boolean) =>
      metricFamilies(all, chosen, every).flatMap((f) => (f.setting === null ? [f.title] : []));
    expect(titles('ade@2s/model', false)).toEqual(['Distance from the driven path over 2 s, model rate']);
    expect(titles('ade@2s/model', true)).toHaveLength(2);
    expect(hasMoreHorizons(all)).toBe(true);
    expect(hasMoreHorizons(all.slice(0, -1))).toBe(false);
  });

  it.each([
    ['ade@2s/model', 'ade@2s/model'],
    ['fde@1s/model', 'epdms/human/log-replay'],
    ['nonsense', 'epdms/human/log-replay'],
  ])('%s wanted: %s shown', (wanted, shown) => expect(comparedMetric(all, wanted)).toBe(shown));
  it('show what there is, or nothing', () => {
    expect(comparedMetric([difference('fde@1s/model')], 'x')).toBe('fde@1s/model');
    expect(comparedMetric([], 'ade@4s/10Hz')).toBeNull();
  });
});

it.each([
  // mean, low, high in shares; low end, high end and ticks of the axis × 100
  [-0.031, -0.05, -0.012, [-5, -4, -3, -2, -1, 0]],
  [0.066, 0.059, 0.073, [0, 2, 4, 6, 8]],
  [0, 0, 0, [0, 0.2]],
  [0.1, -0.9, 1, [-100, -50, 0, 50, 100]],
])('axis of %f [%f, %f]', (mean, low, high, ticks) => {
  const axis = intervalAxis([row('epdms/human/log-replay', mean, low, high)], 'share')!;
  expect(axis.ticks.map((tick) => tick * 100)).toHaveLength(ticks.length);
  axis.ticks.forEach((tick, i) => expect(tick * 100).toBeCloseTo(ticks[i], 9));
  expect([axis.low, axis.high]).toEqual([axis.ticks[0], axis.ticks.at(-1)]);
  expect(axis.low).toBeLessThanOrEqual(low);
  expect(axis.high).toBeGreaterThanOrEqual(high);
});
it('a family without the unit has no axis of it', () =>
  expect(intervalAxis([row('epdms/human/log-replay')], 'm')).toBeNull());

describe('order of the clips', () => {
  const deltas: ScoreDeltas = {
    metric: 'epdms/human/log-replay',
    clipIds: ['d:a', 'd:b', 'd:c', 'd:d'],
    a: [0, 0.5, 0.5, 1],
    b: [0.6, 0.6, 0.5, 0.1],
    flips: [null, null, null, null],
  };
  it.each([
    ['higher', 'worseA', null, [0, 1, 2, 3]],
    ['higher', 'worseB', null, [3, 2, 1, 0]],
    ['lower', 'worseA', null, [3, 2, 1, 0]],
    ['lower', 'worseB', null, [0, 1, 2, 3]],
    ['higher', 'apart', null, [3, 0, 1, 2]],
    ['higher', 'worseB', ['d:a', 'd:d', 'd:gone'], [3, 0]],
    ['higher', 'apart', [], []],
  ] as const)('%s is better, %s, within %j', (better, order, within, expected) =>
    expect(orderedClips(deltas, better, order, within && new Set(within))).toEqual(expected),
  );
});

it.each([
  [{ term: 'nc', a: 0, b: 1 }, true, 'NC 0→1', 'fail'],
  [{ term: 'ddc', a: 1, b: 0.5 }, true, 'DDC 1→.5', 'half'],
  [{ term: 'ttc', a: 0.8333333, b: 0 }, false, 'TTC .83→0', 'half'],
  [{ term: 'ep', a: 0.4, b: 0.9 }, false, 'EP', 'half'],
] as const)('flip %j', (flip, isGate, words, verdict) => {
  expect(flipWords(flip)).toBe(words);
  expect(flipVerdict(flip, isGate)).toBe(verdict);
});

it.each([
  ['ArrowUp', [0, 1]],
  ['ArrowDown', [2, 1]],
  ['ArrowLeft', [1, 0]],
  ['ArrowRight', [1, 2]],
  ['Home', [0, 1]],
  ['End', [4, 1]],
  ['Enter', null],
])('%s in a table of cells', (key, to) =>
  expect(movedCell({ row: 1, column: 1 }, key, 5, 4)).toEqual(to && { row: to[0], column: to[1] }),
);
it('the keyboard stops at the edges', () => {
  expect(movedCell({ row: 0, column: 0 }, 'ArrowUp', 5, 1)).toEqual({ row: 0, column: 0 });
  expect(movedCell({ row: 4, column: 3 }, 'ArrowRight', 5, 4)).toEqual({ row: 4, column: 3 });
});

describe('the outcome in a sentence', () => {
  it.each([
    [
      'epdms/human/log-replay',
      0.066,
      0.059,
      0.073,
      /: A is better by 6\.6, Δ \[\+5\.9, \+7\.3\], p′ = 0\.020; on 15\.0 % /,
    ],
    ['epdms/human/log-replay', -0.031, -0.05, -0.012, /: B is better by 3\.1, Δ \[−5\.0, −1\.2\].*; on 35\.0 % /],
    ['ade@4s/10Hz', -0.5, -0.6, -0.4, /: A is better by 0\.50/],
    ['ade@4s/10Hz', 0.1, -0.1, 0.3, /: no difference that the clips bear out\. Δ \+0\.10 \[−0\.10, \+0\.30\]/],
  ] as [string, number, number, number, RegExp][])('%s %f', (key, mean, low, high, words) =>
    expect(outcomeWords(row(key, mean, low, high))).toMatch(words),
  );
});

describe('clips on which runs are compared', () => {
  const opened = { clipIds: ['d:a'], before: undefined };
  it.each([
    [
      'the sign of the difference is left out',
      { deltaSign: 'negative', text: 'rain' } as const,
      null,
      { text: 'rain' },
    ],
    ['clips opened from here do not narrow it', { text: 'rain', clipIds: opened.clipIds }, opened, { text: 'rain' }],
    ['other chosen clips do', { clipIds: ['d:a'] }, opened, { clipIds: ['d:a'] }],
    [
      'an earlier choice of clips stays',
      { clipIds: opened.clipIds },
      { ...opened, before: ['d:a', 'd:b'] },
      { clipIds: ['d:a', 'd:b'] },
    ],
  ])('%s', (_, filter, from, expected) => expect(comparedFilter(filter, from)).toEqual(expected));
});

it.each([
  [0, 0, 'Imported 12 143 clips, EPDMS v2'],
  [1, 2, 'Imported 12 143 clips, EPDMS v2. Left out: 1 sample in no data set here, 2 that the kit could not score'],
])('import with %i unknown and %i invalid', (unknownTokens, invalid, words) =>
  expect(importedWords({ setting: 'EPDMS v2', clips: 12_143, unknownTokens, invalid }).replaceAll('\u00a0', ' ')).toBe(
    words,
  ),
);
