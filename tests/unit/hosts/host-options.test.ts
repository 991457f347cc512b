import { describe, expect, it } from 'vitest';
import {
  defaultWorkspaceFolder,
  faultOfHostOptions,
  readHostOptions,
  type Machine,
} from '../../../src/main/hosts/host-options.ts';

const machine: Machine = { platform: 'linux', env: {}, home: '/home/a', cwd: '/here' };

describe('host options', () => {
  it.each<[string, string[], Partial<ReturnType<typeof readHostOptions>>]>([
    ['none', [], { workspaceFolder: '/home/a/.local/share/foresight', datasets: [], sample: false, port: null }],
    ['relative to where it was called', ['--workspace', 'w'], { workspaceFolder: '/here/w' }],
    ['absolute', ['--workspace=/w'], { workspaceFolder: '/w' }],
    ['several data sets', ['--dataset', '/a', '--dataset', 'b'], { datasets: ['/a', '/here/b'] }],
    ['a port', ['--port', '8123'], { port: 8123 }],
    ['the sample drives for a new workspace', ['--sample'], { sample: true, datasets: [] }],
    ['no port', ['--port', 'x'], { port: null }],
    ['a runtime’s own switches', ['--no-sandbox', '--inspect=0', '.', '--workspace', '/w'], { workspaceFolder: '/w' }],
  ])('%s', (_name, args, expected) => expect(readHostOptions(args, machine)).toMatchObject(expected));

  it.each<[Partial<Machine>, string]>([
    [{}, '/home/a/.local/share/foresight'],
    [{ env: { XDG_DATA_HOME: '/data' } }, '/data/foresight'],
    [{ platform: 'darwin' }, '/home/a/Library/Application Support/Foresight'],
  ])('puts the workspace into the user’s data folder %#', (part, expected) =>
    expect(defaultWorkspaceFolder({ ...machine, ...part })).toBe(expected),
  );

  it.each<[string[], RegExp | null]>([
    [[], null],
    [['--workspace', 'w', '--dataset', 'a', '--dataset=b', '--port', '8123'], null],
    [['--workspce', 'w'], /^Unknown option '--workspce'\.$/],
    [['--dataset'], /--dataset.*missing\.$/],
    [['--port', 'x'], /^--port x is no port/],
    [['--port', '70000'], /^--port 70000 is no port/],
    [['study'], /^Unexpected argument 'study'/],
  ])('says what is wrong with what a user wrote: %j', (args, expected) => {
    const fault = faultOfHostOptions(args);
    if (expected === null) expect(fault).toBeNull();
    else expect(fault).toMatch(expected);
  });
});
