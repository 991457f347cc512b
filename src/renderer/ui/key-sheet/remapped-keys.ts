import type { Command } from '../commands.ts';
import { normalChord } from '../keys/chord.ts';

type Remapped = Readonly<Record<string, readonly string[]>>;

/** The remapped keys with one command changed; null gives it its default keys back, which leave no entry. */
export function withKeys(
  remapped: Remapped,
  command: Pick<Command, 'id' | 'keys'>,
  keys: readonly string[] | null,
): Record<string, readonly string[]> {
  const { [command.id]: _, ...rest } = remapped;
  const same = keys !== null && keys.map(normalChord).join(' ') === command.keys.map(normalChord).join(' ');
  return keys === null || same ? rest : { ...rest, [command.id]: keys };
}
