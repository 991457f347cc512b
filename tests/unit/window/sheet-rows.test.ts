import { describe, expect, it } from 'vitest';
import type { Command } from '../../../src/renderer/ui/commands.ts';
import { inColumns, sheetGroups } from '../../../src/renderer/ui/key-sheet/sheet-groups.ts';
import { capGroups, sheetRows } from '../../../src/renderer/ui/key-sheet/sheet-rows.ts';

const command = (id: string, keys: string[], group = 'Time'): Command => ({
  id,
  title: id,
  group,
  scope: 'clock',
  keys,
  run: () => undefined,
});
const defaults = (c: Command) => c.keys;

describe('rows of the sheet', () => {
  it('put opposites on one line, with the alternatives beside each other', () => {
    const [row] = sheetRows([command('list.next', ['ArrowDown', 'N']), command('list.previous', ['ArrowUp', 'P'])]);
    expect(row.title).toBe('Next clip, previous');
    expect(capGroups(row, defaults)).toEqual([
      ['ArrowDown', 'ArrowUp'],
      ['N', 'P'],
    ]);
  });
  it('put the next and the previous predicted video on one line', () => {
    const [row, ...others] = sheetRows([command('video.next', ['Y']), command('video.previous', ['Shift+Y'])]);
    expect([row.title, others]).toEqual(['Next predicted video, previous', []]);
    expect(capGroups(row, defaults)).toEqual([['Y', 'Shift+Y']]);
  });
  it('leave a command alone whose opposite is not there', () => {
    expect(sheetRows([command('list.next', ['N'])]).map((r) => r.title)).toEqual(['list.next']);
  });
  it('show the first and last digit of whole-clip tags after those of an instant', () => {
    const rows = sheetRows(
      [1, 2, 3, 4].flatMap((d) => [
        command(`tag.put.${String(d)}`, [String(d)]),
        command(`tag.put-on-clip.${String(d)}`, [`Shift+${String(d)}`]),
      ]),
    );
    expect(rows.map((r) => capGroups(r, defaults).flat().join(' '))).toEqual(['1', '2', '3', '4', 'Shift+1 … Shift+4']);
  });
});

describe('groups and columns', () => {
  const commands = [command('a', ['A'], 'Everywhere'), command('b', [], 'Time'), command('c', ['C'], 'Time')];
  it('list only what has a key, in the order of the sheet', () => {
    const shown = sheetGroups(commands, {}).map((g) => `${g.title}: ${g.rows.map((r) => r.title).join(' ')}`);
    expect(shown).toEqual(['Time: c', 'Everywhere: a']);
  });
  it('list everything for remapping', () => {
    expect(sheetGroups(commands, {}, true)[0].rows).toHaveLength(2);
  });
  it('keep groups whole and in order over the columns', () => {
    const groups = [9, 3, 9, 2, 5].map((n, i) => ({
      title: String(i),
      fact: '',
      rows: sheetRows(Array.from({ length: n }, (_, j) => command(`${String(i)}.${String(j)}`, ['X']))),
    }));
    expect(inColumns(groups, 3).map((c) => c.map((g) => g.title))).toEqual([['0'], ['1', '2'], ['3', '4']]);
  });
});
