import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildIsFresh } from '../../../scripts/build-if-needed.ts';
import { binaryName, findElectron } from '../../../scripts/find-electron.ts';

let root: string;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'foresight-start-'))));
afterEach(() => rmSync(root, { recursive: true, force: true }));

function put(path: string, text = '', atS?: number): string {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  if (atS !== undefined) utimesSync(file, atS, atS);
  return file;
}

describe('finding Electron', () => {
  const name = binaryName(process.platform);
  const find = (env: NodeJS.ProcessEnv = {}) => {
    const said: string[] = [];
    return { found: findElectron(root, env, (sentence) => said.push(sentence)), said };
  };

  it('takes the one that is named', () => {
    const binary = put(`named/${name}`);
    expect(find({ ELECTRON_OVERRIDE_DIST_PATH: join(root, 'named') }).found).toEqual({ binary });
  });
  it('says when the named folder has none, and looks nowhere else', () => {
    put(`node_modules/electron/dist/${name}`);
    const { found } = find({ ELECTRON_OVERRIDE_DIST_PATH: join(root, 'nowhere') });
    expect(found).toMatchObject({ missing: expect.stringContaining('nowhere') as string });
  });
  it('takes the installed one', () => {
    const binary = put(`node_modules/electron/dist/${name}`);
    expect(find().found).toEqual({ binary });
  });
  it('says when the package is not there', () => {
    expect(find().found).toEqual({ missing: 'the electron package is not installed' });
  });
  it('lets the package fetch its binary', () => {
    // An installer that does at once what the real one does by the network.
    const binary = join(root, 'node_modules/electron/dist', name);
    put(
      'node_modules/electron/install.js',
      `const { mkdirSync, writeFileSync } = require('node:fs'); mkdirSync(${JSON.stringify(dirname(binary))}, { recursive: true }); writeFileSync(${JSON.stringify(binary)}, '');`,
    );
    const { found, said } = find();
    expect(found).toEqual({ binary });
    expect(said).toHaveLength(1);
  });
  it('does not try again on the same day when that failed', () => {
    put('node_modules/electron/install.js', 'process.exit(1);');
    expect(find()).toMatchObject({
      said: [expect.any(String)],
      found: { missing: expect.stringContaining('npx install-electron') as string },
    });
    expect(find()).toMatchObject({ said: [], found: { missing: expect.stringContaining('lately') as string } });
  });
});

describe('a build is fresh', () => {
  const nowS = Date.now() / 1000;
  const outputs = ['out/main/electron.js', 'out/preload/preload.cjs', 'out/renderer/index.html'];
  beforeEach(() => {
    const sources = ['src/a.ts', 'src/deep/b.ts', 'electron.vite.config.ts', 'package.json'].map((path) =>
      put(path, '', nowS - 60),
    );
    for (const source of sources) utimesSync(dirname(source), nowS - 60, nowS - 60);
    for (const path of outputs) put(path);
    put('out/.built', '', nowS);
    utimesSync(join(root, 'src'), nowS - 60, nowS - 60);
  });

  it('when it is whole and newer than every source', () => expect(buildIsFresh(root)).toBe(true));
  it('not without its stamp', () => {
    rmSync(join(root, 'out/.built'));
    expect(buildIsFresh(root)).toBe(false);
  });
  it.each(outputs)('not without %s', (path) => {
    rmSync(join(root, path));
    expect(buildIsFresh(root)).toBe(false);
  });
  it.each(['src/deep/b.ts', 'package.json', 'electron.vite.config.ts'])('not when %s is newer', (path) => {
    put(path, '', nowS + 10);
    expect(buildIsFresh(root)).toBe(false);
  });
  it('not when a source was taken away', () => {
    rmSync(join(root, 'src/deep/b.ts'));
    utimesSync(join(root, 'src/deep'), nowS + 10, nowS + 10);
    expect(buildIsFresh(root)).toBe(false);
  });
});
