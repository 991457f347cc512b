import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { gaussianBlur } from '../../../../src/main/metrics/fidelity/gaussian-blur.ts';
import { planesOf } from '../../../../src/main/metrics/fidelity/planes.ts';
import { changeBands } from '../../../../src/main/metrics/motion/change-bands.ts';
import { displacements, motionAgreement } from '../../../../src/main/metrics/motion/direction.ts';
import { displacement, profileShift } from '../../../../src/main/metrics/motion/displacement.ts';
import { paint, pictureOf, readReference } from '../fidelity/reference.ts';

const numbers = z.array(z.number());
// From torchvision and numpy, by tests/reference/motion_metrics.py.
const golden = readReference(
  'motion.json',
  z.object({
    widthPx: z.number(),
    heightPx: z.number(),
    pictures: z.array(z.string()),
    blurredFirst: z.object({ mean: z.number(), row0: numbers, column31: numbers }),
    bands: z.object({ lf: z.number(), hf: z.number(), change: z.number() }),
    moves: z.array(z.object({ rightPx: z.number(), downPx: z.number() })),
    profiles: z.array(z.object({ reference: numbers, profile: numbers, shift: z.number() })),
  }),
);
const { widthPx, heightPx } = golden;
const pictures = golden.pictures.map((text) => pictureOf(text, golden));

// torchvision makes its kernel in the picture's 64 bits, but from sigma and positions held in 32.
const BLUR_TOLERANCE = 1e-6;

describe('Gaussian blur', () => {
  const { values } = gaussianBlur(planesOf(pictures[0]), 8, 31);
  const size = widthPx * heightPx;

  it('equals torchvision’s to the border', () => {
    golden.blurredFirst.row0.forEach((value, u) =>
      expect(Math.abs(values[size + u] - value)).toBeLessThan(BLUR_TOLERANCE),
    );
    golden.blurredFirst.column31.forEach((value, v) =>
      expect(Math.abs(values[2 * size + v * widthPx + 31] - value)).toBeLessThan(BLUR_TOLERANCE),
    );
    expect(Math.abs(values.reduce((a, b) => a + b, 0) / values.length - golden.blurredFirst.mean)).toBeLessThan(
      BLUR_TOLERANCE,
    );
  });

  it('refuses a picture that reflection cannot pad', () => {
    expect(() => gaussianBlur(planesOf(paint(15, 40, () => [0, 0, 0])), 8, 31)).toThrow(RangeError);
  });
});

describe('change between pictures', () => {
  it('equals torch’s in each band', () => {
    const found = changeBands(pictures);
    for (const band of ['lf', 'hf', 'change'] as const)
      expect(Math.abs(found[band] / golden.bands[band] - 1)).toBeLessThan(BLUR_TOLERANCE);
  });

  it('of a brightening that is even is slow change alone', () => {
    const grey = (value: number) => paint(20, 20, () => [value, value, value]);
    const { lf, hf, change } = changeBands([grey(51), grey(102)]);
    expect(lf).toBeCloseTo(0.2, 12);
    expect(hf).toBeLessThan(1e-12);
    expect(change).toBeCloseTo(0.2, 12);
  });

  it('needs two pictures of one size', () => {
    expect(() => changeBands(pictures.slice(0, 1))).toThrow(RangeError);
    expect(() => changeBands([pictures[0], paint(20, 20, () => [0, 0, 0])])).toThrow(RangeError);
  });
});

describe('displacement', () => {
  it.each(golden.profiles)('of a profile of $profile.length is numpy’s $shift', ({ profile, reference, shift }) => {
    expect(profileShift(Float64Array.from(profile), Float64Array.from(reference))).toBe(shift);
  });

  it('of pictures that follow each other is numpy’s', () => {
    expect(displacements(pictures)).toEqual(golden.moves);
  });

  it('is positive to the right and down', () => {
    const spot = (right: number, down: number) =>
      paint(24, 20, (u, v) => (Math.hypot(u - right, v - down) < 3 ? [255, 255, 255] : [0, 0, 0]));
    expect(displacement(spot(8, 8), spot(12, 6))).toEqual({ rightPx: 4, downPx: -2 });
  });

  it('of a picture of one colour is none', () => {
    const flat = paint(24, 20, () => [77, 10, 3]);
    expect(displacement(flat, flat)).toEqual({ rightPx: 0, downPx: 0 });
  });
});

describe('agreement of motion', () => {
  const move = (rightPx: number, downPx: number) => ({ rightPx, downPx });

  it.each([
    ['the same way, half as far', [move(1, 0), move(0, 2)], [move(2, 0), move(0, 4)], 1, 2, 0.5],
    ['the other way', [move(-3, 0)], [move(3, 0)], -1, 1, 1],
    ['one of two does not move', [move(0, 0), move(0, 5)], [move(5, 0), move(5, 0)], 0, 1, 0.5],
    ['a prediction that stands still', [move(0, 0)], [move(1, 1)], null, 0, 0],
    ['a recording that stands still', [move(1, 0)], [move(0, 0)], null, 0, null],
    ['no pairs', [], [], null, 0, null],
  ])('%s', (_, predicted, recorded, direction, directionPairs, magnitude) => {
    expect(motionAgreement(predicted, recorded)).toEqual({ direction, directionPairs, magnitude });
  });

  it('needs pairs', () => {
    expect(() => motionAgreement([move(1, 0)], [])).toThrow(RangeError);
  });
});
