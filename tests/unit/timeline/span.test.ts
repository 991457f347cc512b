import { describe, expect, it } from 'vitest';
import { markIn, markOut, spanOf, type SpanMarks } from '../../../src/renderer/timeline/span.ts';
import { dragged, lanesOf } from '../../../src/renderer/timeline/tag-lanes.ts';

const marks = (spanIn: number | null, spanOut: number | null): SpanMarks => ({ spanIn, spanOut });

describe('marking a span', () => {
  it.each([
    ['in first', marks(null, null), markIn, 5, marks(5, null)],
    ['then out', marks(5, null), markOut, 9, marks(5, 9)],
    ['in moves inside', marks(5, 9), markIn, 7, marks(7, 9)],
    ['in after out lets out go', marks(5, 9), markIn, 12, marks(12, null)],
    ['in on out lets out go', marks(5, 9), markIn, 9, marks(9, null)],
    ['out before in lets in go', marks(5, 9), markOut, 3, marks(null, 3)],
    ['out first', marks(null, null), markOut, 4, marks(null, 4)],
  ])('%s', (_, before, mark, timeUs, expected) => {
    expect(mark(before, timeUs)).toEqual(expected);
  });

  it('is a span only with both ends', () => {
    expect(spanOf(marks(5, 9))).toEqual({ startUs: 5, endUs: 9 });
    expect(spanOf(marks(5, null))).toBeNull();
    expect(spanOf(marks(null, 9))).toBeNull();
  });
});

describe('lanesOf', () => {
  const lanes = (spans: [number, number][]) =>
    lanesOf(spans.map(([startUs, endUs]) => ({ startUs, endUs }))).map(({ span, lane }) => [span.startUs, lane]);
  it.each([
    [
      'apart',
      [
        [0, 5],
        [5, 9],
      ],
      [
        [0, 0],
        [5, 0],
      ],
    ],
    [
      'overlapping',
      [
        [0, 6],
        [5, 9],
      ],
      [
        [0, 0],
        [5, 1],
      ],
    ],
    [
      'a lane is used again',
      [
        [0, 9],
        [1, 3],
        [4, 6],
      ],
      [
        [0, 0],
        [1, 1],
        [4, 1],
      ],
    ],
    [
      'in any order',
      [
        [4, 6],
        [0, 9],
      ],
      [
        [0, 0],
        [4, 1],
      ],
    ],
    ['none', [], []],
  ] as [string, [number, number][], [number, number][]][])('%s', (_, spans, expected) => {
    expect(lanes(spans)).toEqual(expected);
  });
});

describe('dragged', () => {
  const clip = { startUs: 0, endUs: 100 };
  const span = { startUs: 20, endUs: 40 };
  it.each([
    ['the start', span, 'start', 5, { startUs: 25, endUs: 40 }],
    ['the start not past the end', span, 'start', 50, { startUs: 40, endUs: 40 }],
    ['the start not before the clip', span, 'start', -50, { startUs: 0, endUs: 40 }],
    ['the end', span, 'end', -5, { startUs: 20, endUs: 35 }],
    ['the end not past the clip', span, 'end', 500, { startUs: 20, endUs: 100 }],
    ['the whole keeps its length', span, 'whole', 500, { startUs: 80, endUs: 100 }],
    ['the whole to the left', span, 'whole', -500, { startUs: 0, endUs: 20 }],
    ['a frame stays an instant', { startUs: 20, endUs: null }, 'end', 7, { startUs: 27, endUs: null }],
  ] as const)('%s', (_, tag, part, byUs, expected) => {
    expect(dragged(tag, part, byUs, clip)).toEqual(expected);
  });
});
