import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import type { ClipSummary } from '../../shared/domain/clip.ts';
import { scoreInfoOf } from '../../shared/domain/score.ts';
import type { ScoreUnit } from '../../shared/words/score-units.ts';
import type { TagType } from '../../shared/domain/tag.ts';
import { useTagTypes } from '../state/queries.ts';
import { useSession } from '../state/session.ts';
import { ClipRow } from './clip-row.tsx';

const ROW_PX = 52;
const LOAD_AHEAD = 30;
/** A difference that fills the bar, at least. */
const LEAST_FULL: Record<ScoreUnit, number> = { share: 0.05, index: 0.05, m: 0.5, dB: 0.5 };

/** The rows of the list; only those in sight exist. The open clip is kept in sight. */
export function ClipRows({
  clips,
  total,
  more,
  loadMore,
}: {
  clips: readonly ClipSummary[];
  total: number;
  more: boolean;
  loadMore: () => unknown;
}) {
  const scroller = useRef<HTMLDivElement>(null);
  const clipId = useSession((s) => s.clipId);
  const metric = useSession((s) => s.metric);
  const types: readonly TagType[] = useTagTypes().data ?? [];
  // eslint-disable-next-line react-hooks/incompatible-library -- no compiler memoises this component
  const rows = useVirtualizer({
    count: clips.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 6,
  });
  const items = rows.getVirtualItems();
  const lastShown = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (more && lastShown > clips.length - LOAD_AHEAD) loadMore();
  }, [more, lastShown, clips.length, loadMore]);

  const openAt = clips.findIndex((c) => c.clipId === clipId);
  useEffect(() => {
    // Scrolling lays the page out at once: not while the row is in sight anyway.
    const top = rows.scrollOffset ?? 0;
    const inSight = openAt * ROW_PX >= top && (openAt + 1) * ROW_PX <= top + (rows.scrollRect?.height ?? 0);
    if (openAt >= 0 && !inSight) rows.scrollToIndex(openAt, { align: 'auto' });
  }, [openAt, rows]);

  const first = clips.at(0)?.clipId;
  useEffect(() => {
    // Another list without the open clip is read from its top.
    if (openAt < 0) rows.scrollToOffset(0);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only another list moves the rows, not another clip
  }, [first, rows]);

  const info = scoreInfoOf(metric);
  const largest = clips.reduce((most, c) => Math.max(most, Math.abs(c.delta ?? 0)), 0);
  const full = Math.max(LEAST_FULL[info?.unit ?? 'm'], largest);
  return (
    <div
      ref={scroller}
      className="review-rows"
      role="grid"
      aria-label="Clips"
      aria-rowcount={total}
      aria-activedescendant={openAt >= 0 ? `clip-row-${String(openAt)}` : undefined}
      tabIndex={0}
    >
      <div role="presentation" style={{ height: rows.getTotalSize(), position: 'relative' }}>
        {items.map(({ index, start }) => {
          const clip = clips[index];
          return (
            <ClipRow
              key={clip.clipId}
              id={`clip-row-${String(index)}`}
              clip={clip}
              index={index}
              top={start}
              open={clip.clipId === clipId}
              types={types}
              metric={info}
              fullDelta={full}
            />
          );
        })}
      </div>
    </div>
  );
}
