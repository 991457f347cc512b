import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef } from 'react';
import type { ClipId } from '../../shared/domain/clip.ts';
import type { ScoreDeltas } from '../../shared/domain/comparison.ts';
import type { ScoreInfo } from '../../shared/domain/score.ts';
import { useClipRows } from './compare-queries.ts';
import { useCompare } from './compare-state.ts';
import { DeltaRow } from './delta-row.tsx';

const ROW_PX = 27;
/** A difference that fills the bar, at least. */
const LEAST_FULL = { share: 0.05, index: 0.05, m: 0.5, dB: 0.5 } as const;

const choose = (clipId: ClipId) => useCompare.setState({ clipId });

/** The clips that both runs scored, in the chosen order; only those in sight are in the page. */
export function DeltaList({
  deltas,
  order,
  at,
  info,
  onOpen,
}: {
  deltas: ScoreDeltas;
  /** Indices into `deltas`. */
  order: readonly number[];
  /** Place of the row that the keyboard is on. */
  at: number;
  info: ScoreInfo;
  onOpen: (clipId: ClipId) => void;
}) {
  const scroller = useRef<HTMLDivElement>(null);
  // eslint-disable-next-line react-hooks/incompatible-library -- no compiler memoises this component
  const rows = useVirtualizer({
    count: order.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 8,
  });
  const items = rows.getVirtualItems();
  const clipIds = useMemo(() => order.map((i) => deltas.clipIds[i]), [order, deltas]);
  const names = useClipRows(clipIds, items.at(0)?.index ?? 0, items.at(-1)?.index ?? 0);

  useEffect(() => {
    if (at >= 0) rows.scrollToIndex(at, { align: 'auto' });
  }, [at, rows]);
  // The arrows and Enter work at once where nothing else has the keyboard.
  useEffect(() => {
    if (document.activeElement === document.body) scroller.current?.focus({ preventScroll: true });
  }, []);

  const onKeyDown = (event: React.KeyboardEvent) => {
    const page = Math.max(1, Math.floor((rows.scrollRect?.height ?? 0) / ROW_PX) - 1);
    const steps: Partial<Record<string, number>> = {
      PageDown: at + page,
      PageUp: at - page,
      Home: 0,
      End: order.length,
    };
    const to = steps[event.key];
    if (to === undefined || order.length === 0) return;
    event.preventDefault();
    choose(clipIds[Math.min(order.length - 1, Math.max(0, to))]);
  };
  const ends = [0, deltas.clipIds.length - 1].map((i) => Math.abs(deltas.a[i] - deltas.b[i]));
  const full = Math.max(LEAST_FULL[info.unit], ...ends);
  return (
    <div className="compare-list">
      <div className="compare-row compare-heads" aria-hidden>
        <span />
        <span>Clip</span>
        <span>Scene</span>
        <span data-series="A">A</span>
        <span data-series="B">B</span>
        <span />
        <span>Δ</span>
        <span>Flip</span>
      </div>
      <div
        ref={scroller}
        className="compare-rows"
        role="grid"
        aria-label="Clips by difference: name, scene, A, B, difference, the term that moved it"
        aria-rowcount={order.length}
        aria-activedescendant={at >= 0 ? `compare-row-${String(at)}` : undefined}
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        <div role="presentation" style={{ height: rows.getTotalSize(), position: 'relative' }}>
          {items.map(({ index, start }) => {
            const i = order[index];
            const clipId = deltas.clipIds[i];
            return (
              <DeltaRow
                key={clipId}
                id={`compare-row-${String(index)}`}
                index={index}
                top={start}
                clipId={clipId}
                clip={names.get(clipId)}
                a={deltas.a[i]}
                b={deltas.b[i]}
                flip={deltas.flips[i]}
                info={info}
                full={full}
                isAt={index === at}
                onChoose={choose}
                onOpen={onOpen}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}
