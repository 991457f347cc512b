import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FrontierPoint, LabFigures, LabKind, LabResult } from '../../../src/shared/domain/lab.ts';
import { labBenchmark, type LabBenchmark } from './lab-workspace.ts';

let bench: LabBenchmark;
beforeAll(async () => {
  bench = await labBenchmark();
}, 180_000);
afterAll(() => bench.close());

const figuresOf = <K extends LabKind>({ figures }: LabResult, kind: K): Extract<LabFigures, { kind: K }> => {
  if (figures.kind !== kind) throw new Error(`figures of ${figures.kind}`);
  return figures as Extract<LabFigures, { kind: K }>;
};
/** The runtime adds numbers up in an order that hangs on where they lie in memory: the last digits may differ. */
const rounded = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (_, v: unknown) => (typeof v === 'number' ? Number(v.toFixed(5)) : v)));
const small = { windows: 8, steps: 2, seed: 3 };

describe('the frontier', () => {
  let result: LabResult;
  let points: FrontierPoint[];
  beforeAll(async () => {
    result = await bench.run({ kind: 'frontier', ...small });
    points = figuresOf(result, 'frontier').points;
  }, 180_000);
  const at = (way: FrontierPoint['way'], horizonS: number, alpha: number | null = null) => {
    const found = points.find((p) => p.way === way && p.horizonS === horizonS && p.alpha === alpha);
    if (!found) throw new Error(`no point ${way} at ${horizonS} s`);
    return found;
  };

  it('has every way at every horizon where it has a picture', () => {
    const ways = (horizonS: number) =>
      points.filter((p) => p.horizonS === horizonS).map((p) => [p.way, p.alpha ?? ''].join(' ').trim());
    const all = [
      'copy',
      'direct',
      'diffusion',
      'calibrated',
      'interpolation 0.25',
      'interpolation 0.5',
      'interpolation 0.75',
      'oracle',
    ];
    // Jumps are of 2 s.
    expect(ways(1).toSorted()).toEqual(all.toSorted());
    for (const horizonS of [2, 4, 8]) expect(ways(horizonS).toSorted()).toEqual([...all, 'jump'].toSorted());
    expect(points.every((p) => p.windows === 8 && p.cosSim.clips === 8)).toBe(true);
  });

  it('measures models that repeat the present as the copy of it', () => {
    for (const way of ['direct', 'jump'] as const)
      for (const horizonS of [2, 8]) {
        const [own, copy] = [at(way, horizonS), at('copy', horizonS)];
        expect(own.cosSim.mean).toBeCloseTo(copy.cosSim.mean, 4);
        expect(own.ssim.mean).toBeCloseTo(copy.ssim.mean, 2);
        expect(own.kid?.mean).toBeCloseTo(copy.kid?.mean ?? NaN, 3);
      }
  });

  it('mixes between diffusion and its twin', () => {
    const [raw, direct] = [at('diffusion', 8), at('direct', 8)];
    const mixed = [0.25, 0.5, 0.75].map((alpha) => at('interpolation', 8, alpha));
    const means = [raw, ...mixed, direct].map((p) => p.cosSim.mean);
    expect(new Set(means).size).toBe(5);
    // A random network's future is far from the recorded one, the present is nearer: each share of it helps.
    expect(means).toEqual(means.toSorted((a, b) => a - b));
  });

  it('takes calibrations as what they are', () => {
    expect(at('calibrated', 8).psnr.mean).not.toBeCloseTo(at('diffusion', 8).psnr.mean, 3);
    expect(at('oracle', 8).psnr.mean).not.toBeCloseTo(at('calibrated', 8).psnr.mean, 3);
    expect(result.record.notes.join(' ')).toContain('cannot be had in use');
    expect(result.record.notes).toContain('Pictures: of CAM_FRONT, the middle square, shrunk by area to 32 px.');
  });

  it('names its feature net and says where FID means little', () => {
    expect(figuresOf(result, 'frontier').featureNet).toEqual({
      modelId: 'colours',
      title: 'colours',
      width: 3,
      fidName: 'FID-small',
      kidName: 'KID-small',
    });
    expect(points.every((p) => p.fid !== null && p.kid !== null)).toBe(true);
  });

  it('records what took part, not what was looked at', () => {
    const { models, stageMs, clips, windows } = result.record;
    expect(models.map((m) => m.modelId).toSorted()).toEqual(['diffusion', 'jump', 'still']);
    expect(models.every((m) => /^[0-9a-f]{64}$/.test(m.hash))).toBe(true);
    expect(stageMs.diffusion.network).toBeGreaterThan(0);
    expect(Object.keys(stageMs)).toContain('test-vae');
    expect([clips, windows]).toEqual([8, 8]);
  });

  it('gives the same figures for the same request, other ones for another seed', async () => {
    const again = await bench.run({ kind: 'frontier', ...small });
    expect(rounded(again.figures)).toEqual(rounded(result.figures));
    const other = await bench.run({ kind: 'frontier', ...small, seed: 4 });
    expect(figuresOf(other, 'frontier').points).not.toEqual(points);
  });
});

describe('control', () => {
  it('finds no answer to the wheel in a picture that never changes', async () => {
    const result = await bench.run({ kind: 'control', ...small, modelIds: ['still', 'jump', 'diffusion'] });
    const { steering, horizonS, models } = figuresOf(result, 'control');
    expect(steering).toHaveLength(5);
    expect([steering[0], steering[4]]).toEqual([-0.3, 0.2]);
    expect(horizonS).toBe(8);
    // What is sampled is tried with guidance too.
    expect(models.map((m) => [m.modelId, m.guidance])).toEqual([
      ['still', 1],
      ['jump', 1],
      ['diffusion', 1],
      ['diffusion', 2],
    ]);
    for (const model of models.slice(0, 2)) {
      expect(model).toMatchObject({ rho: null, validScenes: 0, positiveShare: null, inverse: null });
      expect(model.scenes).toHaveLength(8);
      expect(model.scenes.every((s) => s.shiftsPx.every((px) => px === 0) && s.slope === null)).toBe(true);
      expect(model.yaw).toMatchObject({ rho: null, validScenes: 0 });
    }
    // Frame 0 is the first instant of each clip.
    expect(new Set(models[2].scenes.map((s) => s.frame))).toEqual(new Set([0]));
    expect(models[2].yaw?.validScenes).toBe(8);
    expect(Math.abs(models[2].yaw?.probeCorrelation ?? 2)).toBeLessThanOrEqual(1);
  });
});

describe('motion', () => {
  it('sees none where the present is repeated', async () => {
    const { atS, models } = figuresOf(await bench.run({ kind: 'motion', ...small }), 'motion');
    expect(atS).toEqual([0, 2, 4, 6, 8]);
    const still = models.filter((m) => m.way === 'copy' || ['still', 'jump'].includes(m.modelId ?? ''));
    expect(still).toHaveLength(3);
    for (const model of still) {
      expect(model).toMatchObject({ direction: null, directionPairs: 0 });
      for (const part of [model.lf, model.hf, model.change]) expect(part.mean).toBeCloseTo(0, 2);
    }
    const sampled = models.filter((m) => m.modelId === 'diffusion');
    expect(sampled.map((m) => m.title)).toEqual(['diffusion, raw', 'diffusion, calibrated']);
    for (const model of sampled) expect(model.change.mean).toBeGreaterThan(0.01);
  });
});

describe('the diagnosis', () => {
  it('puts each twin against its reference', async () => {
    const { rows, tests } = figuresOf(await bench.run({ kind: 'diagnosis', ...small }), 'diagnosis');
    expect(rows.map((r) => [r.modelId, r.changed, r.horizonS])).toEqual([
      ['small', null, 8],
      ['small-alone', 'spatial tokens', 8],
      ['small-noise', 'objective', 8],
    ]);
    const alone = tests.filter((t) => t.a === 'small-alone');
    expect(alone.map((t) => t.metric)).toEqual(['CosSim', 'SSIM', 'latent MSE']);
    // It has the reference's very weights here, so there is nothing to find.
    for (const test of alone) expect(test).toMatchObject({ b: 'small', clips: 8, difference: { mean: 0 }, p: null });
    const noise = tests.find((t) => t.a === 'small-noise' && t.metric === 'latent MSE');
    expect(noise?.difference.mean).toBeCloseTo(rows[2].latentMse.mean - rows[0].latentMse.mean, 9);
    expect(noise?.pCorrected).toBeGreaterThanOrEqual(noise?.p ?? 1);
  });
});

describe('the encoder probe', () => {
  const modelIds = ['colours', 'four-frames', 'stand-in'];
  it('compares every pair on the same clips and says who stands in for whom', async () => {
    const result = await bench.run({ kind: 'probe', windows: 60, seed: 1, modelIds });
    const { encoders, tests, trainClips, testClips, seeds } = figuresOf(result, 'probe');
    expect(encoders.map((e) => e.title)).toEqual([
      'colours',
      'four-frames',
      'stand-in, standing in for VQGAN, which could not be loaded',
    ]);
    expect(encoders.map((e) => [e.width, e.projected, e.frames])).toEqual([
      [3, true, 1],
      [3, true, 4],
      [3, true, 1],
    ]);
    expect([trainClips, testClips, seeds]).toEqual([5, 2, [0, 1, 2]]);
    expect(tests).toHaveLength(6);
    expect(tests.every((t) => t.clips === 2)).toBe(true);
    for (const e of encoders) {
      expect(e.steering.clips).toBe(2);
      expect(e.steeringDeg).toBeCloseTo((e.steering.mean * 6 * 180) / Math.PI, 9);
    }
    // The first pictures of a clip have no four before them.
    expect(result.record.notes.join(' ')).toMatch(/\d+ of 60 pictures are left out/);
    expect(result.record.notes.join(' ')).toContain('Who guesses the mean action');
    // Each encoder sees as the camera that it states; of the drives all cameras are one.
    expect(result.record.notes.filter((note) => note.startsWith('Pictures:'))).toEqual([
      'Pictures: of CAM_FRONT, the middle square, shrunk by area to 48 px.',
      expect.stringMatching(
        /^Pictures: of CAM_FRONT, the view of the camera that the model learned by .* at 16 px, of which/,
      ),
      'Pictures: of CAM_FRONT, the middle square, shrunk by area to 16 px.',
    ]);
  });

  it('fails in words where the graph gives another width than its manifest says', async () => {
    const failing = bench.run({ kind: 'probe', windows: 20, modelIds: ['wrong-width'] });
    await expect(failing).rejects.toMatchObject({
      problem: { whatHappened: expect.stringContaining('wrong-width') as string },
    });
  });
});

describe('an experiment', () => {
  const refused: [name: string, request: Parameters<LabBenchmark['run']>[0], code: string][] = [
    ['a model that is not there', { kind: 'motion', modelIds: ['none'] }, 'lab.model-does-not-fit'],
    ['a model of another pipeline', { kind: 'motion', modelIds: ['colours'] }, 'lab.model-does-not-fit'],
    ['no clip', { kind: 'motion', filter: { text: 'nowhere' } }, 'lab.no-windows'],
    ['a feature net that is none', { kind: 'frontier', featureNet: 'four-frames' }, 'lab.model-does-not-fit'],
  ];
  it.each(refused)('refuses %s in words', async (_, request, code) => {
    await expect(bench.run(request)).rejects.toMatchObject({ problem: { code } });
  });

  it('is ended by the user without leaving a result', async () => {
    const before = await bench.lab.list();
    const { labId, jobId } = await bench.lab.start({
      kind: 'frontier',
      filter: {},
      modelIds: [],
      windows: 8,
      steps: 500,
      seed: 1,
    });
    const started = Promise.withResolvers<void>();
    bench.jobs.onChange((job) => void (job.jobId === jobId && job.unit === 'network runs' && started.resolve()));
    await started.promise;
    bench.jobs.cancel(jobId);
    expect((await bench.jobs.finished(jobId)).state).toBe('cancelled');
    expect(await bench.lab.list()).toEqual(before);
    await expect(bench.lab.get(labId)).rejects.toMatchObject({ problem: { code: 'lab.unknown' } });
  });

  it('is listed, and removed', async () => {
    const { record } = await bench.run({ kind: 'motion', ...small, modelIds: ['still'] });
    expect((await bench.lab.list())[0]).toEqual(record);
    await bench.lab.remove(record.labId);
    expect((await bench.lab.list()).map((r) => r.labId)).not.toContain(record.labId);
  });

  it('goes on without a clip whose pictures are damaged or gone, and tells it', async () => {
    const clipIds = await bench.workspace.library.clipIds({});
    const fileOf = async (clipId: string) => {
      const file = await bench.workspace.clips.imageFile(clipId, 'CAM_FRONT', 0);
      return join(bench.data, file?.relativePath ?? '');
    };
    writeFileSync(await fileOf(clipIds[0]), 'no picture');
    rmSync(await fileOf(clipIds[1]));
    const { record, figures } = await bench.run({ kind: 'control', ...small, modelIds: ['still'] });
    expect(record.skipped.map((s) => s.clipId).toSorted()).toEqual(clipIds.slice(0, 2).toSorted());
    expect(figures).toMatchObject({ models: [{ scenes: { length: 6 } }] });
  });
});
