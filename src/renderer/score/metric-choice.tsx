import {
  horizonsS,
  metricKey,
  scoreRates,
  type DisplacementMetric,
  type MetricInfo,
  type ScoreRate,
} from '../../shared/domain/score.ts';
import { useSession } from '../state/session.ts';
import { Button } from '../ui/button.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { rateNames } from './metric-names.ts';

const show = (metric: DisplacementMetric, horizonS: number, rate: ScoreRate) =>
  useSession.getState().set({ metric: metricKey(metric, horizonS, rate) });

/** Up to which second and at which rate; the table's rows choose the metric. The choice holds for every view. */
export function MetricChoice({ info, all, onAll }: { info: MetricInfo; all: boolean; onAll: (all: boolean) => void }) {
  const { metric, horizonS, rate } = info;
  return (
    // A click leaves the keyboard where it was: the arrows go on moving time.
    <div className="metric-choice" onMouseDown={(event) => event.preventDefault()}>
      <Segmented
        label="Horizon"
        value={String(horizonS)}
        options={horizonsS.map((s) => ({ value: String(s), label: `${String(s)} s` }))}
        onChange={(s) => show(metric, Number(s), rate)}
      />
      <Segmented
        label="Rate"
        value={rate}
        options={scoreRates.map((r) => ({ value: r, label: rateNames[r] }))}
        onChange={(r) => show(metric, horizonS, r)}
      />
      <Button
        tone="quiet"
        aria-pressed={all}
        aria-label="All horizons"
        title="All horizons"
        onClick={() => onAll(!all)}
      >
        {all ? 'one' : 'all'}
      </Button>
    </div>
  );
}
