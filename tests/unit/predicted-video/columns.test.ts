import { describe, expect, it } from 'vitest';
import {
  columnAt,
  columnName,
  gapsInWords,
  isInStrip,
  predictedAt,
  recordedAt,
} from '../../../src/renderer/viewer/predicted-video/columns.ts';

const S = 1e6;

describe('the recorded picture of a second', () => {
  const at2Hz = { timesUs: [0, 0.5, 1, 1.5, 4, 4.5].map((s) => s * S), present: [1, 1, 0, 1, 1, 1] as (0 | 1)[] };
  it.each([
    ['on a picture', 0.5, { index: 1 }],
    ['between two', 0.7, { index: 1 }],
    ['a little after the last', 4.75, { index: 5 }],
    ['after the end', 5, 'log-ends'],
    ['in a gap', 2.6, 'not-recorded'],
    ['before the start', -1, 'not-recorded'],
    ['of a file that is gone', 1, 'not-on-disk'],
  ] as const)('%s', (_, second, picture) => expect(recordedAt(at2Hz, second * S)).toEqual(picture));
  it('of a camera without pictures is none', () => {
    expect(recordedAt({ timesUs: [], present: [] }, 0)).toBe('not-recorded');
  });
});

describe('predicted pictures', () => {
  it('are found by their second', () => {
    expect(predictedAt({ atS: [2, 4, 6, 8] }, 4)).toBe(1);
    expect(predictedAt({ atS: [2, 4, 6, 8] }, 3)).toBe(-1);
    expect(predictedAt({ atS: [0.5, 1.0000001, 1.5, 2] }, 1)).toBe(1);
  });
  it.each([
    [[1, 2, 3, 4, 5, 6, 7, 8], null],
    [Array.from({ length: 16 }, (_, i) => (i + 1) / 2), null],
    [[2, 4, 6, 8], 'at 2, 4, 6, 8 s'],
    [[1, 2, 3], 'to +3 s'],
    [[0.75, 1.5], 'none on a whole second'],
  ])('at %j s are told as %j', (atS, words) => expect(gapsInWords({ atS })).toBe(words));
});

describe('the column of the playhead', () => {
  it.each([
    [-3, 0],
    [0, 0],
    [0.5, 0],
    [0.51, 1],
    [2.7, 3],
    [8.4, 8],
    [20, 8],
  ])('%d s after the instant is column %i', (seconds, column) => {
    expect(columnAt(5 * S, (5 + seconds) * S)).toBe(column);
  });
  it('is ringed only while the playhead is in the span', () => {
    expect([-0.6, -0.5, 0, 8.5, 8.6].map((s) => isInStrip(0, s * S))).toEqual([false, true, true, true, false]);
  });
  it('has a name', () => expect([0, 3].map(columnName)).toEqual(['now', '+3 s']));
});
