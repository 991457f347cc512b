import Database from 'better-sqlite3';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readableRows } from '../../../src/main/workspace/safety/readable-rows.ts';

const folder = mkdtempSync(join(tmpdir(), 'foresight-rows-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ROWS = 2000;
const PAGE = 4096;

/** A table of 2000 rows, of which some pages are overwritten. */
function damaged(name: string, damage: (content: Buffer) => void): Database.Database {
  const file = join(folder, `${name}.sqlite`);
  const db = new Database(file);
  db.exec('CREATE TABLE t (a INTEGER, b TEXT)');
  const insert = db.prepare('INSERT INTO t VALUES (?, ?)');
  db.transaction(() => {
    for (let i = 1; i <= ROWS; i++) insert.run(i, `row ${i} ${'x'.repeat(50)}`);
  })();
  db.close();
  const content = readFileSync(file);
  damage(content);
  writeFileSync(file, content);
  return new Database(file, { readonly: true });
}
const pageWith = (content: Buffer, text: string) => Math.floor(content.indexOf(text) / PAGE) * PAGE;
const spoil = (content: Buffer, text: string) =>
  content.fill(0xff, pageWith(content, text), pageWith(content, text) + PAGE);

describe('readableRows', () => {
  it.each<[string, (content: Buffer) => void, number]>([
    ['nothing damaged', () => undefined, ROWS],
    ['the first page of rows', (content) => spoil(content, 'row 1 '), ROWS - 80],
    ['a page in the middle', (content) => spoil(content, 'row 1000 '), ROWS - 80],
    ['two pages apart', (content) => [spoil(content, 'row 500 '), spoil(content, 'row 1500 ')], ROWS - 160],
    ['the last page of rows', (content) => spoil(content, `row ${ROWS} `), ROWS - 80],
  ])('with %s gives all other rows, each once and whole', (name, damage, atLeast) => {
    const db = damaged(name.replaceAll(' ', '-'), damage);
    const rows = [...readableRows(db, 't', ['a', 'b'])];
    db.close();
    const numbers = rows.map((row) => Number(row.a));
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(rows.length).toBeGreaterThanOrEqual(atLeast);
    for (const row of rows) expect(row.b).toBe(`row ${row.a} ${'x'.repeat(50)}`);
  });

  it('gives nothing of a table that is not there', () => {
    const db = new Database(':memory:');
    expect([...readableRows(db, 't', ['a'])]).toEqual([]);
  });
});
