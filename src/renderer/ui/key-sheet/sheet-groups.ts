import { keysOf, type Command } from '../commands.ts';
import { sheetRows, singleRows, type SheetRow } from './sheet-rows.ts';

export interface SheetGroup {
  title: string;
  /** Where the group's keys work, in words. */
  fact: string;
  rows: SheetRow[];
}

const order = ['Time', 'Clips', 'Failure tags', 'Judge', 'See', 'Runs', 'Compare', 'Lab', 'Library', 'Everywhere'];

const facts: Readonly<Record<string, string>> = {
  Time: 'everywhere with a clock',
  Clips: 'list',
  'Failure tags': 'yours, one digit each',
  See: 'viewer',
};

/**
 * Commands that have keys, by group in the sheet's order; an unknown group comes before Everywhere. For remapping all
 * commands, one a line.
 */
export function sheetGroups(
  commands: Iterable<Command>,
  remapped: Readonly<Record<string, readonly string[]>>,
  remapping = false,
): SheetGroup[] {
  const byGroup = new Map<string, Command[]>();
  for (const command of commands)
    if (remapping || keysOf({ remapped }, command).length > 0)
      byGroup.set(command.group, [...(byGroup.get(command.group) ?? []), command]);
  const place = (title: string) => (order.includes(title) ? order.indexOf(title) : order.length - 1.5);
  return [...byGroup]
    .sort(([a], [b]) => place(a) - place(b))
    .map(([title, list]) => ({
      title,
      fact: facts[title] ?? '',
      rows: remapping ? singleRows(list) : sheetRows(list),
    }));
}

/** Groups in columns of about the same height, in order; a group is not split. */
export function inColumns(groups: readonly SheetGroup[], columns: number): SheetGroup[][] {
  const height = (group: SheetGroup) => group.rows.length + 2;
  let rest = groups.reduce((sum, g) => sum + height(g), 0);
  const filled: SheetGroup[][] = Array.from({ length: columns }, () => []);
  let column = 0;
  let used = 0;
  for (const group of groups) {
    const goal = rest / (columns - column);
    if (used > 0 && column < columns - 1 && used + height(group) / 2 > goal) {
      rest -= used;
      used = 0;
      column += 1;
    }
    filled[column].push(group);
    used += height(group);
  }
  return filled.filter((c) => c.length > 0);
}
