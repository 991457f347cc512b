import { memo } from 'react';
import { useClock } from '../state/clock.ts';
import { markerPath, seriesMarks } from '../../shared/domain/series.ts';
import { pdmTermWords } from '../../shared/domain/pdm.ts';
import { selectPart, usePdmFocus } from '../score/pdm/pdm-focus.ts';
import { seriesColour } from '../ui/series-key.tsx';
import { VerdictGlyph } from '../ui/verdict-glyph.tsx';
import type { Mark } from './marks.ts';
import { EVENT_ROW_PX, type Row, type RowName } from './rows.ts';
import { xOf, type TimeScale } from './time-scale.ts';

const GLYPH_PX = 7;
const LETTER_PX = 6;

/** Marks by the row they are drawn in; of the runs beyond A and B, the one whose score is taken apart has one. */
export function eventRowsOf(marks: readonly Mark[]): { row: Mark['row']; marks: Mark[] }[] {
  const further = marks.flatMap((m) => (m.part === undefined ? [] : [m.row]));
  const rows = [...new Set<Mark['row']>(['recording', 'A', 'B', ...further])];
  return rows.map((row) => ({ row, marks: marks.filter((m) => m.row === row) })).filter((r) => r.marks.length > 0);
}

/** Where a mark's name stands and whether it is whole or the part's letters alone; null where nothing has room. Px. */
export function nameBeside(
  { part }: Pick<Mark, 'part'>,
  { room, roomBefore, onPx }: { room: number; roomBefore: number; onPx: number },
  textPx: number,
  lettersPx: number,
): { side: 'right' | 'left' | 'on'; whole: boolean } | null {
  if (room > textPx) return { side: 'right', whole: true };
  if (!part) return null;
  if (roomBefore > textPx + 4) return { side: 'left', whole: true };
  if (onPx > lettersPx + 18) return { side: 'on', whole: false };
  if (room > lettersPx) return { side: 'right', whole: false };
  return roomBefore > lettersPx + 4 ? { side: 'left', whole: false } : null;
}

/** Goes to a mark; one of a score also selects its part. */
function goTo({ part, row, timeUs }: Mark): void {
  if (part === undefined || row === 'recording') return useClock.getState().seek(timeUs);
  usePdmFocus.setState({ letter: row });
  selectPart(part.term, part.atS);
}

const colourOf = (row: Mark['row']) => (row === 'recording' ? 'var(--t2)' : seriesColour(row));

/** Glyph of an instant: a diamond for the recording, a run's own marker for a run. */
function Glyph({ row }: { row: Mark['row'] }) {
  return (
    <svg width={11} height={11} viewBox="0 0 11 11" aria-hidden style={{ color: colourOf(row) }}>
      {row === 'recording' ? (
        <path d="m5.5 1.5 4 4-4 4-4-4Z" fill="none" stroke="currentColor" strokeWidth={1.2} />
      ) : (
        <path
          d={markerPath(seriesMarks[row].marker, 3.6, 5.5, 5.5)}
          fill="var(--track)"
          stroke="currentColor"
          strokeWidth={1.8}
        />
      )}
    </svg>
  );
}

/** What happened in the recording, and where each run is worst. A mark takes the clock to its time. */
export const EventLayer = memo(function EventLayer({
  scale,
  rows,
  eventRows,
}: {
  scale: TimeScale;
  rows: Record<RowName, Row>;
  eventRows: readonly { row: Mark['row']; marks: readonly Mark[] }[];
}) {
  const { letter, term, hovered } = usePdmFocus();
  const shown = hovered ?? term;
  return (
    <div className="tl-events" style={{ top: rows.events.top, height: rows.events.height }}>
      {eventRows.length === 0 && <span className="tl-none">None in this clip.</span>}
      {eventRows.flatMap(({ row, marks }, i) =>
        marks.map((mark, k) => {
          const x = xOf(scale, mark.timeUs);
          const end = mark.endUs === null ? x : xOf(scale, mark.endUs);
          if (end < -20 || x > scale.widthPx + 4) return null;
          const textPx = mark.text.length * LETTER_PX;
          const textAt = Math.max(end, x + GLYPH_PX) + (mark.part ? 12 : 3);
          const next = marks.at(k + 1);
          const room = (next ? xOf(scale, next.timeUs) - GLYPH_PX : scale.widthPx) - textAt;
          const before = k === 0 ? undefined : marks[k - 1];
          const roomBefore = x - GLYPH_PX - (before ? xOf(scale, before.endUs ?? before.timeUs) + GLYPH_PX : 0);
          const letters = mark.part ? pdmTermWords[mark.part.term].short : mark.text;
          const lettersPx = letters.length * LETTER_PX;
          const onPx = Math.min(end, next ? xOf(scale, next.timeUs) : end) - x;
          // A name that begins left of what is shown would be cut.
          const named = textAt < 0 ? null : nameBeside(mark, { room, roomBefore, onPx }, textPx, lettersPx);
          return (
            <button
              key={`${row} ${String(mark.timeUs)} ${mark.text}`}
              type="button"
              tabIndex={-1}
              className="tl-event"
              title={mark.detail}
              style={{ left: x - GLYPH_PX, top: i * EVENT_ROW_PX + 1, height: EVENT_ROW_PX }}
              data-verdict={mark.part?.verdict}
              data-selected={(mark.part !== undefined && mark.part.term === shown && row === letter) || undefined}
              onClick={() => goTo(mark)}
            >
              {mark.part && (
                <span className="tl-event-verdict">
                  <VerdictGlyph verdict={mark.part.verdict} size={10} label="" />
                </span>
              )}
              {mark.endUs === null ? (
                !mark.part && <Glyph row={row} />
              ) : (
                <span className="tl-event-span" style={{ width: Math.max(3, end - x), marginLeft: GLYPH_PX }} />
              )}
              {named !== null && (
                <span className="tl-event-text" data-side={named.side}>
                  {named.whole ? mark.text : letters}
                </span>
              )}
            </button>
          );
        }),
      )}
    </div>
  );
});
