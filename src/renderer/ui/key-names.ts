const caps: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
  Delete: 'Del',
};

/** A chord as it is printed on a key cap: `Shift+ArrowLeft` is `Shift ←`. */
export const keyLabels = (chord: string): string => {
  const parts =
    chord === '+' ? ['+'] : chord.split('+').map((part, i, all) => (part === '' && i === all.length - 1 ? '+' : part));
  return parts
    .filter((part) => part !== '')
    .map((part) => caps[part] ?? (part.length === 1 ? part.toUpperCase() : part))
    .join(' ');
};
