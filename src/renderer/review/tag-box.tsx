import { Dialog } from 'radix-ui';
import { useState } from 'react';
import type { TagType } from '../../shared/domain/tag.ts';
import { useTagTypes } from '../state/queries.ts';
import { useClock } from '../state/clock.ts';
import { useSession } from '../state/session.ts';
import { fuzzyRank } from '../ui/fuzzy.ts';
import { Kbd } from '../ui/kbd.tsx';
import { spanOf } from '../timeline/span.ts';
import { useTagBox } from './tag-box-state.ts';
import { placeInWords, putTag } from './tagging.ts';
import './boxes.css';

const LIMIT = 12;

/** Tags by name: type a part of it, Enter puts the tag on. */
export function TagBox() {
  const open = useTagBox((s) => s.open);
  return (
    <Dialog.Root open={open} onOpenChange={(next) => useTagBox.setState({ open: next })}>
      <Dialog.Portal>
        <Dialog.Overlay className="box-scrim" />
        <Dialog.Content className="box" aria-describedby={undefined}>
          <Finder />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Finder() {
  const where = useTagBox((s) => s.where);
  const { data: types } = useTagTypes();
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const live = (types ?? []).filter((t) => !t.archived);
  const found = fuzzyRank(query, live, (t) => t.name, LIMIT).map((f) => f.item);
  const chosen = Math.min(at, found.length - 1);
  const put = (type: TagType | undefined) => {
    if (!type) return;
    useTagBox.setState({ open: false });
    putTag(type, where);
  };
  return (
    <>
      <Dialog.Title className="box-title">
        Tag <PlaceWords />
      </Dialog.Title>
      <input
        autoFocus
        className="box-field"
        value={query}
        placeholder="Name of a failure tag"
        aria-label="Name of a failure tag"
        role="combobox"
        aria-expanded="true"
        aria-controls="tag-box-list"
        aria-activedescendant={found.length > 0 ? `tag-box-${String(chosen)}` : undefined}
        onChange={(event) => {
          setQuery(event.target.value);
          setAt(0);
        }}
        onKeyDown={(event) => {
          const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
          if (step !== 0) {
            event.preventDefault();
            setAt((chosen + step + found.length) % Math.max(1, found.length));
          }
          if (event.key === 'Enter') {
            event.preventDefault();
            put(found.at(chosen));
          }
        }}
      />
      <ul id="tag-box-list" role="listbox" aria-label="Failure tags" className="box-list">
        {found.map((type, i) => (
          <li
            key={type.tagTypeId}
            id={`tag-box-${String(i)}`}
            role="option"
            aria-selected={i === chosen}
            onPointerMove={() => setAt(i)}
            onClick={() => put(type)}
          >
            <span>{type.name}</span>
            <small>{type.description}</small>
            {type.digit !== null && <Kbd keys={String(type.digit)} />}
          </li>
        ))}
      </ul>
      {found.length === 0 && <p className="box-none">No failure tag has that name. Settings hold the list.</p>}
    </>
  );
}

/** Where the tag would go, in words. */
function PlaceWords() {
  const where = useTagBox((s) => s.where);
  const spanIn = useSession((s) => s.spanIn);
  const spanOut = useSession((s) => s.spanOut);
  const { timeUs, startUs } = useClock.getState();
  const span = spanOf({ spanIn, spanOut });
  const place = where === 'clip' ? { startUs: null, endUs: null } : (span ?? { startUs: timeUs, endUs: null });
  return placeInWords(place, startUs);
}
