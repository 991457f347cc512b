import { describe, expect, it } from 'vitest';
import { TokenIndex } from '../../../src/main/datasets/nuscenes/token-index.ts';
import { RowScanner } from '../../../src/main/datasets/nuscenes/row-scanner.ts';
import { readRecord } from '../../../src/main/datasets/nuscenes/record.ts';
import { tokenOf } from '../../synthetic/random.ts';

const scanner = new RowScanner([{ name: 'token', kind: 'token' }]);
const hold = (token: string) => {
  readRecord(scanner, { token });
  return scanner;
};
const counted = (i: number) => i.toString(16).padStart(32, '0');

describe('rows by token', () => {
  it.each([
    ['random tokens', (i: number) => tokenOf(1, 2, i)],
    ['counted-up tokens', counted],
    ['tokens counted in their first word', (i: number) => counted(i).split('').reverse().join('')],
    ['tokens that are not hexadecimal', (i: number) => `scene ${i}`],
    ['both kinds', (i: number) => (i % 2 ? `Z${i}` : tokenOf(3, 4, i))],
  ])('agree with a map while they grow: %s', (_, token) => {
    const index = TokenIndex.forRows(4, 'own');
    for (let i = 0; i < 20_000; i++) expect(index.add(hold(token(i)), 0)).toBe(i);
    for (let i = 0; i < 20_000; i += 7) expect(index.find(hold(token(i)), 0)).toBe(i);
    expect(index.add(hold(token(5)), 0)).toBe(-1);
    expect(index.find(hold(token(20_001)), 0)).toBe(-1);
    expect(index.count).toBe(20_000);
  });

  it('have no row for the empty token', () => {
    const index = TokenIndex.forRows(4, 'own');
    expect(index.add(hold(''), 0)).toBe(-1);
    expect(index.find(hold(''), 0)).toBe(-1);
  });

  it.each([0, 1, 100, 300])('tell the %i tokens that come again, settled in this thread or another', (again) => {
    const shared = TokenIndex.forRows(4, 'own');
    const own = TokenIndex.forRows(4, 'own');
    for (let i = 0; i < 1000 + again; i++) {
      expect(shared.appendUnsettled(hold(counted(i % 1000)), 0)).toBe(i);
      expect(own.append(hold(counted(i % 1000)), 0)).toBe(i);
    }
    const other = TokenIndex.of(structuredClone(shared.shareUnsettled()));
    for (const index of [own, other]) {
      index.settle();
      expect(index.duplicates).toEqual(Array.from({ length: again }, (_, i) => 1000 + i));
      for (let i = 0; i < 1000; i++) expect(index.find(hold(counted(i)), 0)).toBe(i);
    }
  });

  it('are gone once released', () => {
    const index = TokenIndex.forRows(1000, 'own');
    for (let i = 0; i < 1000; i++) index.add(hold(counted(i)), 0);
    index.release();
    expect(index.find(hold(counted(5)), 0)).toBe(-1);
    expect(index.add(hold(counted(7)), 0)).toBe(0);
  });

  it('are the same in another thread', () => {
    const index = TokenIndex.forRows(4, 'shared');
    for (let i = 0; i < 100; i++) index.add(hold(i % 3 ? counted(i) : `t${i}`), 0);
    const other = TokenIndex.of(structuredClone(index.share()));
    for (let i = 0; i < 100; i++) expect(other.find(hold(i % 3 ? counted(i) : `t${i}`), 0)).toBe(i);
  });
});
