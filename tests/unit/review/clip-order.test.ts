import { describe, expect, it } from 'vitest';
import { neighbourIndex, reviewSort, sortAgain } from '../../../src/renderer/review/clip-order.ts';
import { sortInWords } from '../../../src/renderer/review/sort-menu.tsx';
import { scoreInfoOf } from '../../../src/shared/domain/score.ts';

const clips = ['a', 'b', 'c'].map((clipId) => ({ clipId }));

describe('the next clip', () => {
  it.each([
    ['down', 'a', 0, 1, 1],
    ['up', 'b', 1, -1, 0],
    ['past the end', 'c', 2, 1, -1],
    ['before the start', 'a', 0, -1, -1],
    ['no clip open yet', null, -1, 1, 0],
    ['no clip open, up', null, -1, -1, -1],
    ['the filter dropped the open clip: the one that took its place', 'x', 1, 1, 1],
    ['and the one before it', 'x', 1, -1, 0],
    ['dropped at the end', 'x', 3, 1, -1],
  ] as const)('%s', (_, clipId, lastIndex, direction, expected) => {
    expect(neighbourIndex(clips, clipId, lastIndex, direction)).toBe(expected);
  });
});

describe('order of the list', () => {
  const ade = scoreInfoOf('ade@4s/10Hz');
  const epdms = scoreInfoOf('epdms/human/log-replay');
  it.each([
    [{ by: 'delta', direction: 'descending' }, 'Δ ADE@4s, worst first'],
    [{ by: 'delta', direction: 'ascending' }, 'Δ ADE@4s, best first'],
    [{ by: 'scoreA', direction: 'descending' }, 'A ADE@4s, worst first'],
    [{ by: 'time', direction: 'ascending' }, 'time, oldest first'],
    [{ by: 'name', direction: 'ascending' }, 'name'],
  ] as const)('%j', (sort, words) => {
    expect(sortInWords(sort, ade)).toBe(words);
  });
  it('turns round when chosen again', () => {
    const byDelta = reviewSort('delta', 'lower');
    expect(sortAgain(byDelta, byDelta).direction).toBe('ascending');
    expect(sortAgain(reviewSort('time', 'lower'), byDelta)).toEqual(byDelta);
  });
  it.each(['delta', 'score'] as const)('by %s is worst for A first, whichever side is better', (which) => {
    expect(sortInWords(reviewSort(which, 'lower'), ade)).toContain('ADE@4s, worst first');
    expect(sortInWords(reviewSort(which, 'higher'), epdms)).toContain('EPDMS, worst first');
  });
});
