import { describe, expect, test } from 'vitest';
import { commandAt, guidanceAt, labelsAt, routeLengthAt } from '../../../src/renderer/viewer/guidance/scene-facts.ts';

const driving = {
  commands: ['left' as const, null, 'unknown' as const],
  routes: [['a', 'b', 'c']],
  routeOf: [0, -1, 0],
  motion: null,
};

test.each([
  ['told', driving, 0, 'turn left', 3],
  ['not told at this frame', driving, 1, null, null],
  ['told as unknown', driving, 2, 'not told', 3],
  ['before the first decision', driving, null, null, null],
  ['a recording without commands', null, 0, null, null],
])('command and route: %s', (_, told, frame, command, route) => {
  expect(commandAt(told, frame)).toBe(command);
  expect(routeLengthAt(told, frame)).toBe(route);
});

test('a sentence holds until the next', () => {
  const at = (timeUs: number) => ({ timeUs, seen: '', advice: '' });
  const guidance = [at(100), at(200)];
  expect([99, 100, 199, 200, 900].map((t) => guidanceAt(guidance, t))).toEqual([-1, 0, 0, 1, 1]);
});

describe('labels', () => {
  const clip = { startUs: 1_000_000, endUs: 21_000_000 };
  const labels = [
    { group: 'weather', name: 'rain', startUs: 1_000_000, endUs: 21_000_000 },
    { group: 'event', name: 'cut-in', startUs: 5_000_000, endUs: 8_500_000 },
  ];
  test('are told by group, with their span where they do not hold throughout', () => {
    expect(labelsAt(labels, clip, 6_000_000)).toEqual([
      { group: 'event', name: 'cut-in', fromS: 4, toS: 7.5, holds: true },
      { group: 'weather', name: 'rain', fromS: null, toS: null, holds: true },
    ]);
  });
  test('hold inside their span only', () => {
    expect([4_999_999, 5_000_000, 8_500_001].map((t) => labelsAt(labels, clip, t)[0].holds)).toEqual([
      false,
      true,
      false,
    ]);
  });
});
