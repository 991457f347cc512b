import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { NdArray } from '../../../../src/main/datasets/numpy/nd-array.ts';
import { numpyGlobals } from '../../../../src/main/datasets/numpy/numpy-globals.ts';
import type { PickleDict } from '../../../../src/main/datasets/pickle/pickle-value.ts';
import { readPickle } from '../../../../src/main/datasets/pickle/read-pickle.ts';
import { asPythonJson } from './python-json.ts';

const folder = resolve(import.meta.dirname, '../../../golden/navsim');
const json = (name: string): unknown => JSON.parse(readFileSync(resolve(folder, name), 'utf8'));
const read = (name: string) => readPickle(readFileSync(resolve(folder, name)), { file: name, allowed: numpyGlobals });

describe('pickles of CPython and NumPy have the values that were pickled', () => {
  const expected = json('values.json');
  for (const numpy of [1, 2]) {
    for (const protocol of [0, 1, 2, 3, 4, 5]) {
      it(`NumPy ${numpy}, protocol ${protocol}`, () => {
        expect(asPythonJson(read(`values-numpy${numpy}-protocol${protocol}.pkl`))).toEqual(expected);
      });
    }
    it(`frames of a log, NumPy ${numpy}`, () => {
      const frames = read(`log-numpy${numpy}.pkl`);
      if (!Array.isArray(frames)) throw new Error('no list');
      expect(frames).toHaveLength(14);
      expect(asPythonJson(frames.slice(0, 3))).toEqual(json('log.json'));
    });
  }
});

describe('what is one object in Python is one here', () => {
  it.each([2, 4, 5])('protocol %i', (protocol) => {
    const values = read(`values-numpy2-protocol${protocol}.pkl`) as PickleDict;
    const [first, second] = values.get('shared') as NdArray[];
    expect(first).toBeInstanceOf(NdArray);
    expect(first).toBe(second);
  });
});
