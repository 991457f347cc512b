import { describe, expect, it } from 'vitest';
import { fuzzyMatch, fuzzyRank } from '../../../src/renderer/ui/fuzzy.ts';

const marked = (query: string, text: string): string | null => {
  const match = fuzzyMatch(query, text);
  return match && [...text].map((letter, i) => (match.at.includes(i) ? letter.toUpperCase() : letter)).join('');
};

describe('where letters fall', () => {
  it.each([
    ['cut', 'prediction.missed-cut-in', 'prediction.missed-CUT-in'],
    ['cvru', 'collision.vru', 'Collision.VRU'],
    ['ra', 'bird area r', 'biRd Area r'],
    ['xyz', 'collision.vru', null],
    ['', 'anything', 'anything'],
  ])('%s in %s', (query, text, shown) => expect(marked(query, text)).toBe(shown));
});

describe('ranking', () => {
  const rank = (query: string, items: string[], limit = 10) =>
    fuzzyRank(query, items, (i) => i, limit).map((r) => r.item);

  it('puts whole words before scattered letters and starts before middles', () => {
    expect(rank('set', ['Reset the panels', 'Settings', 'Several things at once'])).toEqual([
      'Settings',
      'Reset the panels',
      'Several things at once',
    ]);
  });
  it('keeps the order without a query, up to the limit', () => {
    expect(rank('', ['b', 'a', 'c'], 2)).toEqual(['b', 'a']);
  });
});
