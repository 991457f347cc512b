/** The part of a keyboard event that a chord is made of. */
export interface KeyPress {
  key: string;
  code: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
  getModifierState?: (key: string) => boolean;
}

const modifiers = ['Ctrl', 'Alt', 'Shift'] as const;
const bareModifiers = new Set([
  'Control',
  'Shift',
  'Alt',
  'Meta',
  'AltGraph',
  'CapsLock',
  'Dead',
  'Process',
  'Unidentified',
]);

/** Letters and digits keep their place when Alt would turn them into another sign. */
const plainKey = ({ key, code, altKey }: KeyPress): string => {
  if (altKey && /^(Key[A-Z]|Digit[0-9])$/.test(code)) return code.slice(-1);
  if (key === ' ') return 'Space';
  return key.length === 1 ? key.toUpperCase() : key;
};

/**
 * A key press as a chord, `Ctrl+Shift+Z`; null while only modifiers are down. Command on a Mac counts as Ctrl. Shift is
 * named with letters and keys like arrows; with signs it is part of the sign (`?`), and so is AltGr.
 */
export function chordOf(press: KeyPress): string | null {
  if (bareModifiers.has(press.key)) return null;
  const key = plainKey(press);
  const isSign = key.length === 1 && !/[A-Z0-9]/.test(key);
  const byAltGr = press.getModifierState?.('AltGraph') === true && press.key.length === 1;
  const held = {
    Ctrl: (press.ctrlKey || press.metaKey) && !byAltGr,
    Alt: press.altKey && !byAltGr,
    Shift: press.shiftKey && !isSign && !byAltGr,
  };
  return [...modifiers.filter((m) => held[m]), key].join('+');
}

/** The chords a key press may stand for, first choice first: on many keyboards Shift+1 is also a sign of its own. */
export function chordsOf(press: KeyPress): string[] {
  const chord = chordOf(press);
  if (chord === null) return [];
  const digit = /^Digit(\d)$/.exec(press.code)?.[1];
  if (digit === undefined || !press.shiftKey || press.key === digit) return [chord];
  return [chord, [...partsOfChord(chord).held, 'Shift', digit].join('+')];
}

/** The parts of a written chord: `Ctrl++` has the key `+`. */
export function partsOfChord(chord: string): { held: string[]; key: string } {
  const at = chord.length === 1 ? -1 : chord.lastIndexOf('+', chord.length - 2);
  return at < 0 ? { held: [], key: chord } : { held: chord.slice(0, at).split('+'), key: chord.slice(at + 1) };
}

/** One spelling for each chord: modifiers in the order Ctrl, Alt, Shift, letters in capitals. */
export function normalChord(chord: string): string {
  const { held, key } = partsOfChord(chord);
  const known = key === ' ' ? 'Space' : key.length === 1 ? key.toUpperCase() : key;
  return [...modifiers.filter((m) => held.includes(m)), known].join('+');
}

const editing = new Set([
  'A',
  'C',
  'V',
  'X',
  'Y',
  'Z',
  'B',
  'I',
  'U',
  'Backspace',
  'Delete',
  'ArrowLeft',
  'ArrowRight',
  'ArrowUp',
  'ArrowDown',
  'Home',
  'End',
  'Enter',
]);

/** True for chords that belong to the text field while the user types; only F keys and Ctrl or Alt chords that edit no text pass. */
export function restsWhileTyping(chord: string): boolean {
  const { held, key } = partsOfChord(chord);
  if (/^F\d{1,2}$/.test(key)) return false;
  if (!held.includes('Ctrl') && !held.includes('Alt')) return true;
  return editing.has(key);
}

const stepping = new Set([
  'ArrowLeft',
  'ArrowRight',
  'ArrowUp',
  'ArrowDown',
  ',',
  '.',
  '[',
  ']',
  'N',
  'P',
  'PageUp',
  'PageDown',
]);

/** True where holding the key down steps on; other commands run once a press. */
export const repeats = (chord: string): boolean => stepping.has(partsOfChord(chord).key);
