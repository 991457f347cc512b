import type { View } from '../../state/session.ts';
import type { Command, CommandScope } from '../commands.ts';
import { keysOf } from '../commands.ts';
import { normalChord } from './chord.ts';

const scopesOfView: Record<View, readonly CommandScope[]> = {
  library: ['everywhere', 'library'],
  review: ['everywhere', 'clock', 'list', 'viewer', 'judge', 'tags', 'runs'],
  compare: ['everywhere', 'compare', 'clock', 'runs'],
  lab: ['everywhere', 'lab'],
  reports: ['everywhere'],
  jobs: ['everywhere'],
  settings: ['everywhere'],
};

/** Scopes whose keys work in a view; panels of other views stay mounted but rest. */
export const liveScopes = (view: View): readonly CommandScope[] => scopesOfView[view];

type Remapped = Readonly<Record<string, readonly string[]>>;

const answers = (command: Command, remapped: Remapped, chord: string): boolean =>
  keysOf({ remapped }, command).some((key) => normalChord(key) === chord);

/** The command that a chord runs in a view; of two, the narrower scope. */
export function commandFor(commands: Iterable<Command>, remapped: Remapped, view: View, chord: string): Command | null {
  const scopes = liveScopes(view);
  let found: Command | null = null;
  for (const command of commands) {
    if (!scopes.includes(command.scope) || !answers(command, remapped, chord)) continue;
    if (found === null || found.scope === 'everywhere') found = command;
  }
  return found;
}

export interface Conflict {
  chord: string;
  commandIds: string[];
}

const meet = (a: CommandScope, b: CommandScope): boolean =>
  Object.values(scopesOfView).some((scopes) => scopes.includes(a) && scopes.includes(b));

/** Chords that more than one command claims where both can be live. */
export function conflictsIn(commands: Iterable<Command>, remapped: Remapped): Conflict[] {
  const byChord = new Map<string, Command[]>();
  for (const command of commands)
    for (const key of new Set(keysOf({ remapped }, command).map(normalChord)))
      byChord.set(key, [...(byChord.get(key) ?? []), command]);
  const conflicts: Conflict[] = [];
  for (const [chord, claimants] of byChord) {
    const clashing = claimants.filter((a) => claimants.some((b) => a !== b && meet(a.scope, b.scope)));
    if (clashing.length > 1) conflicts.push({ chord, commandIds: clashing.map((c) => c.id) });
  }
  return conflicts;
}

/** Commands that would clash if `command` got `chord`. */
export const claimantsOf = (
  commands: Iterable<Command>,
  remapped: Remapped,
  command: Command,
  chord: string,
): Command[] =>
  [...commands].filter(
    (c) => c.id !== command.id && meet(c.scope, command.scope) && answers(c, remapped, normalChord(chord)),
  );
