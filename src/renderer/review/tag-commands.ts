import { useMemo } from 'react';
import type { TagType } from '../../shared/domain/tag.ts';
import { useLive } from '../state/live.ts';
import { useTagTypes } from '../state/queries.ts';
import { useCommands, type Command } from '../ui/commands.ts';
import { redo, undo } from './history.ts';
import { useNoteDraft } from './note-draft.ts';
import { useTagBox } from './tag-box-state.ts';
import { clearTagsHere, putTag, removeChosenTag, turnSeverity } from './tagging.ts';

const tags = (id: string, title: string, keys: readonly string[], run: () => void): Command => ({
  id: `tag.${id}`,
  title,
  group: 'Failure tags',
  scope: 'tags',
  keys,
  run,
});

const fixedCommands: readonly Command[] = [
  tags('clear', 'Clear tags at this time', ['0'], clearTagsHere),
  tags('by-name', 'Tag by name', ['T'], () => useTagBox.setState({ open: true, where: 'here' })),
  tags('by-name-clip', 'Tag the clip by name', ['Shift+T'], () => useTagBox.setState({ open: true, where: 'clip' })),
  tags('note', 'Note', ['M'], () => useNoteDraft.setState({ open: true })),
  tags('severity', 'Severity of the chosen tag', ['Q'], turnSeverity),
  tags('remove', 'Remove the chosen tag', ['Delete', 'Backspace'], removeChosenTag),
];

const digitCommands = (types: readonly TagType[]): Command[] =>
  types
    .filter((t) => !t.archived && t.digit !== null)
    .sort((a, b) => (a.digit ?? 0) - (b.digit ?? 0))
    .flatMap((type) => [
      tags(`put.${type.tagTypeId}`, type.name, [String(type.digit)], () => putTag(type, 'here')),
      tags(`put-on-clip.${type.tagTypeId}`, `${type.name}, on the clip`, [`Shift+${String(type.digit)}`], () =>
        putTag(type, 'clip'),
      ),
    ]);

/** The keys of tags and notes. */
export function useTagCommands(): void {
  const { data: types } = useTagTypes();
  const commands = useMemo(() => [...digitCommands(types ?? []), ...fixedCommands], [types]);
  useCommands(commands);
}

/** Undo and redo, live in every view. */
export function useHistoryCommands(): void {
  const undoStep = useLive((s) => s.history.undo?.label);
  const redoStep = useLive((s) => s.history.redo?.label);
  const commands = useMemo((): Command[] => {
    const of = (id: string, title: string, keys: readonly string[], run: () => void): Command => ({
      id: `app.${id}`,
      title,
      group: 'Everywhere',
      scope: 'everywhere',
      keys,
      run,
    });
    return [
      of('undo', undoStep === undefined ? 'Undo' : `Undo: ${undoStep}`, ['Ctrl+Z'], () => void undo()),
      of('redo', redoStep === undefined ? 'Redo' : `Redo: ${redoStep}`, ['Ctrl+Shift+Z', 'Ctrl+Y'], () => void redo()),
    ];
  }, [undoStep, redoStep]);
  useCommands(commands);
}
