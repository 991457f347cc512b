import { describe, expect, it } from 'vitest';
import type { Estimate, FrontierPoint, LabFigures, QuotedValue } from '../../../src/shared/domain/lab.ts';
import { apart, axisOf, placeOn, tickWritten } from '../../../src/renderer/lab/figures/axis.ts';
import { wholeNumber } from '../../../src/renderer/lab/figures/compute-form.tsx';
import { meanShifts } from '../../../src/renderer/lab/figures/control-figure.tsx';
import { estimateWritten } from '../../../src/renderer/lab/figures/estimates.ts';
import { figureTables } from '../../../src/renderer/lab/figures/figure-tables.ts';
import {
  controlForest,
  diagnosisForest,
  motionForest,
  probeForest,
  quotedProbeForest,
} from '../../../src/renderer/lab/figures/forest-models.ts';
import { frontierLines, horizonsOf, marksAt, quotedMarks } from '../../../src/renderer/lab/figures/frontier-model.ts';

type FiguresOf<K extends LabFigures['kind']> = Extract<LabFigures, { kind: K }>;
const est = (mean: number, half = 0.1): Estimate => ({ mean, low: mean - half, high: mean + half, clips: 9 });
const quote = (
  kind: QuotedValue['kind'],
  of: string,
  metric: string,
  value: number,
  on = 'nuScenes, 8 s',
): QuotedValue => ({
  kind,
  of,
  metric,
  value,
  low: null,
  high: null,
  on,
  source: 'a paper, table 2',
  secondHand: false,
});

describe('an axis', () => {
  it.each([
    [[0.59, 0.81], 0.55, 0.85, 2],
    [[-3.4, 2.9], -4, 4, 0],
    [[150, 371], 150, 400, 0],
    [[5, 5], 4.7, 5.3, 1],
  ])('of %o goes from %d to %d', (values, low, high, decimals) => {
    const axis = axisOf(values)!;
    expect(axis.low).toBeLessThanOrEqual(Math.min(...values));
    expect(axis.high).toBeGreaterThanOrEqual(Math.max(...values));
    expect([axis.low, axis.high, axis.decimals]).toEqual([low, high, decimals]);
  });
  it('leaves out what is not there', () => {
    expect(axisOf([null, Number.NaN])).toBeNull();
    expect(axisOf([null, 1, 2])?.ticks.at(0)).toBe(1);
  });
  it('places values and writes ticks with the decimals of its steps', () => {
    const axis = axisOf([-0.3, 0.2])!;
    expect(placeOn(axis, axis.low, 10, 110)).toBe(10);
    expect(placeOn(axis, axis.high, 10, 110)).toBe(110);
    expect(tickWritten(axis, -0.1)).toBe('−0.1');
    expect(tickWritten(axis, 0)).toBe('0');
  });
});

it('labels that meet are moved apart, others stay', () => {
  const [a, b, c] = apart([
    { x: 0, y: 20, width: 40 },
    { x: 30, y: 22, width: 40 },
    { x: 200, y: 20, width: 40 },
  ]);
  expect([a, c]).toEqual([20, 20]);
  expect(b - a).toBeGreaterThanOrEqual(12);
});

const point = (way: FrontierPoint['way'], fid: number | null, cos: number, part: Partial<FrontierPoint> = {}) => ({
  way,
  modelId: way === 'direct' ? 'twin' : way === 'copy' ? null : 'world',
  alpha: null,
  horizonS: 8,
  windows: 40,
  kid: { mean: fid === null ? 0 : fid / 1000, sd: 0.01 },
  fid,
  cosSim: est(cos),
  ssim: est(0.5),
  psnr: est(20, 1),
  sharpness: est(0.9),
  ...part,
});
const frontier: FiguresOf<'frontier'> = {
  kind: 'frontier',
  featureNet: { modelId: 'net', title: 'Small net', width: 192, fidName: 'FID-small', kidName: 'KID-small' },
  points: [
    point('direct', 20, 0.8),
    point('interpolation', 12, 0.75, { alpha: 0.75 }),
    point('interpolation', 8, 0.74, { alpha: 0.5 }),
    point('calibrated', 7, 0.65),
    point('diffusion', 22, 0.61),
    point('copy', 9, 0.68),
    point('direct', 10, 0.9, { horizonS: 1 }),
    point('jump', null, 0.7),
  ],
};

describe('the frontier', () => {
  it('is a line from calibrated over the mixtures to direct; raw diffusion, copy and what has no FID are off it', () => {
    const marks = marksAt(frontier, 8, 'fid', 'cosSim');
    expect(frontierLines(marks).map((line) => line.map((m) => m.name))).toEqual([
      ['calibrated', 'α 0.50', 'α 0.75', 'direct'],
    ]);
    expect(horizonsOf(frontier)).toEqual([1, 8]);
    expect(marks.find((m) => m.name === 'jump')?.x).toBeNull();
  });

  it('has KID as its mean over the subsets', () =>
    expect(marksAt(frontier, 8, 'kid', 'ssim')[0]).toMatchObject({ x: 0.02, y: { mean: 0.5 } }));

  const quoted = [
    quote('frontier', 'direct', 'FID', 370.8, 'nuScenes, 8 s, 150 windows'),
    quote('frontier', 'direct', 'KID', 0.375, 'nuScenes, 8 s, 150 windows, standard deviation over subsets 0.01633'),
    quote('frontier', 'direct', 'CosSim', 0.471, 'nuScenes, 8 s, 150 windows'),
    quote('frontier', 'direct', 'FID', 350.8, 'nuScenes, 8 s, 600 windows'),
    quote('frontier', 'diffusion', 'CosSim', 0.233, 'nuScenes, 8 s, 150 windows'),
    quote('frontier', 'VAE round trip', 'FID', 0, 'nuScenes, 8 s, 150 windows'),
    quote('frontier', 'VAE round trip', 'CosSim', 1, 'nuScenes, 8 s, 150 windows'),
  ];
  it('pairs quoted values of one way on one data set only', () => {
    expect(quotedMarks(quoted, 'fid', 'cosSim').map((m) => [m.name, m.x, m.y])).toEqual([['direct', 370.8, 0.471]]);
    expect(quotedMarks(quoted, 'kid', 'cosSim').map((m) => m.x)).toEqual([0.375]);
    expect(quotedMarks(quoted, 'fid', 'psnr')).toEqual([]);
  });

  it('has its small net’s distances under their own name, and quoted FID in a table of its own', () => {
    const [own, paper] = figureTables(frontier, quoted);
    expect(own.columns).toContain('FID-small');
    expect(own.columns).not.toContain('FID');
    expect(own.rows[7][3]).toBe('–');
    expect(paper).toMatchObject({ quoted: true, columns: ['Of', 'Metric', 'Quoted value', 'On', 'Source'] });
    expect(own.rows.flat().join(' ')).not.toContain('371');
  });
});

const controlModel = (objective: string, title: string, rho: Estimate | null) => ({
  modelId: title,
  title,
  objective,
  guidance: 1,
  scenes: [
    { clipId: 'd:a', frame: 0, shiftsPx: [-4, 0, 2], rho: 1, slope: 9 },
    { clipId: 'd:b', frame: 0, shiftsPx: [-2, 0, 4], rho: 1, slope: 9 },
  ],
  rho,
  validScenes: 2,
  positiveShare: 1,
  inverse: null,
  yaw: null,
});
const control: FiguresOf<'control'> = {
  kind: 'control',
  steering: [-0.3, 0, 0.2],
  horizonS: 8,
  models: [
    controlModel('x0', 'World', est(0.84)),
    controlModel('direct', 'Twin', null),
    controlModel('epsilon', 'Noise', est(0.4)),
  ],
};

describe('control', () => {
  it('has a quoted value below the first model that it is of', () => {
    const quoted = [
      quote('control', 'diffusion', 'rho', 0.81),
      quote('control', 'direct', 'rho', -0.18),
      quote('control', 'jump', 'rho', 0.5),
    ];
    const forest = controlForest(control, quoted)!;
    expect(forest.rows.map((r) => (r.quoted ? `quoted ${r.name}` : r.name))).toEqual([
      'World',
      'quoted diffusion',
      'Twin',
      'quoted direct',
      'Noise',
    ]);
    expect(forest.rows[2].values).toEqual([null]);
    expect(forest.rows[1].values[0]?.words).toContain('a paper, table 2');
  });
  it('has the mean of its scenes', () => expect(meanShifts(control.models[0], 3)).toEqual([-3, 0, 3]));
});

describe('forests', () => {
  const motion: FiguresOf<'motion'> = {
    kind: 'motion',
    atS: [2, 4, 6, 8],
    models: [
      {
        modelId: 'j',
        title: 'Jump',
        way: 'model',
        lf: est(1),
        hf: est(0.5),
        change: est(0.8),
        direction: null,
        directionPairs: 0,
        magnitude: null,
      },
    ],
  };
  it('leave out columns that nobody has a value for and put quoted rows last', () => {
    const forest = motionForest(motion, [quote('motion', 'jump', 'LF', 1.02), quote('control', 'jump', 'rho', 1)])!;
    expect(forest.columns.map((c) => c.title)).toEqual(['LF / truth', 'HF / truth', 'change / truth']);
    expect(forest.rows.map((r) => [r.name, r.quoted ?? false])).toEqual([
      ['Jump', false],
      ['jump', true],
    ]);
    expect(forest.rows[1].values.map((v) => v?.mean ?? null)).toEqual([1.02, null, null]);
  });

  it('of probes keep quoted values on axes of their own', () => {
    const probe: FiguresOf<'probe'> = {
      kind: 'probe',
      trainClips: 60,
      testClips: 20,
      seeds: [0, 1, 2],
      encoders: [
        {
          modelId: 'e',
          title: 'Random',
          width: 512,
          projected: true,
          frames: 1,
          steering: est(0.2),
          acceleration: est(0.1),
          steeringDeg: 6.9,
        },
      ],
      tests: [],
    };
    const quoted = [
      quote('probe', 'DINO', 'steering RMSE', 0.104),
      quote('probe', 'A against B', 't of steering RMSE', 8),
    ];
    expect(probeForest(probe)!.rows).toHaveLength(1);
    expect(probeForest(probe)!.columns[0].axis.low).toBeGreaterThan(0.05);
    const paper = quotedProbeForest(quoted)!;
    expect(paper.rows.map((r) => r.name)).toEqual(['DINO']);
    expect(paper.columns.map((c) => c.title)).toEqual(['steering RMSE']);
    expect(figureTables(probe, quoted).map((t) => t.quoted ?? false)).toEqual([false, true]);
  });

  it('of twins have a small net’s FID under its name, and one horizon', () => {
    const row = (title: string, horizonS: number, fid: number | null) => ({
      modelId: title,
      title,
      changed: title === 'x0' ? null : 'objective',
      horizonS,
      cosSim: est(0.7),
      ssim: est(0.5),
      latentMse: est(0.3),
      fid,
      kid: null,
    });
    const diagnosis: FiguresOf<'diagnosis'> = {
      kind: 'diagnosis',
      featureNet: frontier.featureNet,
      rows: [row('x0', 1, 3), row('x0', 8, 7), row('epsilon', 8, 9)],
      tests: [
        {
          a: 'x0',
          b: 'epsilon',
          metric: 'cosSim',
          clips: 9,
          difference: est(0.02, 0.01),
          t: 3.1,
          p: 0.01,
          pCorrected: 0.03,
          cohenD: 1,
        },
      ],
    };
    const forest = diagnosisForest(diagnosis, 8)!;
    expect(forest.rows.map((r) => `${r.name}, ${r.detail ?? ''}`)).toEqual([
      'x0, reference',
      'epsilon, other objective',
    ]);
    expect(forest.columns.at(-1)?.title).toBe('FID-small');
    expect(figureTables(diagnosis, [])[1].rows[0]).toEqual([
      'x0',
      'epsilon',
      'cosSim',
      '+0.0200 [0.0100, 0.0300]',
      '3.10',
      '0.030',
      '1.00',
      '9',
    ]);
  });
});

it.each([
  [est(0.5), '0.500 [0.400, 0.600]'],
  [{ mean: 0.5, low: null, high: null, clips: 1 }, '0.500'],
  [null, '–'],
])('an estimate is written as %s', (estimate, written) => expect(estimateWritten(estimate)).toBe(written));

it.each([
  ['40', 40],
  [' 40 ', 40],
  ['', null],
  ['4.5', null],
  ['1', null],
  ['9000', null],
  ['x', null],
])('a field with %j is %s', (text, value) => expect(wholeNumber(text, 2, 5000)).toBe(value));
