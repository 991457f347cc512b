import { describe, expect, it } from 'vitest';
import type { ClipFilter, Facet } from '../../../src/shared/domain/clip.ts';
import { shownValues, toggleFacet, withText } from '../../../src/renderer/library/facet-choice.ts';
import { conditionsOf, filterWords } from '../../../src/renderer/library/filter-words.ts';
import { moved, select } from '../../../src/renderer/library/selection.ts';

describe('facets', () => {
  it.each<[string, ClipFilter, Facet['name'], string, ClipFilter]>([
    ['a first value', {}, 'locations', 'boston', { locations: ['boston'] }],
    ['one more', { locations: ['boston'] }, 'locations', 'onenorth', { locations: ['boston', 'onenorth'] }],
    ['the last one let go', { locations: ['boston'], text: 'x' }, 'locations', 'boston', { text: 'x' }],
    [
      'manoeuvres in their own order',
      { manoeuvres: ['left'] },
      'manoeuvres',
      'straight',
      { manoeuvres: ['straight', 'left'] },
    ],
    ['reviewed', {}, 'reviewed', 'true', { reviewed: true }],
    ['reviewed turned round', { reviewed: true }, 'reviewed', 'false', { reviewed: false }],
    ['reviewed let go', { reviewed: false }, 'reviewed', 'false', {}],
  ])('%s', (_, before, name, value, after) => expect(toggleFacet(before, name, value)).toEqual(after));

  it('show chosen values even beyond the first few', () => {
    const facet: Facet = { name: 'words', values: ['a', 'b', 'c', 'd'].map((v) => ({ value: v, label: v, count: 1 })) };
    expect(shownValues(facet, { words: ['d'] }, 2).map((v) => v.value)).toEqual(['a', 'b', 'd']);
  });

  it('an empty text is no condition', () => {
    expect(withText({ text: 'a', reviewed: true }, '  ')).toEqual({ reviewed: true });
  });
});

describe('a filter in words', () => {
  const datasets = [{ datasetId: 'd1', title: 'nuScenes mini' }];
  const tags = [{ tagTypeId: 't1', name: 'collision.vru' }];
  it.each<[ClipFilter, string]>([
    [{}, 'all clips'],
    [{ datasetIds: ['d1'], tagTypeIds: ['t1'] }, 'nuScenes mini, tagged collision.vru'],
    [{ locations: ['a', 'b'] }, 'a or b'],
    [{ locations: ['a', 'b', 'c'] }, 'a or 2 more'],
    [{ text: ' bus ', reviewed: false }, '“bus”, not reviewed'],
    [{ deltaSign: 'negative', clipIds: ['d1:x'] }, 'Δ < 0, 1 chosen clip'],
  ])('%j', (filter, words) => expect(filterWords(filter, datasets, tags)).toBe(words));

  it('each condition can be taken away alone', () => {
    const [first] = conditionsOf({ locations: ['a'], reviewed: true }, datasets, tags);
    expect(first).toEqual({ words: 'a', without: { reviewed: true } });
  });
});

describe('choosing clips', () => {
  const order = ['a', 'b', 'c', 'd'];
  const start = { active: 'b', chosen: new Set<string>(), anchor: 'b' };
  it.each([
    ['alone', 'c', []],
    ['toggle', 'c', ['c']],
    ['range', 'd', ['b', 'c', 'd']],
    ['range', 'a', ['a', 'b']],
  ] as const)('%s at %s chooses %j', (how, at, chosen) => {
    const after = select(start, order, at, how);
    expect([...after.chosen]).toEqual(chosen);
    expect(after.active).toBe(at);
  });
  it('a second toggle lets go', () => {
    expect([...select(select(start, order, 'c', 'toggle'), order, 'c', 'toggle').chosen]).toEqual([]);
  });

  it.each([
    [0, 'ArrowDown', 3, 3],
    [4, 'ArrowUp', 3, 1],
    [1, 'ArrowUp', 3, 1],
    [8, 'ArrowDown', 3, 8],
    [2, 'ArrowRight', 3, 3],
    [0, 'ArrowLeft', 3, 0],
    [0, 'PageDown', 3, 6],
    [4, 'End', 3, 9],
    [-1, 'ArrowDown', 3, 0],
    [0, 'ArrowRight', 1, null],
    [0, 'x', 3, null],
  ] as const)('from %i by %s in %i columns to %s', (at, key, columns, to) =>
    expect(moved(at, key, columns, 10, 2)).toBe(to),
  );
});
