import { describe, expect, it } from 'vitest';
import type { ReportMetric } from '../../../src/main/reports/data/report-data.ts';
import { verdictOf } from '../../../src/main/reports/data/verdict.ts';

const interval = (mean: number, low: number, high: number, clips = 40) => ({
  mean,
  low,
  high,
  clips,
  resamples: 1000,
  seed: 1,
});
const paired = (mean: number, low: number, high: number, clips = 40) => ({
  delta: interval(mean, low, high, clips),
  p: 0.01,
  pCorrected: 0.1,
  betterA: 11,
  betterB: clips - 12,
  equal: 1,
});
const metric = (part: Partial<ReportMetric>): ReportMetric => ({
  key: 'ade@4s/10Hz',
  title: 'ADE@4s, 10 Hz',
  unit: 'm',
  better: 'lower',
  runs: [interval(1.5, 1.2, 1.8), interval(1.1, 0.9, 1.4)],
  constantVelocity: null,
  paired: null,
  ...part,
});

describe('the sentence on two runs', () => {
  it.each<[string, ReportMetric, RegExp, RegExp]>([
    [
      'A errs more',
      metric({ paired: paired(0.42, 0.31, 0.55) }),
      /^B is 0\.42 m better in ADE@4s/,
      /interval \+0\.31 to \+0\.55, 40 clips/,
    ],
    ['A errs less', metric({ paired: paired(-0.42, -0.55, -0.31) }), /^A is 0\.42 m better/, /−0\.55 to −0\.31/],
    ['higher is better', metric({ better: 'higher', paired: paired(0.42, 0.31, 0.55) }), /^A is 0\.42 m better/, /./],
    [
      'the interval holds 0',
      metric({ paired: paired(0.42, -0.01, 0.8) }),
      /^No difference between A and B is shown\.$/,
      /\+0\.42 m .*which includes 0/,
    ],
    ['the interval touches 0', metric({ paired: paired(0.42, 0, 0.8) }), /^No difference/, /includes 0/],
    [
      'few clips',
      metric({ paired: paired(0.42, 0.31, 0.55, 5) }),
      /^B is 0\.42 m better/,
      /5 clips are few: the interval itself is uncertain\./,
    ],
    ['one clip', metric({ paired: paired(0.42, 0.42, 0.42, 1) }), /^One clip cannot show a difference\.$/, /0\.42/],
    ['no clip of both', metric({}), /^A and B cannot be compared\.$/, /No clip has ADE/],
    [
      'shares in points',
      metric({ unit: 'share', title: 'Miss rate@4s, 10 Hz', paired: paired(-0.125, -0.2, -0.05) }),
      /^A is 12\.5 points better/,
      /−20\.0 to −5\.0/,
    ],
  ])('%s', (_, given, lead, rest) => {
    const verdict = verdictOf(given, ['A', 'B']);
    expect(verdict.lead).toMatch(lead);
    expect(verdict.rest).toMatch(rest);
  });

  it('counts who is better where', () => {
    expect(verdictOf(metric({ paired: paired(0.4, 0.3, 0.5) }), ['A', 'B']).rest).toContain(
      'A is better on 11 clips, B on 28, 1 equal.',
    );
  });
});

describe('the sentence on one run', () => {
  const own = metric({ runs: [interval(1.5, 1.2, 1.8)] });
  it.each<[string, ReportMetric['paired'], RegExp]>([
    ['worse than constant velocity', paired(0.5, 0.2, 0.8), /0\.50 m worse than constant velocity on the same clips/],
    ['better than constant velocity', paired(-0.5, -0.8, -0.2), /0\.50 m better than constant velocity/],
    ['no different', paired(-0.5, -0.8, 0.2), /No difference from constant velocity is shown/],
    ['without it', null, /^\(95 % interval 1\.20 to 1\.80, 40 clips\)\.$/],
  ])('%s', (_, against, rest) => {
    const verdict = verdictOf(own, ['A'], against);
    expect(verdict.lead).toBe('A is at 1.50 m in ADE@4s, 10 Hz');
    expect(verdict.rest).toMatch(rest);
  });

  it('without a score', () => {
    expect(verdictOf(metric({ runs: [null] }), ['A']).lead).toBe('A has no ADE@4s, 10 Hz.');
  });
});
