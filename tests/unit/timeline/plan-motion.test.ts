import { describe, expect, it } from 'vitest';
import type { Prediction } from '../../../src/shared/domain/run.ts';
import { bestMode, planMotion } from '../../../src/renderer/timeline/plan-motion.ts';
import { axisInWords, planCurves, plotOf, shortSource } from '../../../src/renderer/timeline/plots.ts';
import { readingInWords, readingsAt } from '../../../src/renderer/timeline/readings.ts';

const S = 1_000_000;
const plan = (trajectories: number[], part: Partial<Prediction> = {}): Prediction => ({
  frame: 0,
  timeUs: 100 * S,
  stepS: 0.5,
  poses: trajectories.length / 3,
  modes: 1,
  trajectories,
  probabilities: null,
  ...part,
});
/** Poses of s(t) straight ahead. */
const ahead = (poses: number, s: (t: number) => number) =>
  Array.from({ length: poses }, (_, i) => [s((i + 1) * 0.5), 0, 0]).flat();

describe('planMotion', () => {
  it('gives a constant speed and no acceleration', () => {
    const { speed, acceleration } = planMotion(plan(ahead(4, (t) => 6 * t)));
    expect(speed.values).toEqual([6, 6, 6, 6]);
    expect(speed.timesUs).toEqual([100.25, 100.75, 101.25, 101.75].map((s) => s * S));
    expect(acceleration.values).toEqual([0, 0, 0]);
    expect(acceleration.timesUs).toEqual([100.5, 101, 101.5].map((s) => s * S));
  });
  it('finds the deceleration of a braking plan', () => {
    const { speed, acceleration } = planMotion(plan(ahead(6, (t) => 10 * t - 1.5 * t * t)));
    speed.values.forEach((v, i) => expect(v).toBeCloseTo(10 - 3 * (i * 0.5 + 0.25), 9));
    acceleration.values.forEach((a) => expect(a).toBeCloseTo(-3, 9));
  });
  it('is negative when the plan backs up against its heading', () => {
    expect(planMotion(plan(ahead(2, (t) => -2 * t))).speed.values).toEqual([-2, -2]);
  });
  it('keeps its speed through a bend', () => {
    const radius = 20;
    const poses = Array.from({ length: 8 }, (_, i) => {
      const phi = ((i + 1) * 0.5 * 8) / radius;
      return [radius * Math.sin(phi), radius * (1 - Math.cos(phi)), phi];
    }).flat();
    planMotion(plan(poses)).speed.values.forEach((v) => expect(v).toBeCloseTo(8, 1));
  });
  it('takes the most probable mode', () => {
    const two = plan([...ahead(2, (t) => 2 * t), ...ahead(2, (t) => 4 * t)], {
      modes: 2,
      poses: 2,
      probabilities: [0.3, 0.7],
    });
    expect(bestMode(two)).toBe(1);
    expect(planMotion(two).speed.values).toEqual([4, 4]);
    expect(bestMode({ probabilities: null })).toBe(0);
  });
});

describe('plots', () => {
  const signal = (name: 'speed' | 'acceleration' | 'steering', values: number[], source = 'from ego poses') => ({
    name,
    unit: 'm/s' as const,
    source,
    timesUs: values.map((_, i) => i * S),
    values,
  });
  it.each([
    ['speed from 0', plotOf('speed', [signal('speed', [0, 9.2])], []), '0 – 10'],
    ['speed that reverses', plotOf('speed', [signal('speed', [-1, 4])], []), '±4'],
    ['acceleration about 0', plotOf('acceleration', [signal('acceleration', [-2.6, 1])], []), '±3'],
    ['steering in degrees', plotOf('steering', [signal('steering', [0.5])], []), '±30'],
    ['nothing recorded', plotOf('speed', [], []), '0 – 2'],
    [
      'a wild plan does not flatten the drive',
      plotOf('speed', [signal('speed', [4])], [planMotion(plan(ahead(2, (t) => 100 * t)))]),
      '0 – 6',
    ],
  ])('%s', (_, plot, expected) => {
    expect(axisInWords(plot)).toBe(expected);
  });
  it('says where a signal comes from', () => {
    expect(['CAN vehicle_monitor', 'from ego poses', null].map(shortSource)).toEqual(['CAN', 'poses', 'absent']);
  });
  it('reads every curve that has a value at a time', () => {
    const speed = plotOf(
      'speed',
      [
        signal(
          'speed',
          Array.from({ length: 200 }, () => 3),
        ),
      ],
      [],
    );
    const byFrame = new Map([[0, planMotion(plan(ahead(4, (t) => 6 * t)))]]);
    const plans = [{ name: 'speed' as const, curves: planCurves([{ letter: 'A', byFrame }], 0, 'speed') }];
    expect(readingInWords(speed, readingsAt(speed, plans, 101 * S))).toBe('Speed A 6.00, human 3.00 m/s');
    expect(readingInWords(speed, readingsAt(speed, plans, 50 * S))).toBe('Speed human 3.00 m/s');
    expect(readingInWords(speed, readingsAt(speed, plans, 999 * S))).toBe('Speed no value');
    expect(planCurves([{ letter: 'A', byFrame }], 0, 'steering')).toEqual([]);
  });
});
