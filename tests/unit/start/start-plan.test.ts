import { describe, expect, it } from 'vitest';
import { binaryName } from '../../../scripts/find-electron.ts';
import { chromiumCandidates } from '../../../src/main/runtime/find-chromium.ts';
import { nodeIsNewEnough } from '../../../scripts/require-node.mjs';
import { planStart, type StartFacts } from '../../../scripts/start-plan.ts';

const facts: StartFacts = {
  platform: 'linux',
  env: { DISPLAY: ':0' },
  isRoot: false,
  electron: () => ({ binary: '/e/electron' }),
  chromium: () => '/usr/bin/chromium',
};
const mustNotLook = () => {
  throw new Error('looked for what cannot be used');
};

describe('start plan', () => {
  it.each<[string, Partial<StartFacts>, object]>([
    ['Electron', {}, { kind: 'electron', binary: '/e/electron', switches: [], say: [] }],
    ['Electron on Wayland', { env: { WAYLAND_DISPLAY: 'w' } }, { kind: 'electron' }],
    [
      'Electron as root, said so',
      { isRoot: true },
      { kind: 'electron', switches: ['--no-sandbox'], say: [expect.stringContaining('root')] },
    ],
    ['Electron on macOS without DISPLAY', { platform: 'darwin', env: {} }, { kind: 'electron' }],
    [
      'server and browser without Electron',
      { electron: () => ({ missing: 'its binary could not be fetched' }) },
      {
        kind: 'server',
        browser: { binary: '/usr/bin/chromium', switches: [] },
        say: [expect.stringContaining('could not be fetched')],
      },
    ],
    [
      'server alone without a browser',
      { electron: () => ({ missing: 'x' }), chromium: () => null },
      { kind: 'server', browser: null },
    ],
    [
      'server without looking for anything where there is no screen',
      { env: {}, electron: mustNotLook, chromium: mustNotLook },
      { kind: 'server', browser: null, say: [expect.stringContaining('no screen')] },
    ],
    ['no --no-sandbox as Windows’ administrator', { platform: 'win32', isRoot: true }, { switches: [] }],
  ])('%s', (_name, part, expected) => expect(planStart({ ...facts, ...part })).toMatchObject(expected));

  it.each([
    ['18.19.0', false],
    ['20.20.2', false],
    ['22.17.1', false],
    ['22.18.0', true],
    ['23.5.0', false],
    ['23.6.0', true],
    ['24.0.0', true],
    ['25.1.0', true],
  ])('Node %s: %s', (version, enough) => expect(nodeIsNewEnough(version)).toBe(enough));

  it('names the binary of each platform', () => {
    expect(['linux', 'win32', 'darwin'].map((p) => binaryName(p as NodeJS.Platform))).toEqual([
      'electron',
      'electron.exe',
      'Electron.app/Contents/MacOS/Electron',
    ]);
  });

  it('looks for Chromium along the path, Chromium itself first', () => {
    expect(chromiumCandidates('linux', { PATH: '/a:/b' }).slice(0, 3)).toEqual([
      '/a/chromium',
      '/b/chromium',
      '/a/chromium-browser',
    ]);
    expect(chromiumCandidates('win32', { ProgramFiles: 'C:\\P' })).toContain(
      'C:\\P\\Google\\Chrome\\Application\\chrome.exe',
    );
  });
});
