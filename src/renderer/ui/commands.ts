import { useEffect } from 'react';
import { create } from 'zustand';

/** Where a command's keys are live. `everywhere` works in all views; others only while that part is mounted. */
export type CommandScope =
  'everywhere' | 'library' | 'clock' | 'list' | 'viewer' | 'judge' | 'tags' | 'runs' | 'compare' | 'lab';

/** Anything the user can do by key or from the palette. The key sheet and tooltips are made from these. */
export interface Command {
  /** `clock.play`; stable, since remapped keys refer to it. */
  id: string;
  title: string;
  /** Heading in the key sheet: `Time`, `Clips`, `Failure tags`, `Judge`, `See`, `Runs`, `Everywhere`. */
  group: string;
  scope: CommandScope;
  /** Default keys as `Ctrl+Shift+Z`, `Space`, `ArrowLeft`, `,`. */
  keys: readonly string[];
  run: (event?: KeyboardEvent) => void;
  /** Called when the key is let go, for held keys such as H. */
  release?: () => void;
  /** Why it cannot run now; null or absent when it can. */
  disabled?: string | null;
}

interface CommandRegistry {
  commands: ReadonlyMap<string, Command>;
  /** Keys changed by the user, by command id. */
  remapped: Readonly<Record<string, readonly string[]>>;
  register: (commands: readonly Command[]) => () => void;
  remap: (remapped: Readonly<Record<string, readonly string[]>>) => void;
}

export const useCommandRegistry = create<CommandRegistry>()((set) => ({
  commands: new Map(),
  remapped: {},
  register: (commands) => {
    set((s) => ({ commands: new Map([...s.commands, ...commands.map((c) => [c.id, c] as const)]) }));
    return () =>
      set((s) => {
        const rest = new Map(s.commands);
        for (const c of commands) if (rest.get(c.id) === c) rest.delete(c.id);
        return { commands: rest };
      });
  },
  remap: (remapped) => set({ remapped }),
}));

/** Registers commands while the calling component is mounted. Pass a memoised list. */
export function useCommands(commands: readonly Command[]): void {
  const register = useCommandRegistry((s) => s.register);
  useEffect(() => register(commands), [register, commands]);
}

/** Keys of a command as they are now. */
export const keysOf = (registry: Pick<CommandRegistry, 'remapped'>, command: Command): readonly string[] =>
  registry.remapped[command.id] ?? command.keys;
