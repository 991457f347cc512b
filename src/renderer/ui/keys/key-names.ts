import { partsOfChord } from './chord.ts';

const caps: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
  Delete: 'Del',
  PageUp: 'PgUp',
  PageDown: 'PgDn',
};

/** A chord as it is printed on a key cap: `Shift+ArrowLeft` is `Shift ←`. */
export const keyLabels = (chord: string): string => {
  const { held, key } = partsOfChord(chord);
  return [...held, caps[key] ?? (key.length === 1 ? key.toUpperCase() : key)].join(' ');
};
