import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent, type MouseEvent } from 'react';
import type { ClipSummary } from '../../shared/domain/clip.ts';
import { useShallow } from 'zustand/react/shallow';
import { useDatasets } from '../state/queries.ts';
import { useSession } from '../state/session.ts';
import { ClipCard } from './clip-card.tsx';
import { ClipRow, ClipRowHeads } from './clip-row.tsx';
import { moved, select, useSelection } from './selection.ts';

const CARD_MIN_WIDTH = 208;
/** Padding, border and three lines of text of a card. */
const CARD_TEXT_HEIGHT = 66;
const CARD_SIDES = 12;
const ROW_HEIGHT = 52;
const GAP = 10;

/** The clips of the library as cards or rows; only those in sight are in the page. */
export function ClipGrid({
  clips,
  total,
  form,
  onNeedMore,
}: {
  clips: readonly ClipSummary[];
  total: number;
  form: 'grid' | 'list';
  onNeedMore: () => void;
}) {
  const scroller = useRef<HTMLDivElement>(null);
  const width = useWidth(scroller);
  const columns = form === 'list' ? 1 : Math.max(1, Math.floor((width - GAP) / (CARD_MIN_WIDTH + GAP)));
  const cardWidth = (width - GAP * (columns + 1)) / columns;
  const rowHeight =
    form === 'list' ? ROW_HEIGHT : Math.round(((cardWidth - CARD_SIDES) * 9) / 16) + CARD_TEXT_HEIGHT + GAP;
  const rows = Math.ceil(clips.length / columns);
  // eslint-disable-next-line react-hooks/incompatible-library -- the virtualizer's own state drives this component
  const virtual = useVirtualizer({
    count: rows,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 4,
    paddingStart: form === 'grid' ? GAP : 0,
  });
  useLayoutEffect(() => virtual.measure(), [virtual, rowHeight]);
  const items = virtual.getVirtualItems();
  const lastShown = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (lastShown >= rows - 5 && clips.length < total) onNeedMore();
  }, [lastShown, rows, clips.length, total, onNeedMore]);

  // Other clips, or another order, are read from the top.
  const query = useSession(useShallow(({ filter, sort }) => ({ filter, sort })));
  useEffect(() => {
    if (scroller.current) scroller.current.scrollTop = 0;
  }, [query]);

  // Arrows and Enter work at once where nothing else has the keyboard.
  useEffect(() => {
    if (document.activeElement === document.body) scroller.current?.focus({ preventScroll: true });
  }, []);

  const selection = useSelection();
  const order = useMemo(() => clips.map((c) => c.clipId), [clips]);
  const gone = useGoneRoots();
  const at = selection.active === null ? -1 : order.indexOf(selection.active);
  const open = (clipId: string) => useSession.getState().openClip(clipId);

  const onKeyDown = (event: KeyboardEvent) => {
    const active = clips.at(at);
    const next = moved(
      at,
      event.key,
      columns,
      clips.length,
      Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight),
    );
    if (event.ctrlKey && event.key.toLowerCase() === 'a') useSelection.setState({ chosen: new Set(order) });
    else if (next !== null) {
      useSelection.setState((s) => select(s, order, order[next], event.shiftKey ? 'range' : 'move'));
      virtual.scrollToIndex(Math.floor(next / columns));
    } else if (event.key === 'Enter' && at >= 0 && active) open(active.clipId);
    else if (event.key === ' ' && at >= 0 && active)
      useSelection.setState((s) => select(s, order, active.clipId, 'toggle'));
    else return;
    event.preventDefault();
  };
  const onClick = (event: MouseEvent, clipId: string) =>
    useSelection.setState((s) =>
      select(s, order, clipId, event.shiftKey ? 'range' : event.ctrlKey || event.metaKey ? 'toggle' : 'alone'),
    );

  return (
    <div
      ref={scroller}
      className="lib-grid"
      data-form={form}
      role="grid"
      aria-label="Clips"
      aria-rowcount={Math.ceil(total / columns)}
      aria-colcount={columns}
      aria-multiselectable
      aria-activedescendant={at >= 0 ? `clip-${String(at)}` : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onFocus={() => at < 0 && clips.length > 0 && useSelection.setState({ active: clips[0].clipId })}
    >
      {form === 'list' && <ClipRowHeads />}
      <div className="lib-grid-space" style={{ height: virtual.getTotalSize() }}>
        {items.map((row) => (
          <div
            key={row.index}
            role="row"
            aria-rowindex={row.index + 1}
            className="lib-grid-row"
            style={{ height: rowHeight, transform: `translateY(${String(row.start)}px)` }}
          >
            {clips.slice(row.index * columns, (row.index + 1) * columns).map((clip, i) => (
              <div
                key={clip.clipId}
                id={`clip-${String(row.index * columns + i)}`}
                role="gridcell"
                aria-selected={selection.chosen.has(clip.clipId)}
                aria-label={`${clip.name}, ${clip.description}`}
                data-active={clip.clipId === selection.active || undefined}
                className="lib-cell"
                style={form === 'grid' ? { width: cardWidth } : undefined}
                onClick={(event) => onClick(event, clip.clipId)}
                onDoubleClick={() => open(clip.clipId)}
              >
                {form === 'grid' ? (
                  <ClipCard clip={clip} rootGone={gone.has(clip.datasetId)} />
                ) : (
                  <ClipRow clip={clip} rootGone={gone.has(clip.datasetId)} />
                )}
              </div>
            ))}
          </div>
        ))}
      </div>
    </div>
  );
}

function useWidth(ref: React.RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(800);
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    const watcher = new ResizeObserver(() => setWidth(element.clientWidth));
    setWidth(element.clientWidth);
    watcher.observe(element);
    return () => watcher.disconnect();
  }, [ref]);
  return width;
}

/** Data sets whose root is not there now. */
function useGoneRoots(): ReadonlySet<string> {
  const datasets = useDatasets().data;
  return useMemo(
    () => new Set((datasets ?? []).filter((d) => d.state === 'absent').map((d) => d.datasetId)),
    [datasets],
  );
}
