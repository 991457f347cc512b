import { expect, test } from 'vitest';
import { FrameCache } from '../../../src/renderer/viewer/frames/frame-cache.ts';

const picture = (name: string, closed: string[]) => ({ width: 10, height: 10, close: () => void closed.push(name) });
const BYTES = 400;

test('what was used longest ago goes first and is closed', () => {
  const closed: string[] = [];
  const cache = new FrameCache(3 * BYTES);
  for (const name of ['a', 'b', 'c']) cache.put(name, picture(name, closed));
  cache.get('a');
  cache.put('d', picture('d', closed));
  expect(closed).toEqual(['b']);
  expect(['a', 'c', 'd'].every((key) => cache.has(key))).toBe(true);
  expect(cache.bytes).toBe(3 * BYTES);
});

test('pictures on screen stay, even beyond the budget, until they are not pinned any more', () => {
  const closed: string[] = [];
  const cache = new FrameCache(2 * BYTES);
  cache.pin(['a', 'b', 'c']);
  for (const name of ['a', 'b', 'c']) cache.put(name, picture(name, closed));
  expect(closed).toEqual([]);
  expect(cache.bytes).toBe(3 * BYTES);
  cache.pin(['c']);
  expect(closed).toEqual(['a']);
});

test('a picture that comes twice replaces the first, which is closed', () => {
  const closed: string[] = [];
  const cache = new FrameCache(3 * BYTES);
  cache.put('a', picture('first', closed));
  cache.put('a', picture('second', closed));
  expect(closed).toEqual(['first']);
  expect(cache.bytes).toBe(BYTES);
  cache.clear();
  expect(closed).toEqual(['first', 'second']);
  expect(cache.bytes).toBe(0);
});
