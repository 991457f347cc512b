import { describe, expect, it } from 'vitest';
import { labWords } from '../../../src/main/hosts/cli/lab-table.ts';
import { clipEstimate, clipRatio } from '../../../src/main/jobs/lab/clip-estimates.ts';
import { quotedValues } from '../../../src/main/jobs/lab/quoted-values.ts';
import { ratioEstimate } from '../../../src/main/jobs/lab/ratio-estimate.ts';
import { labKinds } from '../../../src/shared/domain/lab.ts';
import { labCsv } from '../../../src/shared/words/lab-csv.ts';
import { sampleResult } from './sample-result.ts';

describe('estimates over clips', () => {
  it('average inside a clip first', () => {
    expect(clipEstimate(['a', 'a', 'b'], [1, 3, 10], 1)).toMatchObject({ mean: 6, clips: 2 });
    expect(clipEstimate([], [], 1)).toEqual({ mean: 0, low: null, high: null, clips: 0 });
  });
  it('are ratios of means where something is compared with the recording', () => {
    const found = clipRatio(['a', 'a', 'b'], [1, 3, 4], [2, 2, 8], 1);
    expect(found).toMatchObject({ mean: 6 / 10, clips: 2 });
    expect(found?.low).toBeCloseTo(0.5, 9);
    expect(found?.high).toBeCloseTo(1, 9);
  });
  it.each([
    ['one clip has no interval', [{ value: 1, by: 2 }], { mean: 0.5, low: null, high: null, clips: 1 }],
    ['nothing to compare with', [{ value: 1, by: 0 }], null],
    ['no clip', [], null],
  ])('%s', (_, parts, estimate) => {
    expect(ratioEstimate(parts, 1)).toEqual(estimate);
  });
});

describe('quoted values', () => {
  it('are those of the paper, with their source, and tell what is second-hand', async () => {
    const values = await quotedValues();
    const of = (kind: string, name: string, metric: string) =>
      values.filter((v) => v.kind === kind && v.of === name && v.metric === metric);
    expect(of('frontier', 'calibrated', 'KID').map((v) => v.value)).toEqual([0.078]);
    expect(of('frontier', 'direct', 'FID').map((v) => v.value)).toContain(370.8);
    expect(of('control', 'diffusion', 'rho')).toMatchObject([{ value: 0.8131, secondHand: false }]);
    expect(of('control', 'diffusion', 'valid scenes').map((v) => v.value)).toEqual([18]);
    expect(of('motion', 'diffusion', 'LF')).toMatchObject([{ value: 0.44, secondHand: true }]);
    expect(of('probe', 'V-JEPA2 rep64', 'steering RMSE')).toMatchObject([{ low: 0.0473, high: 0.0685 }]);
    expect(new Set(values.map((v) => v.kind))).toEqual(new Set(labKinds));
    expect(new Set(values.map((v) => [v.kind, v.of, v.metric, v.on].join())).size).toBe(values.length);
  });
});

/** Fields of a CSV line: commas outside quotes, and one. */
const fieldsIn = (line: string): number => line.replaceAll(/"[^"]*"/g, '').split(',').length;

describe('a result as CSV', () => {
  const rows = (kind: Parameters<typeof sampleResult>[0]) => labCsv(sampleResult(kind)).split('\r\n');

  it.each(labKinds)('of %s has rows as long as their header', (kind) => {
    const tables = labCsv(sampleResult(kind))
      .trimEnd()
      .split('\r\n\r\n')
      .map((table) => table.split('\r\n'));
    for (const [header, ...lines] of tables) {
      expect(lines.length).toBeGreaterThan(0);
      for (const line of lines) expect(fieldsIn(line)).toBe(fieldsIn(header));
    }
  });
  it('never gives the columns of a small net the names of Inception’s', () => {
    const [header, first] = rows('frontier');
    expect(header).toContain('kid_small,kid_small_sd,fid_small');
    expect(header).not.toMatch(/,(kid|fid),/);
    expect(first).toBe(
      'diffusion,dit-wam,,8,60,net,0.0712345,0.01,12.5,0.25,0.2,0.3,60,0.5,0.4,0.6,60,20,19,21,60,0.9,0.8,1,60',
    );
  });
  it('has scenes and tests in tables of their own', () => {
    expect(rows('control')).toContain(
      'model,guidance,clip_id,frame,shift_px at -0.2,shift_px at 0,shift_px at 0.2,rho,slope',
    );
    expect(rows('control')).toContain('dit-wam,2,d:one,3,-1,0,2,0.9,7.5');
    expect(rows('probe')).toContain(
      'a,b,metric,difference,difference_low,difference_high,difference_clips,t,p,p_corrected,cohen_d',
    );
  });
  it('quotes what holds a comma', () => {
    expect(labCsv(sampleResult('probe'))).toContain('"B, standing in for ""C"""');
  });
});

describe('a result on a terminal', () => {
  it.each(labKinds)('of %s tells its figures and its notes', (kind) => {
    const words = labWords(sampleResult(kind));
    expect(words).toContain('60 windows of 60 clips in 2 min 05 s on cpu, 1 thread');
    expect(words).toContain('a note');
    expect(words).toContain('1 clip left out, the first: no camera.');
    expect(words).not.toMatch(/undefined|NaN|null/);
  });
  it('names the net of its distances', () => {
    expect(labWords(sampleResult('frontier'))).toMatch(/KID-small\s+FID-small/);
    expect(labWords(sampleResult('frontier'))).toMatch(/0\.0712 ± 0\.0100\s+12\.5/);
  });
});
