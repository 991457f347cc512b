import { describe, expect, it } from 'vitest';
import { hasMoreHorizons, metricFamilies } from '../../../src/renderer/compare/compared-metrics.ts';
import { deltaHistogram } from '../../../src/renderer/compare/histogram.ts';
import { besideMetrics } from '../../../src/renderer/score/beside-metrics.ts';
import { defaultMetric } from '../../../src/renderer/score/default-metric.ts';
import { deltaBar } from '../../../src/renderer/score/delta-bar.ts';
import { plansNothing, whyNotScored, type PanelRun } from '../../../src/renderer/score/scored-clip.ts';
import { worstInstantWords } from '../../../src/renderer/score/video-clip-score.tsx';
import {
  scoreInfoOf,
  type ClipScores,
  type PairedDifference,
  type RunSummary,
} from '../../../src/shared/domain/score.ts';
import type { Run } from '../../../src/shared/domain/run.ts';
import { videoMetricInfos, videoMetricKey, type VideoMetricInfo } from '../../../src/shared/domain/video-metric.ts';
import { interval, metricDelta, metricValue } from '../../../src/shared/words/numbers.ts';
import { equalWithin, printedScale, unitAfter, unitInHeading } from '../../../src/shared/words/score-units.ts';

const S = 1e6;
const info = (key: string): VideoMetricInfo => {
  const found = scoreInfoOf(key);
  if (found?.family !== 'video') throw new Error(`no metric ${key}`);
  return found;
};
const ssim = info('video/ssim@4s');
const psnr = info('video/psnr@4s');

describe('figures of predicted pictures', () => {
  it('are printed as they are, indices with three decimals', () => {
    expect(metricValue(0.6149, ssim)).toBe('0.615');
    expect(metricDelta(-0.0312, ssim)).toBe('−0.031');
    expect(metricValue(21.456, psnr)).toBe('21.46');
    expect(interval({ mean: 0.6, low: 0.55, high: 0.65, clips: 3, resamples: 1000, seed: 1 }, ssim)).toBe(
      '0.600 [0.550, 0.650]',
    );
  });
  it.each([
    ['m', 1, ' m', ', m'],
    ['dB', 1, ' dB', ', dB'],
    ['share', 100, '', ', %'],
    ['index', 1, '', ''],
  ] as const)('%s is printed × %i, with "%s" and "%s"', (unit, scale, after, heading) => {
    expect([printedScale(unit), unitAfter(unit), unitInHeading(unit)]).toEqual([scale, after, heading]);
  });
  it('differ where the third decimal does', () => {
    expect(deltaBar(0.025, 0.1, 'higher', 'index')).toEqual({ side: 'right', better: 'A', share: 0.25 });
    expect(deltaBar(0.0004, 0.1, 'higher', 'index').better).toBe('equal');
    expect(deltaHistogram([0.02, -0.01, 0.0001], equalWithin.index).equal).toBe(1);
  });
});

describe('metrics beside each other', () => {
  it('are those of one second', () => {
    expect(besideMetrics(ssim).map((i) => i.title)).toEqual(['SSIM@4s', 'PSNR@4s', 'CosSim@4s']);
  });
  const difference = (metric: string) => ({ metric }) as PairedDifference;
  const all = videoMetricInfos.map((i) => difference(i.key));
  const titles = (differences: PairedDifference[], chosen: string, allHorizons = false) =>
    metricFamilies(differences, chosen, allHorizons).map((f) => `${f.title}: ${String(f.rows.length)}`);
  it('stand under the chosen second, else under the latest up to 4 s', () => {
    const at = (s: number) => `Predicted pictures against recorded ones after ${String(s)} s: 3`;
    expect(titles(all, 'video/psnr@8s')).toEqual([at(8)]);
    expect(titles(all, 'ade@4s/10Hz')).toEqual([at(4)]);
    expect(titles(all, 'ade@4s/10Hz', true)).toEqual([8, 4, 2, 1].map(at));
    expect(hasMoreHorizons(all)).toBe(true);
    const early = all.filter((d) => /@[12]s$/.test(d.metric));
    expect(titles(early, 'video/ssim@8s')).toEqual([at(2)]);
    expect(hasMoreHorizons(early.filter((d) => d.metric.endsWith('@1s')))).toBe(false);
  });
  it('do not mix with distances', () => {
    expect(titles([difference('ade@4s/10Hz'), difference(ssim.key)], ssim.key)).toEqual([
      'Distance from the driven path over 4 s, 10 Hz: 1',
      'Predicted pictures against recorded ones after 4 s: 1',
    ]);
  });
});

describe('the metric that is shown first', () => {
  const has = (...keys: string[]): Pick<RunSummary, 'metrics'> => ({
    metrics: Object.fromEntries(keys.map((key) => [key, {} as RunSummary['metrics'][string]])),
  });
  const world = has(videoMetricKey('ssim', 1), videoMetricKey('ssim', 4), videoMetricKey('psnr', 4));
  const planner = has('ade@4s/10Hz');
  it.each([
    ['a planner', [planner], 1, 'ade@4s/10Hz'],
    ['a world model', [world], 1, 'video/ssim@4s'],
    ['a world model beside the reference', [world, planner], 1, 'video/ssim@4s'],
    ['a world model on short clips', [has('video/ssim@1s')], 1, 'video/ssim@1s'],
    ['both', [world, planner], 2, 'ade@4s/10Hz'],
    ['nothing scored', [has()], 1, 'ade@4s/10Hz'],
  ] as const)('of %s', (_, summaries, shown, metric) => expect(defaultMetric(summaries, shown)).toBe(metric));
});

describe('a run that plans nothing', () => {
  const panel = (part: Partial<PanelRun>): PanelRun => ({
    key: 'A',
    short: 'A',
    run: { status: 'done', failures: [], parameters: {} } as unknown as Run,
    scores: null,
    predictions: null,
    ...part,
  });
  const made = (plans: number, videos: number) =>
    ({
      predictions: Array(plans).fill({}),
      videos: Array(videos).fill({}),
      skipped: [],
    }) as unknown as PanelRun['predictions'];
  const world = panel({ predictions: made(0, 3) });
  const planner = panel({ predictions: made(5, 0) });
  const ade = scoreInfoOf('ade@4s/10Hz')!;
  it.each([
    ['a world model by distance', world, ade, 'a world model plans nothing'],
    ['a planner by pictures', planner, ssim, 'its family predicts no video'],
    ['a world model by pictures that were not scored', { ...world, scores: {} as ClipScores }, ssim, null],
  ] as const)('%s', (_, run, metric, why) => {
    const scores = run.scores && ({ frames: [] } as unknown as ClipScores);
    expect(whyNotScored({ ...run, scores }, 'd:c', null, metric)).toBe(why);
  });
  it('is known by what it made, else by how it was started', () => {
    const started = panel({ run: { parameters: { video: { steps: 4 } } } as unknown as Run });
    expect([world, planner, started, panel({})].map(plansNothing)).toEqual([true, false, true, false]);
  });
  it('says where the log ends before the second', () => {
    const scores = { frames: [{ frame: 3, values: { 'video/ssim@1s': 0.7 } }] } as unknown as ClipScores;
    expect(whyNotScored({ ...world, scores }, 'd:c', 3, ssim)).toBe('the log ends before 4 s');
  });
});

describe('where pictures are worst', () => {
  const scores = (...values: number[]) => ({
    frames: values.map((value, frame) => ({ frame, values: { [ssim.key]: value } })),
  });
  const clip = { startUs: 100 * S, frames: [0, 1, 2].map((i) => ({ timeUs: (100 + 2 * i) * S })) };
  const say = (...runs: Parameters<typeof worstInstantWords>[0]) => {
    const words = worstInstantWords(runs, ssim, clip as unknown as Parameters<typeof worstInstantWords>[2]);
    return words && { words: words.lead + words.rest, at: words.timeUs / S };
  };
  it('is told of the first scored run, with the others there', () => {
    expect(say({ letter: 'A', scores: null }, { letter: 'B', scores: scores(0.7, 0.4, 0.5) })).toEqual({
      words: 'B predicts worst from 00:02.00: SSIM@4s 0.400.',
      at: 102,
    });
    expect(say({ letter: 'A', scores: scores(0.7, 0.4) }, { letter: 'B', scores: scores(0.9, 0.8) })?.words).toBe(
      'A predicts worst from 00:02.00: SSIM@4s 0.400. There: B 0.800.',
    );
  });
  it('is not told where nothing is scored, or one instant alone', () => {
    expect(say({ letter: 'A', scores: scores() })).toBeNull();
    expect(say({ letter: 'A', scores: scores(0.7) })).toBeNull();
  });
});
