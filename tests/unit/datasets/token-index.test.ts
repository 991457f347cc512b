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

  it('are the same in another thread', () => {
    const index = TokenIndex.forRows(4, 'shared');
    for (let i = 0; i < 100; i++) index.add(hold(i % 3 ? counted(i) : `t${i}`), 0);
    const other = TokenIndex.of(structuredClone(index.share()));
    for (let i = 0; i < 100; i++) expect(other.find(hold(i % 3 ? counted(i) : `t${i}`), 0)).toBe(i);
  });
});
