import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openPageFiles } from '../../../src/main/hosts/page-files.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'foresight-page-'));
  mkdirSync(join(folder, 'page/assets'), { recursive: true });
  writeFileSync(join(folder, 'page/index.html'), '<!doctype html>');
  writeFileSync(join(folder, 'page/assets/main-1.js'), 'export {};');
  writeFileSync(join(folder, 'page/notes.txt'), 'no type that a page needs');
  writeFileSync(join(folder, 'secret.js'), 'outside');
  symlinkSync(join(folder, 'secret.js'), join(folder, 'page/assets/link.js'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it.each([
  ['/', 'text/html; charset=utf-8'],
  ['/index.html', 'text/html; charset=utf-8'],
  ['/assets/main-1.js', 'text/javascript; charset=utf-8'],
  ['/secret.js', null],
  ['/../secret.js', null],
  ['/assets/../../secret.js', null],
  ['/assets/link.js', null],
  ['/assets', null],
  ['/notes.txt', null],
  ['', null],
  ['//index.html', null],
])('%s', async (path, type) => {
  const file = await openPageFiles(join(folder, 'page')).read(path);
  expect(file?.type ?? null).toBe(type);
});

it('finds what a newer build brought', async () => {
  const files = openPageFiles(join(folder, 'page'));
  writeFileSync(join(folder, 'page/assets/main-2.js'), 'export {};');
  expect(await files.read('/assets/main-2.js')).not.toBeNull();
});

it('says in words that the window is not built', () => {
  expect(() => openPageFiles(join(folder, 'nothing'))).toThrow('The window is not built yet');
});
