import type { ScoreInfo } from '../../shared/domain/score.ts';
import { printedScale } from '../../shared/words/score-units.ts';
import { deltaBar } from './delta-bar.ts';
import './delta-mark.css';

/** Bar of a difference A − B from a centre line: solid in A's colour, outlined in B's, grey when equal. */
export function DeltaMark({
  delta,
  full,
  metric,
}: {
  delta: number;
  full: number;
  metric: Pick<ScoreInfo, 'better' | 'unit'>;
}) {
  const printed = printedScale(metric.unit);
  const { side, better, share } = deltaBar(delta * printed, full * printed, metric.better, metric.unit);
  return (
    <span className="delta-mark" aria-hidden>
      <i data-side={side} data-better={better} style={{ width: `${(share * 50).toFixed(1)}%` }} />
    </span>
  );
}
