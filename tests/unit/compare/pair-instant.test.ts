import { expect, it } from 'vitest';
import { frameApart } from '../../../src/renderer/compare/pair-instant.ts';

const scores = (values: Record<number, number>) => ({
  frames: Object.entries(values).map(([frame, value]) => ({ frame: Number(frame), values: { m: value } })),
});

it.each([
  ['where they differ most', [0, 4, 8], { 0: 0.5, 4: 1, 8: 0 }, { 0: 0.6, 4: 0.2, 8: 0.5 }, 4],
  ['the earliest of equals', [0, 4, 8], { 0: 0, 4: 1, 8: 1 }, { 0: 1, 4: 0, 8: 1 }, 0],
  ['only where both are scored', [0, 4], { 0: 0, 4: 0.9 }, { 4: 0.8 }, 4],
  ['only at decision instants', [4], { 0: 0, 4: 0.9 }, { 0: 1, 4: 0.8 }, 4],
  ['the first where none is scored by both', [2, 4], { 2: 0 }, { 4: 1 }, 2],
  ['none where there is none', [], { 2: 0 }, { 2: 1 }, null],
])('compares %s', (_, decisions, a, b, expected) => {
  expect(frameApart(decisions, scores(a), scores(b), 'm')).toBe(expected);
});

it('runs that scored nothing are compared at the first instant', () => {
  expect(frameApart([3, 5], undefined, undefined, 'm')).toBe(3);
});
