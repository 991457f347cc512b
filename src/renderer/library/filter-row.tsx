import { X } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useDatasets, useTagTypes } from '../state/queries.ts';
import { useSession } from '../state/session.ts';
import { useCommands, type Command } from '../ui/commands.ts';
import { Kbd } from '../ui/kbd.tsx';
import { SearchField } from '../ui/search-field.tsx';
import { withText } from './facet-choice.ts';
import { conditionsOf } from './filter-words.ts';

/** The text filter and the conditions that hold, each with a cross. */
export function FilterRow() {
  const { filter, set } = useSession();
  const datasets = useDatasets().data ?? [];
  const tagTypes = useTagTypes().data ?? [];
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useDelayedText();
  const commands = useMemo(
    (): Command[] => [
      {
        id: 'library.filter',
        title: 'Filter',
        group: 'Library',
        scope: 'library',
        keys: ['/'],
        run: () => field.current?.focus(),
      },
    ],
    [],
  );
  useCommands(commands);
  return (
    <div className="lib-filter">
      <div className="lib-filter-field">
        <SearchField
          ref={field}
          label="Filter by name, place, words or tag"
          value={text}
          onChange={setText}
          onKeyDown={(event) => {
            if (event.key === 'Escape' && text !== '') setText('');
            else if (event.key === 'Enter' || event.key === 'ArrowDown' || event.key === 'Escape')
              document.querySelector<HTMLElement>('.lib-grid')?.focus();
            else return;
            event.preventDefault();
          }}
          trailing={<Kbd keys="/" />}
        />
      </div>
      {conditionsOf(withText(filter, ''), datasets, tagTypes).map((condition) => (
        <span key={condition.words} className="lib-chip">
          {condition.words}
          <button
            type="button"
            aria-label={`Without “${condition.words}”`}
            onClick={() => set({ filter: withText(condition.without, filter.text ?? '') })}
          >
            <X size={11} strokeWidth={2} aria-hidden />
          </button>
        </span>
      ))}
    </div>
  );
}

/** The text of the filter: shown at once, asked for when typing rests for a moment. */
function useDelayedText(): [string, (text: string) => void] {
  const stored = useSession((s) => s.filter.text ?? '');
  const [typed, setTyped] = useState<string | null>(null);
  useEffect(() => {
    if (typed === null) return;
    const timer = setTimeout(() => {
      useSession.setState((s) => ({ filter: withText(s.filter, typed) }));
      setTyped(null);
    }, 120);
    return () => clearTimeout(timer);
  }, [typed]);
  return [typed ?? stored, setTyped];
}
