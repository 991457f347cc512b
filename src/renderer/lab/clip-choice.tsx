import { ChevronDown, SkipBack, SkipForward } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useDeferredValue, useRef, useState } from 'react';
import { create } from 'zustand';
import { useClipPages } from '../state/queries.ts';
import { useSession } from '../state/session.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { count, fixed } from '../ui/numbers.ts';
import { SearchField } from '../ui/search-field.tsx';
import type { Instant } from './instant.ts';
import { instantsOf, steppedInstant } from './instant.ts';
import { useLab } from './lab-state.ts';

/** Whether the list of clips is open; its key opens it. */
export const useClipChoice = create<{ open: boolean }>()(() => ({ open: false }));

export const stepInstant = (instant: Instant, by: number): void =>
  useLab.setState({ instant: { clipId: instant.clip.clipId, frame: steppedInstant(instant, by) } });

/** The clip and the instant that the future starts from, with the ways to others. */
export function ClipChoice({ instant }: { instant: Instant | null }) {
  const open = useClipChoice((s) => s.open);
  return (
    <div className="lab-clip">
      <Popover.Root open={open} onOpenChange={(next) => useClipChoice.setState({ open: next })}>
        <Popover.Trigger className="lab-clip-button" title="Choose another clip">
          <span className="mono">{instant ? instant.clip.name : 'Choose a clip'}</span>
          <ChevronDown size={12} strokeWidth={1.75} aria-hidden />
        </Popover.Trigger>
        <Popover.Portal>
          <Popover.Content className="menu lab-clip-list" align="start" sideOffset={4} aria-label="Choose a clip">
            <ClipList />
          </Popover.Content>
        </Popover.Portal>
      </Popover.Root>
      {instant && (
        <>
          <span className="lab-clip-fact" title="The instant from the clip’s start, and which of its decision instants">
            {instantWords(instant)}
          </span>
          <IconButton
            icon={SkipBack}
            size={12}
            label="Instant before"
            command="lab.instant-previous"
            onClick={() => stepInstant(instant, -1)}
          />
          <IconButton
            icon={SkipForward}
            size={12}
            label="Instant after"
            command="lab.instant-next"
            onClick={() => stepInstant(instant, 1)}
          />
        </>
      )}
    </div>
  );
}

const instantWords = (instant: Instant): string => {
  const instants = instantsOf(instant.clip);
  const at = instants.indexOf(instant.frame) + 1;
  return `t0 ${fixed(instant.fromStartS, 2)} s${at > 0 ? `, ${count(at)}/${count(instants.length)}` : ''}`;
};

/** The clips of the library's filter that match the typed words; arrows go through them. */
function ClipList() {
  const [text, setText] = useState('');
  const list = useRef<HTMLUListElement>(null);
  const filter = useSession((s) => s.filter);
  const words = useDeferredValue(text.trim());
  const pages = useClipPages({
    filter: words === '' ? filter : { ...filter, text: words },
    sort: { by: 'name', direction: 'ascending' },
    scores: null,
    limit: 60,
  });
  const clips = pages.data?.pages[0]?.clips ?? [];
  const total = pages.data?.pages[0]?.total ?? 0;
  const choose = (clipId: string) => {
    useSession.getState().set({ clipId });
    useClipChoice.setState({ open: false });
  };
  const move = (by: number) => {
    const items = [...(list.current?.querySelectorAll('button') ?? [])];
    const at = items.findIndex((item) => item === document.activeElement);
    items[Math.min(items.length - 1, Math.max(0, at + by))]?.focus();
  };
  return (
    <div
      onKeyDown={(event) => {
        if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
        event.preventDefault();
        move(event.key === 'ArrowDown' ? 1 : -1);
      }}
    >
      <SearchField
        label="Clips"
        value={text}
        onChange={setText}
        autoFocus
        onKeyDown={(event) => {
          if (event.key === 'Enter' && clips.length > 0) choose(clips[0].clipId);
        }}
      />
      <ul ref={list}>
        {clips.map((clip) => (
          <li key={clip.clipId}>
            <button type="button" className="menu-item" onClick={() => choose(clip.clipId)}>
              <span className="mono">{clip.name}</span>
              <small>{clip.description === '' ? clip.location : clip.description}</small>
            </button>
          </li>
        ))}
      </ul>
      <p className="menu-heading" role="status">
        {pages.isPending
          ? 'Reading the clips'
          : total === 0
            ? 'No clip of the library’s filter matches.'
            : total > clips.length
              ? `The first ${count(clips.length)} of ${count(total)}.`
              : `${count(total)} of the library’s filter.`}
      </p>
    </div>
  );
}
