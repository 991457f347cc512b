import { keysOf, useCommandRegistry } from './commands.ts';
import { Kbd } from './kbd.tsx';

/** The first key of a command as it is now; nothing where it has none. */
export function CommandKey({ command }: { command: string }) {
  const keys = useCommandRegistry((s) => {
    const found = s.commands.get(command);
    return found && keysOf(s, found).at(0);
  });
  return keys === undefined ? null : <Kbd keys={keys} />;
}
