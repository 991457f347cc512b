import { ListFilter, X } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useEffect, useState } from 'react';
import type { ClipFilter } from '../../shared/domain/clip.ts';
import { conditionsOf } from '../library/filter-words.ts';
import { useDatasets, useTagTypes } from '../state/queries.ts';
import { useSession } from '../state/session.ts';
import { Kbd } from '../ui/kbd.tsx';
import { Tooltip } from '../ui/tooltip.tsx';
import { focusClips } from './focus-clips.ts';
import { FILTER_FIELD } from './list-commands.ts';

const TYPING_PAUSE_MS = 120;
const setFilter = (filter: ClipFilter) => useSession.getState().set({ filter });

/** The list's conditions as chips, and the words that every clip must hold. */
export function ClipFilterBar({ filter }: { filter: ClipFilter }) {
  const datasets = useDatasets().data ?? [];
  const tagTypes = useTagTypes().data ?? [];
  const { text: _, ...withoutText } = filter;
  return (
    <div className="review-filter">
      <QuickFilters filter={filter} />
      {conditionsOf(withoutText, datasets, tagTypes).map(({ words, without }) => (
        <Tooltip key={words} label={`Drop “${words}”`}>
          <button
            type="button"
            className="review-chip"
            onClick={() => setFilter(filter.text === undefined ? without : { ...without, text: filter.text })}
          >
            {words}
            <X size={11} strokeWidth={1.75} aria-hidden />
          </button>
        </Tooltip>
      ))}
      <TextFilter filter={filter} />
    </div>
  );
}

function TextFilter({ filter }: { filter: ClipFilter }) {
  const [typed, setTyped] = useState<string | null>(null);
  useEffect(() => {
    if (typed === null) return;
    const timer = setTimeout(() => {
      const { text: _, ...rest } = useSession.getState().filter;
      setFilter(typed.trim() === '' ? rest : { ...rest, text: typed });
    }, TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return (
    <span className="review-text">
      <input
        id={FILTER_FIELD}
        type="search"
        value={typed ?? filter.text ?? ''}
        placeholder="Filter"
        aria-label="Filter the clips by words"
        maxLength={500}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={() => setTyped(null)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' && event.key !== 'Enter') return;
          event.preventDefault();
          const field = event.currentTarget;
          if (event.key === 'Escape' && field.value !== '') return setTyped('');
          // What was typed last takes effect before the field forgets it.
          setTimeout(() => field.blur(), TYPING_PAUSE_MS + 20);
        }}
      />
      <Kbd keys="/" />
    </span>
  );
}

const quick: readonly { words: string; on: (f: ClipFilter) => boolean; part: Partial<ClipFilter> }[] = [
  { words: 'Not reviewed', on: (f) => f.reviewed === false, part: { reviewed: false } },
  { words: 'Reviewed', on: (f) => f.reviewed === true, part: { reviewed: true } },
  { words: 'Δ > 0: A has the larger value', on: (f) => f.deltaSign === 'positive', part: { deltaSign: 'positive' } },
  { words: 'Δ < 0: B has the larger value', on: (f) => f.deltaSign === 'negative', part: { deltaSign: 'negative' } },
];

function QuickFilters({ filter }: { filter: ClipFilter }) {
  return (
    <DropdownMenu.Root>
      <Tooltip label="Filter by state" detail="The library holds all facets.">
        <DropdownMenu.Trigger asChild>
          <button type="button" className="icon-button" aria-label="Filter by state">
            <ListFilter size={14} strokeWidth={1.75} aria-hidden />
          </button>
        </DropdownMenu.Trigger>
      </Tooltip>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="start" sideOffset={4} onCloseAutoFocus={focusClips}>
          {quick.map(({ words, on, part }) => (
            <DropdownMenu.CheckboxItem
              key={words}
              className="menu-item"
              checked={on(filter)}
              onCheckedChange={(checked) => {
                const [key] = Object.keys(part) as (keyof ClipFilter)[];
                const { [key]: _, ...rest } = filter;
                setFilter(checked ? { ...rest, ...part } : rest);
              }}
            >
              <span className="menu-check">
                <DropdownMenu.ItemIndicator>✓</DropdownMenu.ItemIndicator>
              </span>
              {words}
            </DropdownMenu.CheckboxItem>
          ))}
          <DropdownMenu.Separator className="menu-line" />
          <DropdownMenu.Item className="menu-item" onSelect={() => setFilter({})}>
            <span className="menu-check" />
            All clips
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
