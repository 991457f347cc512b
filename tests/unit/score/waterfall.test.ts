import { describe, expect, it } from 'vitest';
import { nextRow } from '../../../src/renderer/score/pdm/waterfall-view.tsx';
import { waterfallOf, withoutGates, type TermValues } from '../../../src/renderer/score/pdm/waterfall.ts';

const all: TermValues = { nc: 1, dac: 1, ddc: 1, tlc: 1, ep: 1, ttc: 1, lk: 1, hc: 1, ec: 1, c: 1 };

describe('waterfallOf', () => {
  it.each([
    ['v2, all met', 'v2', all, { whole: 16, earnedParts: 16, product: 1, weighted: 1, total: 1 }],
    ['v1, all met', 'v1', all, { whole: 12, earnedParts: 12, product: 1, weighted: 1, total: 1 }],
    [
      'a hit zeroes it, the terms stay',
      'v2',
      { ...all, nc: 0, ep: 0.94, ttc: 0, ec: 0 },
      { earnedParts: 8.7, product: 0, weighted: 0.54375, total: 0 },
    ],
    ['half a gate', 'v2', { ...all, ddc: 0.5, lk: 0 }, { product: 0.5, weighted: 0.875, total: 0.4375 }],
    ['v1 does not weigh DDC', 'v1', { ...all, ddc: 0, c: 0 }, { product: 1, weighted: 10 / 12, total: 10 / 12 }],
    ['EC without a plan before is left out', 'v2', { ...all, ec: null, lk: 0 }, { whole: 14, weighted: 12 / 14 }],
    ['a missing gate', 'v2', { ...all, tlc: null }, { product: null, weighted: 1, total: null }],
    ['a missing term', 'v2', { ...all, lk: null }, { product: 1, weighted: null, earnedParts: null, total: null }],
    ['nothing known', 'v1', {}, { product: null, weighted: null, total: null }],
  ] as const)('%s', (_, version, values, expected) => {
    const bars = waterfallOf(version, values);
    for (const [key, value] of Object.entries(expected)) {
      const found = bars[key as keyof typeof expected];
      if (value === null) expect(found, key).toBeNull();
      else expect(found, key).toBeCloseTo(value, 12);
    }
  });

  it('gates go on from what the one before left', () => {
    const { gates } = waterfallOf('v2', { ...all, nc: 0.5, ddc: 0.5, tlc: 0 });
    expect(gates.map((g) => [g.term, g.before, g.after])).toEqual([
      ['nc', 1, 0.5],
      ['dac', 0.5, 0.5],
      ['ddc', 0.5, 0.25],
      ['tlc', 0.25, 0],
    ]);
  });

  it('a term starts where the last one ended, and its lost part follows the earned one', () => {
    const { terms } = waterfallOf('v2', { ...all, ep: 0.6, ttc: 0 });
    expect(
      terms.map((t) =>
        [t.term, t.from * 16, t.earned * 16, t.lost * 16].map((v) => (typeof v === 'number' ? +v.toFixed(9) : v)),
      ),
    ).toEqual([
      ['ep', 0, 3, 2],
      ['ttc', 3, 0, 5],
      ['lk', 3, 2, 0],
      ['hc', 5, 2, 0],
      ['ec', 7, 2, 0],
    ]);
  });

  it('after a gate that is not available there is no bar', () => {
    const { gates } = waterfallOf('v2', { ...all, dac: null });
    expect(gates.map((g) => [g.before, g.after])).toEqual([
      [1, 1],
      [1, null],
      [null, null],
      [null, null],
    ]);
  });

  it('v1 reports DDC beside its weighted terms', () => {
    const { terms, reported } = waterfallOf('v1', { ...all, ddc: 0.5 });
    expect(terms.map((t) => [t.term, t.weight])).toEqual([
      ['ep', 5],
      ['ttc', 5],
      ['c', 2],
    ]);
    expect(reported).toEqual([{ term: 'ddc', value: 0.5 }]);
  });
});

it.each([
  ['a gate that zeroes', { ...all, nc: 0, ttc: 0 }, 11 / 16],
  ['two of them', { ...all, nc: 0, dac: 0 }, 1],
  ['no gate costs', { ...all, ttc: 0 }, null],
  ['a gate is not available', { ...all, tlc: null }, null],
])('without gates: %s', (_, values, expected) => {
  expect(withoutGates(waterfallOf('v2', values))).toBe(expected);
});

it.each([
  ['ArrowDown', -1, 0],
  ['ArrowDown', 8, 8],
  ['ArrowUp', -1, 8],
  ['ArrowUp', 3, 2],
  ['Home', 5, 0],
  ['End', 5, 8],
  ['Escape', 3, null],
  ['Escape', -1, undefined],
  ['d', 3, undefined],
] as const)('%s in row %s of 9', (key, at, expected) => {
  expect(nextRow(key, at, 9)).toBe(expected);
});
