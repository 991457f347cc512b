import { memo } from 'react';
import type { ClipDetail } from '../../shared/domain/clip.ts';
import { rulerTicks } from './ticks.ts';
import { xOf, type TimeScale } from './time-scale.ts';
import type { Row, RowName } from './rows.ts';

/** The mark of the decision instant hides no label. */
const BESIDE_MARK_PX = 8;
/** A label nearer to the end than this stands left of its tick. */
const LABEL_PX = { fromStart: 12, fromZero: 36 } as const;
const KEY_TICK_PX = 4;
const DECISION_TICK_PX = 7;

/** Seconds from the clip's start, or from `zeroUs` on where that is given, a short tick at every key frame, a longer one at those that are planned and scored, and the rows' separating lines. */
export const Ruler = memo(function Ruler({
  scale,
  clip,
  rows,
  zeroUs = null,
}: {
  scale: TimeScale;
  clip: Pick<ClipDetail, 'startUs' | 'frames' | 'decisions'>;
  rows: Record<RowName, Row> & { heightPx: number };
  zeroUs?: number | null;
}) {
  const ruler = rows.ruler.height;
  const lastLabelFromPx = scale.widthPx - LABEL_PX[zeroUs === null ? 'fromStart' : 'fromZero'];
  const ticks = rulerTicks(scale, zeroUs ?? clip.startUs);
  const ticksAt = (frames: ClipDetail['frames'], heightPx: number) =>
    frames
      .map((f) => xOf(scale, f.timeUs))
      .filter((x) => x >= 0 && x <= scale.widthPx)
      .map((x) => `M${x.toFixed(1)} ${String(ruler - heightPx)}v${String(heightPx)}`)
      .join('');
  const decided = clip.decisions.length < clip.frames.length ? clip.decisions.map((frame) => clip.frames[frame]) : [];
  return (
    <g>
      <path className="tl-key-ticks" d={ticksAt(clip.frames, KEY_TICK_PX)} />
      <path className="tl-decision-ticks" d={ticksAt(decided, DECISION_TICK_PX)} />
      {ticks.map(({ x, label }) => (
        <g key={x}>
          {label !== undefined && <line className="tl-grid" x1={x} x2={x} y1={ruler} y2={rows.heightPx} />}
          {label !== undefined && (
            <text
              className="tl-tick"
              x={x > lastLabelFromPx ? x - 3 : x + (Number(label) === 0 && zeroUs !== null ? BESIDE_MARK_PX : 4)}
              textAnchor={x > lastLabelFromPx ? 'end' : 'start'}
              y={12}
            >
              {label !== undefined && zeroUs !== null ? fromZero(label) : label}
            </text>
          )}
        </g>
      ))}
      {Object.entries(rows).map(([name, row]) =>
        typeof row === 'object' && row.top > 0 ? (
          <line key={name} className="tl-line" x1={0} x2={scale.widthPx} y1={row.top + 0.5} y2={row.top + 0.5} />
        ) : null,
      )}
    </g>
  );
});

/** `t0`, `+1 s`: a tick's label where the seconds are those after a decision instant. */
function fromZero(label: string): string {
  const seconds = Number(label);
  return seconds === 0 ? 't0' : `${seconds > 0 ? '+' : '−'}${label.replace('-', '')} s`;
}
