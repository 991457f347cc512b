import type { Estimate, LabFigures, LabKind, LabResult, PairTest } from '../../../src/shared/domain/lab.ts';

const estimate = (mean: number, half: number): Estimate => ({
  mean,
  low: Number((mean - half).toFixed(6)),
  high: Number((mean + half).toFixed(6)),
  clips: 60,
});
const net = { modelId: 'net', title: 'Net', width: 128, fidName: 'FID-small', kidName: 'KID-small' };
const test: PairTest = {
  a: 'A',
  b: 'B, standing in for "C"',
  metric: 'steering RMSE',
  clips: 60,
  difference: estimate(-0.01, 0.005),
  t: -3.2,
  p: 0.002,
  pCorrected: 0.03,
  cohenD: -0.4,
};

const figures: { [K in LabKind]: Extract<LabFigures, { kind: K }> } = {
  frontier: {
    kind: 'frontier',
    featureNet: net,
    points: [
      {
        way: 'diffusion',
        modelId: 'dit-wam',
        alpha: null,
        horizonS: 8,
        windows: 60,
        kid: { mean: 0.0712345, sd: 0.01 },
        fid: 12.5,
        cosSim: estimate(0.25, 0.05),
        ssim: estimate(0.5, 0.1),
        psnr: estimate(20, 1),
        sharpness: estimate(0.9, 0.1),
      },
      {
        way: 'copy',
        modelId: null,
        alpha: null,
        horizonS: 8,
        windows: 1,
        kid: null,
        fid: null,
        cosSim: { mean: 0.5, low: null, high: null, clips: 1 },
        ssim: { mean: 0.5, low: null, high: null, clips: 1 },
        psnr: { mean: 20, low: null, high: null, clips: 1 },
        sharpness: { mean: 0, low: null, high: null, clips: 0 },
      },
    ],
  },
  control: {
    kind: 'control',
    steering: [-0.2, 0, 0.2],
    horizonS: 8,
    models: [
      {
        modelId: 'dit-wam',
        title: 'DiT-WAM',
        objective: 'x0',
        guidance: 2,
        scenes: [{ clipId: 'd:one', frame: 3, shiftsPx: [-1, 0, 2], rho: 0.9, slope: 7.5 }],
        rho: estimate(0.9, 0.05),
        validScenes: 1,
        positiveShare: 1,
        inverse: { scenes: 1, meanError: 0.1, chance: 0.16, ratio: 0.625 },
        yaw: { rho: estimate(0.8, 0.1), validScenes: 1, positiveShare: 1, probeCorrelation: 0.7 },
      },
      {
        modelId: 'still',
        title: 'Still',
        objective: 'direct',
        guidance: 1,
        scenes: [{ clipId: 'd:one', frame: 3, shiftsPx: [0, 0, 0], rho: null, slope: null }],
        rho: null,
        validScenes: 0,
        positiveShare: null,
        inverse: null,
        yaw: null,
      },
    ],
  },
  motion: {
    kind: 'motion',
    atS: [0, 2, 4, 6, 8],
    models: [
      {
        modelId: null,
        title: 'Copy of the present',
        way: 'copy',
        lf: estimate(0, 0),
        hf: estimate(0, 0),
        change: estimate(0, 0),
        direction: null,
        directionPairs: 0,
        magnitude: null,
      },
    ],
  },
  diagnosis: {
    kind: 'diagnosis',
    featureNet: null,
    rows: [
      {
        modelId: 'small',
        title: 'Small',
        changed: null,
        horizonS: 8,
        cosSim: estimate(0.5, 0.1),
        ssim: estimate(0.5, 0.1),
        latentMse: estimate(0.5, 0.1),
        fid: null,
        kid: null,
      },
    ],
    tests: [{ ...test, t: null, p: null, pCorrected: null, cohenD: null }],
  },
  probe: {
    kind: 'probe',
    trainClips: 42,
    testClips: 12,
    seeds: [0, 1, 2],
    encoders: [
      {
        modelId: 'b',
        title: 'B, standing in for "C"',
        width: 128,
        projected: true,
        frames: 4,
        steering: estimate(0.058, 0.01),
        acceleration: estimate(0.055, 0.004),
        steeringDeg: 19.94,
      },
    ],
    tests: [test],
  },
};

/** A result of each kind with everything that can be absent absent somewhere. */
export const sampleResult = (kind: LabKind): LabResult => ({
  record: {
    labId: `${kind}-20261120T114012345-0c91fa`,
    request: { kind, filter: {}, modelIds: [], windows: 60, steps: 50, seed: 42 },
    createdUs: 1_795_175_621_124_000,
    durationS: 125,
    clips: 60,
    windows: 60,
    models: [{ modelId: 'dit-wam', title: 'DiT-WAM', version: '1.0.0', hash: 'ff', parameters: 3_000_000 }],
    provider: 'cpu',
    threads: 1,
    stageMs: { 'dit-wam': { network: 120.5 } },
    skipped: [{ clipId: 'd:two', reason: 'no camera' }],
    notes: ['a note'],
    problem: null,
  },
  figures: figures[kind],
});
