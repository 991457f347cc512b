import { expect, it } from 'vitest';
import { readByteRange } from '../../../src/main/media/byte-range.ts';

const whole = { kind: 'whole' };
const part = (start: number, end: number) => ({ kind: 'part', start, end });
const unsatisfiable = { kind: 'unsatisfiable' };

it.each([
  [undefined, 100, whole],
  ['', 100, whole],
  ['bytes=0-', 100, part(0, 100)],
  ['bytes=0-0', 100, part(0, 1)],
  ['bytes=10-19', 100, part(10, 20)],
  ['bytes=90-200', 100, part(90, 100)],
  ['bytes=-10', 100, part(90, 100)],
  ['bytes=-200', 100, part(0, 100)],
  ['bytes=100-', 100, unsatisfiable],
  ['bytes=-0', 100, unsatisfiable],
  ['bytes=0-', 0, unsatisfiable],
  ['bytes=20-10', 100, whole],
  ['bytes=-', 100, whole],
  ['bytes=0-1,5-6', 100, whole],
  ['items=0-1', 100, whole],
])('%j of %i bytes', (header, size, range) => {
  expect(readByteRange(header, size)).toEqual(range);
});
