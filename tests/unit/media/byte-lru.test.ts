import { expect, it } from 'vitest';
import { createByteLru } from '../../../src/main/media/byte-lru.ts';

const of = (bytes: number) => new Uint8Array(bytes);

it('keeps what was used last within its bytes', () => {
  const lru = createByteLru(100);
  for (const key of ['a', 'b', 'c']) lru.set(key, of(30));
  expect(lru.get('a')).toHaveLength(30);
  lru.set('d', of(30));
  expect(['a', 'b', 'c', 'd'].map((key) => lru.get(key) !== undefined)).toEqual([true, false, true, true]);
  expect(lru.bytes).toBe(90);
});

it('counts what is replaced once, and leaves out what alone is too much', () => {
  const lru = createByteLru(100);
  lru.set('a', of(40));
  lru.set('a', of(60));
  expect(lru.bytes).toBe(60);
  lru.set('b', of(101));
  expect([lru.get('b'), lru.bytes]).toEqual([undefined, 60]);
  lru.set('c', of(100));
  expect([lru.get('a'), lru.bytes]).toEqual([undefined, 100]);
});
