import {
  displacementMetrics,
  horizonsS,
  metricKey,
  scoreRates,
  type DisplacementMetric,
  type MetricInfo,
  type ScoreRate,
} from '../../shared/domain/score.ts';
import { useSession } from '../state/session.ts';
import { Segmented } from '../ui/segmented.tsx';
import { metricNames, rateNames } from './metric-names.ts';

const show = (metric: DisplacementMetric, horizonS: number, rate: ScoreRate) =>
  useSession.getState().set({ metric: metricKey(metric, horizonS, rate) });

/** Which metric, up to which second, at which rate. The choice holds for every view. */
export function MetricChoice({ info }: { info: MetricInfo }) {
  const { metric, horizonS, rate } = info;
  return (
    <div className="metric-choice">
      <Segmented
        label="Metric"
        value={metric}
        options={displacementMetrics.map((m) => ({ value: m, label: metricNames[m] }))}
        onChange={(m) => show(m, horizonS, rate)}
      />
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
    </div>
  );
}
