import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { markerPath, runLetters, seriesColours, seriesMarks, type Series } from '../../../src/shared/domain/series.ts';
import { colourDistance, contrast, visions } from './colour-vision.ts';

const css = readFileSync(new URL('../../../src/renderer/ui/tokens.css', import.meta.url), 'utf8');
const [darkCss, lightCss] = css.split("[data-theme='light']");
const token = (text: string, name: string) => new RegExp(`--${name}: (#[0-9a-f]{6})`).exec(text)?.[1];
const colours = Object.entries(seriesColours);
const pairs = (theme: 'dark' | 'light') =>
  colours.flatMap(([a, ca], i) => colours.slice(i + 1).map(([b, cb]) => [`${a} ${b}`, ca[theme], cb[theme]] as const));

test('32 runs have letters of their own, A to Z and then A2', () => {
  expect(runLetters).toHaveLength(32);
  expect(new Set(runLetters).size).toBe(32);
  expect([runLetters[0], runLetters[25], runLetters[26], runLetters[31]]).toEqual(['A', 'Z', 'A2', 'F2']);
});

test('every two series differ in dash or marker, so that without colour none is taken for another', () => {
  const shapes = Object.values(seriesMarks).map(({ dash, marker }) => `${dash?.join(' ') ?? 'solid'} ${marker}`);
  expect(shapes).toHaveLength(33);
  expect(new Set(shapes).size).toBe(33);
});

test('the first four and the human are drawn as the looks define them', () => {
  const series: Series[] = ['A', 'B', 'C', 'D', 'human'];
  expect(series.map((s) => seriesMarks[s])).toEqual([
    { colour: 'a', dash: null, widthPx: 2.4, marker: 'circle' },
    { colour: 'b', dash: [9, 3.5], widthPx: 2, marker: 'square' },
    { colour: 'c', dash: [1.5, 3], widthPx: 2, marker: 'diamond' },
    { colour: 'd', dash: [10, 3, 2, 3], widthPx: 2, marker: 'cross' },
    { colour: 'human', dash: [4, 3], widthPx: 2, marker: 'triangle' },
  ]);
});

describe.each([['dark', darkCss] as const, ['light', lightCss] as const])(
  'colours of the series, %s',
  (theme, text) => {
    test('are the tokens of the window', () => {
      for (const [name, colour] of colours) expect(token(text, `series-${name}`), name).toBe(colour[theme]);
    });

    test('reach 4.5 : 1 on panels and headers', () => {
      for (const [name, colour] of colours)
        for (const ground of ['bg1', 'bg2'])
          expect(contrast(colour[theme], token(text, ground) ?? ''), `${name} on ${ground}`).toBeGreaterThanOrEqual(
            4.5,
          );
    });

    test('are well apart for normal vision', () => {
      for (const [pair, a, b] of pairs(theme)) expect(colourDistance(a, b, visions.normal), pair).toBeGreaterThan(15);
    });

    test('beyond those of the looks they are apart for colour-blind eyes too', () => {
      const further = pairs(theme).filter(([pair]) => /[e-k]( |$)/.test(pair.replace('human', '')));
      for (const vision of [visions.protan, visions.deutan, visions.tritan])
        for (const [pair, a, b] of further) expect(colourDistance(a, b, vision), pair).toBeGreaterThan(5.5);
    });
  },
);

test('a marker is a path about its place', () => {
  expect(markerPath('square', 10, 5, 0)).toBe('M-4 -9L14 -9L14 9L-4 9z');
  expect(markerPath('plus', 4)).toBe('M0 -5L0 5M-5 0L5 0');
  expect(markerPath('circle', 3, 10, 6)).toBe('M7 6a3 3 0 1 0 6 0a3 3 0 1 0 -6 0z');
});
