import { describe, expect, it } from 'vitest';
import { givenVideoOptions } from '../../../src/main/hosts/cli/video-options.ts';
import { reasonAgainst } from '../../../src/main/pipelines/dit-wam/setting-use.ts';
import { videoMeans, videoTable } from '../../../src/main/hosts/cli/video-scores.ts';

describe('options of world models on a command line', () => {
  it('are those that were named, as numbers', () => {
    expect(givenVideoOptions({ json: true })).toEqual({});
    expect(
      givenVideoOptions({ steps: '20', guidance: '1.5', seed: '0', calibrate: 'none', blend: '0.5', every: '4' }),
    ).toEqual({ steps: 20, guidance: 1.5, seed: 0, calibrate: 'none', blend: 0.5, everyS: 4 });
  });

  it.each([
    [{ steps: '0' }, '--steps 0'],
    [{ steps: '2.5' }, '--steps 2.5'],
    [{ steps: 'many' }, '--steps many'],
    [{ guidance: '-1' }, '--guidance -1'],
    [{ calibrate: 'oracle' }, '--calibrate oracle'],
    [{ blend: '1.1' }, '--blend 1.1'],
    [{ every: '0' }, '--every 0'],
  ])('%j cannot be used', (options, title) => {
    expect(() => givenVideoOptions(options)).toThrow(title);
  });
});

describe('an option that changes nothing', () => {
  const calibration = { windows: 1, steps: 1, predicted: { mean: [], std: [] }, truth: { mean: [], std: [] } };
  it.each([
    ['steps', { objective: 'x0' }, null],
    ['steps', { objective: 'epsilon' }, null],
    ['steps', { objective: 'direct' }, 'one pass'],
    ['seed', { objective: 'jump' }, 'chain of jumps'],
    ['everyS', { objective: 'jump' }, null],
    ['calibrate', { objective: 'x0', calibration }, null],
    ['calibrate', { objective: 'x0' }, 'no calibration'],
    ['calibrate', { objective: 'direct', calibration }, 'one pass'],
    ['blend', { objective: 'x0', direct: 'twin' }, null],
    ['blend', { objective: 'x0' }, 'no direct twin'],
  ] as const)('%s for %j', (setting, model, words) => {
    const reason = reasonAgainst(setting, setting === 'calibrate' ? 'train' : 1, {
      calibration: undefined,
      direct: undefined,
      ...model,
    });
    if (words === null) expect(reason).toBeNull();
    else expect(reason).toContain(words);
  });
});

it('no calibration is what a model without one does anyway', () => {
  const model = { objective: 'x0', calibration: undefined, direct: undefined } as const;
  expect(reasonAgainst('calibrate', 'none', model)).toBeNull();
});

describe('scores of predicted pictures', () => {
  const of = (clipId: string, values: Record<string, number>) => ({ runId: 'r', clipId, values });

  it('are means over the clips that have each, and columns only for horizons that any clip has', () => {
    const means = videoMeans([
      of('a', { 'video/ssim@2s': 0.5, 'video/psnr@2s': 20, 'ade@4s/10Hz': 3 }),
      of('b', { 'video/ssim@2s': 0.7, 'video/ssim@8s': 0.25 }),
      of('c', {}),
    ]);
    expect(means['video/ssim@2s'].mean).toBeCloseTo(0.6, 12);
    expect(Object.fromEntries(Object.entries(means).map(([key, { clips }]) => [key, clips]))).toEqual({
      'video/ssim@2s': 2,
      'video/ssim@8s': 1,
      'video/psnr@2s': 1,
    });
    const [heads, ssim, psnr, cosSim, clips] = videoTable(means)
      .split('\n')
      .map((line) => line.split(/ {2,}/));
    expect(heads).toEqual(['after', '2 s', '8 s']);
    expect(ssim).toEqual(['SSIM', '0.600', '0.250']);
    expect(psnr.slice(1)).toEqual(['20.00', '–']);
    expect(cosSim.slice(1)).toEqual(['–', '–']);
    expect(clips.slice(1)).toEqual(['2', '1']);
  });
});
