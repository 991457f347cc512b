import { describe, expect, it } from 'vitest';
import { fidelityAt, fidelityFigure } from '../../../src/renderer/viewer/predicted-video/fidelity.ts';

const scores = {
  frames: [
    { frame: 3, values: { 'video/ssim@1s': 0.11 } },
    { frame: 7, values: { 'video/ssim@4s': 0.55, 'video/psnr@4s': 17.2, 'video/cosSim@4s': 0.4 } },
  ],
};
const measured = { ssim: 0.5, psnr: 16 };

describe('the fidelity of a picture', () => {
  it.each([
    ['ssim', 4, measured, { value: 0.55, from: 'run' }],
    ['psnr', 4, null, { value: 17.2, from: 'run' }],
    ['cosSim', 4, measured, { value: 0.4, from: 'run' }],
    ['ssim', 3, measured, { value: 0.5, from: 'pictures' }],
    ['psnr', 3, measured, { value: 16, from: 'pictures' }],
    ['ssim', 3, null, { value: null, from: null }],
    ['cosSim', 3, measured, { value: null, from: null }],
  ] as const)('%s at +%i s', (measure, second, pictures, expected) => {
    expect(fidelityAt(measure, scores, 7, second, pictures)).toEqual(expected);
  });
  it('of another instant or a run without scores is not taken', () => {
    expect(fidelityAt('ssim', scores, 5, 4, null).value).toBeNull();
    expect(fidelityAt('ssim', null, 7, 4, measured)).toEqual({ value: 0.5, from: 'pictures' });
  });
  it('is written unscaled', () => {
    expect(fidelityFigure('ssim', 0.6149)).toBe('0.61');
    expect(fidelityFigure('cosSim', -0.05)).toBe('−0.05');
    expect(fidelityFigure('psnr', 24.06)).toBe('24.1');
    expect(fidelityFigure('psnr', Infinity)).toBe('∞');
    expect(fidelityFigure('ssim', null)).toBe('–');
  });
});
