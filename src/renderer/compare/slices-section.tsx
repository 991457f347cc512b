import { LEAST_SLICE_CLIPS, type DeltaSlice } from '../../shared/domain/comparison.ts';
import { scoreInfoOf, type MetricKey, type ScoreInfo } from '../../shared/domain/score.ts';
import { shortMetricName } from '../score/metric-names.ts';
import { useSession } from '../state/session.ts';
import { count, metricDelta } from '../ui/numbers.ts';
import { useElementSize } from '../ui/use-element-size.ts';
import { useSlices, type Compared } from './compare-queries.ts';
import { moveFocus } from './grid-keys.ts';
import { intervalAxis, type IntervalAxis } from './interval-axis.ts';
import { AxisTicks, IntervalMark } from './interval-mark.tsx';

/** So many slices are shown of each end. */
const OF_EACH_END = 8;

/** The slices on which A loses and wins most; choosing one adds it to the filter. Nothing where the clips have nothing in common. */
export function SlicesSection({ compared, metric }: { compared: Compared; metric: MetricKey }) {
  const slices = useSlices(compared, metric).data ?? [];
  const info = scoreInfoOf(metric);
  const { ref, width } = useElementSize();
  const shown =
    slices.length <= 2 * OF_EACH_END ? slices : [...slices.slice(0, OF_EACH_END), ...slices.slice(-OF_EACH_END)];
  const axis = info && intervalAxis(spreadsOf(shown, info), info.unit);
  if (!info || !axis || shown.length === 0) return null;
  return (
    <table
      className="compare-paired compare-slices"
      aria-label="Where A loses: mean difference by slice"
      onKeyDown={(event) => moveFocus(event, shown.length, 1)}
    >
      <caption>
        <b>Where A loses</b>
        {` mean Δ ${shortMetricName(info)} by place, manoeuvre, word and tag, n ≥ ${String(LEAST_SLICE_CLIPS)}; slices overlap`}
      </caption>
      <thead className="visually-hidden">
        <tr>
          <th scope="col">Slice</th>
          <th scope="col">Clips</th>
          <th scope="col">Δ and 95 % interval</th>
          <th scope="col">Δ</th>
          <th scope="col">95 %</th>
        </tr>
      </thead>
      <tbody>
        {shown.map((slice, at) => (
          <SliceRow key={`${slice.facet} ${slice.value}`} slice={slice} at={at} info={info} axis={axis} width={width} />
        ))}
        <tr className="compare-axis-row" aria-hidden>
          <td colSpan={2}>{info.unit === 'share' ? '× 100' : info.unit === 'index' ? '' : info.unit}</td>
          <td className="compare-forest">
            <div ref={ref} />
            <AxisTicks axis={axis} unit={info.unit} width={width} />
          </td>
          <td colSpan={2} />
        </tr>
      </tbody>
    </table>
  );
}

const spreadsOf = (slices: readonly DeltaSlice[], info: ScoreInfo) =>
  slices.map(({ delta }) => ({ info, difference: { delta } }));

function SliceRow({
  slice,
  at,
  info,
  axis,
  width,
}: {
  slice: DeltaSlice;
  at: number;
  info: ScoreInfo;
  axis: IntervalAxis;
  width: number;
}) {
  const { facet, value, label, delta } = slice;
  const narrow = () => {
    const { filter, set } = useSession.getState();
    set({ filter: { ...filter, [facet]: [value] } });
  };
  return (
    <tr onClick={narrow}>
      <th scope="row">
        <button
          type="button"
          data-cell={`${String(at)},0`}
          tabIndex={at === 0 ? 0 : -1}
          title={`Compare on the clips of ${label} only`}
        >
          {label}
        </button>
      </th>
      <td>{`n ${count(delta.clips)}`}</td>
      <td className="compare-forest">
        <IntervalMark row={{ info, difference: { delta } }} axis={axis} width={width} />
      </td>
      <td className="compare-strong">{metricDelta(delta.mean, info)}</td>
      <td className="compare-range">{`[${metricDelta(delta.low, info)}, ${metricDelta(delta.high, info)}]`}</td>
    </tr>
  );
}
