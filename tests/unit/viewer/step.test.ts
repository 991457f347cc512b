import { expect, test } from 'vitest';
import { HOLD_MS, nextStep, type Step } from '../../../src/renderer/viewer/frames/step.ts';

const step = (timeUs: number): Step => ({ timeUs, keys: [`${timeUs}/front`, `${timeUs}/back`] });
const readyFor = (...times: number[]) => {
  const keys = new Set(times.flatMap((t) => step(t).keys));
  return (key: string) => keys.has(key);
};

test('a step whose pictures are all there is painted at once', () => {
  expect(nextStep(null, step(2), 0, readyFor(2))).toEqual({ paint: step(2), underWay: null });
});

test('until all pictures are there nothing is painted', () => {
  const half = (key: string) => key === '2/front';
  expect(nextStep(null, step(2), 7, half)).toEqual({ paint: null, underWay: { step: step(2), sinceMs: 7 } });
});

test('a clock that runs ahead of the pictures still shows steps: the one under way is finished first', () => {
  const underWay = { step: step(1), sinceMs: 0 };
  expect(nextStep(underWay, step(3), 100, readyFor())).toEqual({ paint: null, underWay });
  expect(nextStep(underWay, step(3), 100, readyFor(1))).toEqual({
    paint: step(1),
    underWay: { step: step(3), sinceMs: 100 },
  });
});

test('a slow step does not hold up a newer one for long', () => {
  const later = HOLD_MS + 1;
  expect(nextStep({ step: step(1), sinceMs: 0 }, step(3), later, readyFor()).underWay?.step).toEqual(step(3));
  expect(nextStep({ step: step(1), sinceMs: 0 }, step(1), later, readyFor()).underWay?.sinceMs).toBe(0);
});

test('the newest goes before an older one when both are there', () => {
  expect(nextStep({ step: step(1), sinceMs: 0 }, step(3), 10, readyFor(1, 3)).paint).toEqual(step(3));
});
