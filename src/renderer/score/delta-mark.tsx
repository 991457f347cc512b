import type { ScoreInfo } from '../../shared/domain/score.ts';
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
  const printed = metric.unit === 'share' ? 100 : 1;
  const { side, better, share } = deltaBar(delta * printed, full * printed, metric.better);
  return (
    <span className="delta-mark" aria-hidden>
      <i data-side={side} data-better={better} style={{ width: `${(share * 50).toFixed(1)}%` }} />
    </span>
  );
}
