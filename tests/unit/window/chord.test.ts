import { describe, expect, it } from 'vitest';
import {
  chordOf,
  chordsOf,
  normalChord,
  partsOfChord,
  repeats,
  restsWhileTyping,
  type KeyPress,
} from '../../../src/renderer/ui/keys/chord.ts';
import { keyLabels } from '../../../src/renderer/ui/keys/key-names.ts';

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...more,
});

describe('the chord of a key press', () => {
  it.each<[string, KeyPress, string | null]>([
    ['a letter', press('j'), 'J'],
    ['a letter with Shift is named with it', press('E', { shiftKey: true }), 'Shift+E'],
    ['a sign carries its Shift in itself', press('?', { shiftKey: true }), '?'],
    ['space has a name', press(' '), 'Space'],
    ['Ctrl with Shift', press('Z', { ctrlKey: true, shiftKey: true }), 'Ctrl+Shift+Z'],
    ['Command counts as Ctrl', press('z', { metaKey: true }), 'Ctrl+Z'],
    ['an arrow with Shift', press('ArrowLeft', { shiftKey: true }), 'Shift+ArrowLeft'],
    ['Alt keeps the key under a changed sign', press('¡', { altKey: true, code: 'Digit1' }), 'Alt+1'],
    [
      'AltGr makes a sign, no chord of Ctrl and Alt',
      press('[', { ctrlKey: true, altKey: true, getModifierState: (m) => m === 'AltGraph' }),
      '[',
    ],
    ['only modifiers', press('Shift', { shiftKey: true }), null],
    ['a dead key', press('Dead'), null],
  ])('%s', (_, event, chord) => expect(chordOf(event)).toBe(chord));

  it('offers Shift with the digit where the keyboard makes a sign of it', () => {
    expect(chordsOf(press('!', { shiftKey: true, code: 'Digit1' }))).toEqual(['!', 'Shift+1']);
    expect(chordsOf(press('1', { code: 'Digit1' }))).toEqual(['1']);
  });
});

describe('written chords', () => {
  it.each([
    ['Ctrl++', ['Ctrl'], '+'],
    ['+', [], '+'],
    ['Ctrl+Shift+Z', ['Ctrl', 'Shift'], 'Z'],
    ['Space', [], 'Space'],
  ])('%s has its parts', (chord, held, key) => expect(partsOfChord(chord)).toEqual({ held, key }));

  it.each([
    ['Shift+Ctrl+z', 'Ctrl+Shift+Z'],
    ['j', 'J'],
    [' ', 'Space'],
    ['Alt+1', 'Alt+1'],
  ])('%s is spelt %s', (written, normal) => expect(normalChord(written)).toBe(normal));

  it.each([
    ['Shift+ArrowLeft', 'Shift ←'],
    ['Ctrl+K', 'Ctrl K'],
    ['Escape', 'Esc'],
    ['+', '+'],
  ])('%s is printed as %s', (chord, cap) => expect(keyLabels(chord)).toBe(cap));
});

it.each([
  ['J', true],
  ['Space', true],
  ['?', true],
  ['Ctrl+Z', true],
  ['Ctrl+A', true],
  ['Ctrl+K', false],
  ['F6', false],
  ['Alt+1', false],
])('while typing %s rests: %s', (chord, rests) => expect(restsWhileTyping(chord)).toBe(rests));

it.each([
  ['ArrowRight', true],
  ['Shift+ArrowRight', true],
  [']', true],
  ['1', false],
  ['Space', false],
])('held down %s repeats: %s', (chord, again) => expect(repeats(chord)).toBe(again));
