import type { Command } from '../commands.ts';

/** One line of the sheet: a title and the commands whose keys stand beside it. */
export interface SheetRow {
  title: string;
  commands: Command[];
  /** Between the caps of different commands: nothing, or dots for a run of digits. */
  joined: 'list' | 'range';
}

/** Commands that read as one line: opposites and rows of keys. Remapping shows each by itself. */
const together: readonly { title: string; ids: readonly string[] }[] = [
  { title: 'Back, stop, forward', ids: ['clock.back', 'clock.stop', 'clock.forward'] },
  { title: 'One frame', ids: ['clock.frame-back', 'clock.frame-forward'] },
  { title: 'Half a second', ids: ['clock.half-back', 'clock.half-forward'] },
  { title: 'Two seconds', ids: ['clock.two-back', 'clock.two-forward'] },
  { title: 'Slower, faster', ids: ['clock.slower', 'clock.faster'] },
  { title: 'Span in, out', ids: ['clock.span-in', 'clock.span-out'] },
  { title: 'Next event, previous', ids: ['clock.event-next', 'clock.event-previous'] },
  { title: 'Decision instant, end', ids: ['clock.decision', 'clock.end'] },
  { title: 'Next clip, previous', ids: ['list.next', 'list.previous'] },
  { title: 'Next predicted video, previous', ids: ['video.next', 'video.previous'] },
  { title: 'Sort by Δ, by score, by time', ids: ['list.sort-delta', 'list.sort-score', 'list.sort-time'] },
  { title: 'Choose run A, run B', ids: ['runs.choose-a', 'runs.choose-b'] },
  { title: 'Next clip, previous', ids: ['compare.next', 'compare.previous'] },
  { title: 'Steer left, right', ids: ['lab.steer-left', 'lab.steer-right'] },
  { title: 'Accelerate, brake', ids: ['lab.accelerate', 'lab.brake'] },
  { title: 'Next instant, previous', ids: ['lab.instant-next', 'lab.instant-previous'] },
  { title: 'Next panel, previous', ids: ['panel.next', 'panel.previous'] },
  {
    title: 'Library to Settings',
    ids: ['view.library', 'view.review', 'view.compare', 'view.reports', 'view.jobs', 'view.settings'],
  },
];
const digitsOnClip = 'tag.put-on-clip.';

/** The commands that stand on one line with this one, itself alone where the set is not whole. */
function companions(command: Command, commands: readonly Command[]): { title: string; commands: Command[] } {
  if (command.id.startsWith(digitsOnClip))
    return { title: 'The same, on the whole clip', commands: commands.filter((c) => c.id.startsWith(digitsOnClip)) };
  const set = together.find((t) => t.ids.includes(command.id));
  const members = set?.ids.flatMap((id) => commands.find((c) => c.id === id) ?? []) ?? [];
  return set && members.length === set.ids.length
    ? { title: set.title, commands: members }
    : { title: command.title, commands: [command] };
}

/** The lines of a group: what belongs together on one, everything else by itself, in the group's order. */
export function sheetRows(commands: readonly Command[]): SheetRow[] {
  const rows: SheetRow[] = [];
  const shown = new Set<Command>();
  // The digits of a whole clip stand after those of an instant, not between them.
  const isDigit = (c: Command) => c.id.startsWith('tag.put.');
  for (const command of [...commands.filter(isDigit), ...commands.filter((c) => !isDigit(c))]) {
    if (shown.has(command)) continue;
    const row = companions(command, commands);
    row.commands.forEach((c) => shown.add(c));
    rows.push({ ...row, joined: row.commands.length > 3 ? 'range' : 'list' });
  }
  return rows;
}

/** Each command on a line of its own. */
export const singleRows = (commands: readonly Command[]): SheetRow[] =>
  commands.map((command) => ({ title: command.title, commands: [command], joined: 'list' }));

/**
 * Key caps of a line, in groups that stand for each other: `↓ ↑ or N P`. A long row of commands shows its first and
 * last cap only.
 */
export function capGroups(row: SheetRow, keysOf: (command: Command) => readonly string[]): string[][] {
  const keys = row.commands.map(keysOf);
  if (row.joined === 'range') return [[keys[0][0], '…', keys[keys.length - 1][0]]];
  const alternatives = Math.max(...keys.map((k) => k.length));
  return Array.from({ length: alternatives }, (_, i) => keys.flatMap((k) => (i < k.length ? [k[i]] : [])));
}
