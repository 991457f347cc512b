import { useQuery } from '@tanstack/react-query';
import { Search } from 'lucide-react';
import { Dialog as RadixDialog } from 'radix-ui';
import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { api } from '../../state/connection.ts';
import { subjects, useTagTypes } from '../../state/queries.ts';
import { useSession } from '../../state/session.ts';
import { useCommandRegistry } from '../commands.ts';
import { Kbd } from '../kbd.tsx';
import { closeOverlay } from '../overlay-state.ts';
import { Marked } from './marked.tsx';
import { commandEntries, clipEntries, tagEntries, type Entry } from './entries.ts';
import './palette.css';

/** Finds clips, tags and commands by a few letters and runs what is chosen. */
export function Palette() {
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const listId = useId();
  const { entries, searching } = useEntries(query);
  /** Enter came before what it is to take. */
  const early = useRef(false);
  const chosen = Math.min(at, entries.length - 1);
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  useEffect(() => {
    if (!early.current || searching) return;
    early.current = false;
    take(entries.at(0));
  }, [searching, entries]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setAt(entries.length === 0 ? 0 : (chosen + 1) % entries.length);
    else if (event.key === 'ArrowUp') setAt(entries.length === 0 ? 0 : (chosen + entries.length - 1) % entries.length);
    else if (event.key === 'Enter' && entries.length === 0) early.current = searching;
    else if (event.key === 'Enter') take(entries[chosen]);
    else return;
    event.preventDefault();
  };
  return (
    <RadixDialog.Root open onOpenChange={(open) => !open && closeOverlay()}>
      <RadixDialog.Portal>
        <RadixDialog.Overlay className="dialog-scrim" />
        <RadixDialog.Content className="palette" aria-describedby={undefined}>
          <RadixDialog.Title className="visually-hidden">Clips, tags, commands</RadixDialog.Title>
          <div className="palette-field">
            <Search size={15} strokeWidth={1.75} aria-hidden />
            <input
              role="combobox"
              aria-label="Clips, tags, commands"
              aria-expanded
              aria-controls={listId}
              aria-activedescendant={chosen >= 0 ? `${listId}-${String(chosen)}` : undefined}
              placeholder="Clips, tags, commands"
              spellCheck={false}
              autoFocus
              value={query}
              onChange={(event) => {
                setQuery(event.target.value);
                setAt(0);
                early.current = false;
              }}
              onKeyDown={onKeyDown}
            />
          </div>
          <ul ref={list} id={listId} role="listbox" aria-label="Found" className="palette-list">
            {entries.map((entry, i) => (
              <li
                key={entry.id}
                id={`${listId}-${String(i)}`}
                role="option"
                aria-selected={i === chosen}
                aria-disabled={entry.disabled !== null || undefined}
                className="palette-entry"
                onPointerMove={() => setAt(i)}
                onClick={() => take(entry)}
              >
                <span className="palette-kind">{entry.kind}</span>
                <span className="palette-text">
                  <Marked text={entry.text} at={entry.at} />
                  <span className="palette-detail">{entry.disabled ?? entry.detail}</span>
                </span>
                {entry.keys !== null && <Kbd keys={entry.keys} />}
              </li>
            ))}
            {entries.length === 0 && (
              <li className="palette-none">{searching ? 'Looking for clips.' : `Nothing has “${query}”.`}</li>
            )}
          </ul>
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}

function take(entry: Entry | undefined): void {
  if (!entry || entry.disabled !== null) return;
  closeOverlay();
  // After the dialog has given the focus back.
  setTimeout(entry.run, 0);
}

/** Clips come from the workspace's own search, commands and tags from letters in order; `searching` until the clips are there. */
function useEntries(query: string): { entries: Entry[]; searching: boolean } {
  const { commands, remapped } = useCommandRegistry();
  const view = useSession((s) => s.view);
  const tagTypes = useTagTypes().data;
  const text = query.trim();
  const clips = useQuery({
    queryKey: [subjects.clipPages, 'palette', text],
    queryFn: ({ signal }) =>
      api.clips.page(
        { filter: { text }, sort: { by: 'name', direction: 'ascending' }, scores: null, after: null, limit: 12 },
        { signal },
      ),
    enabled: text !== '',
    placeholderData: (previous) => previous,
  });
  const entries = useMemo(() => {
    const found = commandEntries(query, [...commands.values()], remapped, view);
    if (text === '') return found;
    return [...clipEntries(text, clips.data?.clips ?? []), ...tagEntries(text, tagTypes ?? []), ...found].sort(
      (a, b) => b.score - a.score,
    );
  }, [query, text, commands, remapped, view, clips.data, tagTypes]);
  return { entries, searching: text !== '' && clips.isFetching };
}
