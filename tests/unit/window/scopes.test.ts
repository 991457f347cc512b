import { describe, expect, it } from 'vitest';
import type { Command, CommandScope } from '../../../src/renderer/ui/commands.ts';
import { withKeys } from '../../../src/renderer/ui/key-sheet/remapped-keys.ts';
import { claimantsOf, commandFor, conflictsIn } from '../../../src/renderer/ui/keys/scopes.ts';

const command = (id: string, scope: CommandScope, ...keys: string[]): Command => ({
  id,
  title: id,
  group: 'Everywhere',
  scope,
  keys,
  run: () => undefined,
});
const commands = [
  command('app.leave', 'everywhere', 'Escape'),
  command('app.undo', 'everywhere', 'Ctrl+z'),
  command('viewer.close', 'viewer', 'Escape'),
  command('list.filter', 'list', '/'),
  command('library.filter', 'library', '/'),
  command('clock.loop', 'clock', 'R'),
  command('see.measure', 'viewer', 'r'),
];

describe('which command a key runs', () => {
  it.each([
    ['review', 'Escape', 'viewer.close'],
    ['library', 'Escape', 'app.leave'],
    ['review', '/', 'list.filter'],
    ['library', '/', 'library.filter'],
    ['jobs', '/', null],
    ['jobs', 'Ctrl+Z', 'app.undo'],
    ['library', 'R', null],
  ] as const)('in %s %s runs %s', (view, chord, id) =>
    expect(commandFor(commands, {}, view, chord)?.id ?? null).toBe(id),
  );

  it('follows remapped keys and forgets the default ones', () => {
    const remapped = { 'app.undo': ['U'] };
    expect(commandFor(commands, remapped, 'jobs', 'U')?.id).toBe('app.undo');
    expect(commandFor(commands, remapped, 'jobs', 'Ctrl+Z')).toBeNull();
  });
});

describe('conflicts', () => {
  it('names keys that two commands of one view claim, not keys of different views', () => {
    expect(conflictsIn(commands, {})).toEqual([
      { chord: 'Escape', commandIds: ['app.leave', 'viewer.close'] },
      { chord: 'R', commandIds: ['clock.loop', 'see.measure'] },
    ]);
  });

  it('are gone when one of them gets another key', () => {
    expect(conflictsIn(commands, { 'see.measure': ['M'], 'viewer.close': [] })).toEqual([]);
  });

  it('are told before a key is given', () => {
    expect(claimantsOf(commands, {}, commands[1], 'r').map((c) => c.id)).toEqual(['clock.loop', 'see.measure']);
    expect(claimantsOf(commands, {}, commands[4], 'R')).toEqual([]);
  });
});

describe('remapped keys', () => {
  const undo = commands[1];
  it.each([
    ['another key is kept', {}, ['U'], { 'app.undo': ['U'] }],
    ['the default key needs no entry', { 'app.undo': ['U'] }, ['Ctrl+Z'], {}],
    ['as it came', { 'app.undo': ['U'], other: ['1'] }, null, { other: ['1'] }],
    ['no key at all', {}, [], { 'app.undo': [] }],
  ])('%s', (_, before, keys, after) => expect(withKeys(before, undo, keys)).toEqual(after));
});
