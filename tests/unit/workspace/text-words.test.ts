import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { prefixQuery, tagNameMatches, wordsOfText } from '../../../src/main/workspace/library/text-words.ts';

describe('wordsOfText', () => {
  it.each([
    ['  Rain  NIGHT rain ', ['rain', 'night']],
    ['scene-0103', ['scene-0103']],
    ['" * - ( ) ^ :', []],
    ['ped" OR name:x*', ['ped"', 'or', 'name:x*']],
    ['\0a\0b', ['a', 'b']],
    ['Straße ＡＢＣ', ['straße', 'abc']],
  ])('%j', (text, words) => expect(wordsOfText(text)).toEqual(words));
});

describe('prefixQuery', () => {
  const db = new Database(':memory:');
  db.exec("CREATE VIRTUAL TABLE t USING fts5(a, content='', contentless_delete=1, prefix='2 3')");
  db.prepare('INSERT INTO t (rowid, a) VALUES (1, ?)').run('scene-0103 ped crossing "quoted" bus');
  const find = db.prepare<[string], number>('SELECT rowid FROM t WHERE t MATCH ?').pluck();

  it.each(['scene', 'scene-01', 'cross', 'ped', '"quo', 'quoted"'])('finds %j as a beginning', (word) =>
    expect(find.all(prefixQuery(word))).toEqual([1]),
  );
  it.each(['cene', '0103-scene', 'pedal', 'bus)'.repeat(3)])('does not find %j', (word) =>
    expect(find.all(prefixQuery(word))).toEqual([]),
  );

  it('never breaks the query language, whatever is typed', () => {
    const pieces = [
      '"',
      "'",
      '*',
      '(',
      ')',
      'AND',
      'OR',
      'NOT',
      'NEAR(',
      '^',
      ':',
      '-',
      '+',
      '{',
      '}',
      '\\',
      ';',
      '%',
      'a',
      'é',
      '🚗',
      '\ud800',
      '\u0000',
      ',',
    ];
    let seed = 1;
    const random = () => (seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0) / 2 ** 32;
    for (let i = 0; i < 3000; i++) {
      const text = Array.from(
        { length: 1 + Math.floor(random() * 8) },
        () => pieces[Math.floor(random() * pieces.length)],
      ).join(random() < 0.5 ? ' ' : '');
      for (const word of wordsOfText(text))
        expect(() => find.all(prefixQuery(word)), JSON.stringify(text)).not.toThrow();
    }
  });
});

describe('tagNameMatches', () => {
  it.each([
    ['prediction.missed-cut-in', 'cut', true],
    ['prediction.missed-cut-in', 'pred', true],
    ['prediction.missed-cut-in', 'missed-cut', true],
    ['prediction.missed-cut-in', 'ut', false],
    ['collision.vru', 'vru', true],
    ['collision.vru', 'collisions', false],
  ])('%s begins %s: %s', (name, word, expected) => expect(tagNameMatches(name, word)).toBe(expected));
});
