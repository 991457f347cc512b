import { memo } from 'react';
import { SCORED_S } from '../../shared/domain/score.ts';
import { US_PER_S } from '../../shared/domain/time.ts';
import type { Decision } from '../state/decision.ts';
import { useSession } from '../state/session.ts';
import type { Row, RowName } from './rows.ts';
import { xOf, type TimeScale } from './time-scale.ts';

/** End of the seconds after a decision that are scored, or of the clip. */
export const scoredEndUs = (decision: Decision, clipEndUs: number): number =>
  Math.min(clipEndUs, decision.timeUs + SCORED_S * US_PER_S);

/** The decision instant, and the seconds after it that are scored. */
export const ScoredWindow = memo(function ScoredWindow({
  scale,
  rows,
  decision,
  clipEndUs,
}: {
  scale: TimeScale;
  rows: Record<RowName, Row> & { heightPx: number };
  decision: Decision;
  clipEndUs: number;
}) {
  const x = xOf(scale, decision.timeUs);
  const end = xOf(scale, scoredEndUs(decision, clipEndUs));
  const top = rows.ruler.height;
  return (
    <g>
      <rect className="tl-scored" x={x} y={top} width={Math.max(0, end - x)} height={rows.heightPx - top} />
      <line className="tl-scored-end" x1={end} x2={end} y1={top} y2={rows.heightPx} />
      <line className="tl-decision" x1={x} x2={x} y1={top - 4} y2={rows.heightPx} />
      <path
        className="tl-decision-mark"
        data-held={decision.pinned}
        d={`M${String(x - 4.5)} ${String(top - 8)}h9l-4.5 7Z`}
      />
    </g>
  );
});

/** The span being marked by its in and out points. */
export function SpanLayer({ scale, rows }: { scale: TimeScale; rows: Record<RowName, Row> }) {
  const spanIn = useSession((s) => s.spanIn);
  const spanOut = useSession((s) => s.spanOut);
  const { top, height } = rows.tags;
  const x1 = spanIn === null ? null : xOf(scale, spanIn);
  const x2 = spanOut === null ? null : xOf(scale, spanOut);
  return (
    <g className="tl-span">
      {x1 !== null && x2 !== null && <rect x={x1} y={0} width={Math.max(1, x2 - x1)} height={top + height} />}
      {x1 !== null && <path d={`M${String(x1 + 4)} 2h-4v${String(top + height - 2)}`} />}
      {x2 !== null && <path d={`M${String(x2 - 4)} 2h4v${String(top + height - 2)}`} />}
    </g>
  );
}
