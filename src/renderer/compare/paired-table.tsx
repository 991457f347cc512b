import { Fragment } from 'react';
import type { MetricKey, RunSummary } from '../../shared/domain/score.ts';
import { shortMetricName } from '../score/metric-names.ts';
import { useSession } from '../state/session.ts';
import { count, fixed, metricDelta, metricValue, pValue } from '../ui/numbers.ts';
import { useElementSize } from '../ui/use-element-size.ts';
import type { ComparedRow, MetricFamily } from './compared-metrics.ts';
import { moveFocus } from './grid-keys.ts';
import { intervalAxis } from './interval-axis.ts';
import { AxisTicks, IntervalMark } from './interval-mark.tsx';

const COLUMNS_BESIDE_AXIS = { before: 3, after: 7 };

/** A against B, a row a metric: means, Δ with its interval on one axis a family and unit, corrected p, who is better where. */
export function PairedTable({
  families,
  chosen,
  reference,
}: {
  families: readonly MetricFamily[];
  chosen: MetricKey;
  /** Means of the reference run on the same clips of the filter; null where it is not there or shown itself. */
  reference: RunSummary | null;
}) {
  const { ref, width } = useElementSize();
  const order = families.flatMap((family) => family.rows.map((row) => row.info.key));
  const stop = Math.max(0, order.indexOf(chosen));
  const before = COLUMNS_BESIDE_AXIS.before + (reference ? 1 : 0);
  return (
    <table
      className="compare-paired selectable"
      aria-label="Paired differences, A − B"
      onKeyDown={(event) => moveFocus(event, order.length, 1)}
    >
      <thead>
        <tr>
          <th scope="col">Metric</th>
          <th scope="col" data-series="A">
            A
          </th>
          <th scope="col" data-series="B">
            B
          </th>
          {reference && (
            <th scope="col" className="compare-aside" title="Constant velocity, the reference">
              CV
            </th>
          )}
          <th scope="col" className="compare-forest">
            <div ref={ref}>Δ and 95 % interval</div>
          </th>
          <th scope="col">Δ</th>
          <th scope="col" className="compare-range">
            95 %
          </th>
          <th scope="col">p′</th>
          <th scope="col" className="compare-count" data-series="A" title="Clips on which A is better">
            A better
          </th>
          <th scope="col" className="compare-count" title="Clips on which both have the same value">
            same
          </th>
          <th scope="col" className="compare-count" data-series="B" title="Clips on which B is better">
            B better
          </th>
          <th scope="col" className="compare-count">
            Clips
          </th>
        </tr>
      </thead>
      {families.map((family) => (
        <tbody key={family.key} aria-label={family.title}>
          <tr className="compare-family">
            <th scope="rowgroup" colSpan={before + 1 + COLUMNS_BESIDE_AXIS.after}>
              {family.title}
            </th>
          </tr>
          {[...new Set(family.rows.map((row) => row.info.unit))].map((unit) => {
            const axis = intervalAxis(family.rows, unit);
            if (axis === null) return null;
            return (
              <Fragment key={unit}>
                {family.rows
                  .filter((row) => row.info.unit === unit)
                  .map((row) => (
                    <PairedRow
                      key={row.info.key}
                      row={row}
                      place={order.indexOf(row.info.key)}
                      isStop={order.indexOf(row.info.key) === stop}
                      isChosen={row.info.key === chosen}
                      reference={reference}
                    >
                      <IntervalMark row={row} axis={axis} width={width} />
                    </PairedRow>
                  ))}
                <tr className="compare-axis-row" aria-hidden>
                  <td colSpan={before}>
                    {unit === 'index' ? '' : unit !== 'share' ? unit : family.setting ? '× 100' : '%'}
                  </td>
                  <td className="compare-forest">
                    <AxisTicks axis={axis} unit={unit} width={width} />
                  </td>
                  <td colSpan={COLUMNS_BESIDE_AXIS.after} />
                </tr>
              </Fragment>
            );
          })}
        </tbody>
      ))}
    </table>
  );
}

function PairedRow({
  row,
  place,
  isStop,
  isChosen,
  reference,
  children,
}: {
  row: ComparedRow;
  place: number;
  isStop: boolean;
  isChosen: boolean;
  reference: RunSummary | null;
  children: React.ReactNode;
}) {
  const { info, difference } = row;
  const show = () => useSession.getState().set({ metric: info.key });
  return (
    <tr aria-selected={isChosen} data-total={info.family === 'pdm' && info.term === 'total'} onClick={show}>
      <th scope="row">
        <button
          type="button"
          data-cell={`${String(place)},0`}
          tabIndex={isStop ? 0 : -1}
          aria-pressed={isChosen}
          title={info.title}
        >
          {shortMetricName(info)}
        </button>
      </th>
      <td>{metricValue(difference.meanA, info)}</td>
      <td>{metricValue(difference.meanB, info)}</td>
      {reference && <td className="compare-aside">{metricValue(reference.metrics[info.key]?.mean, info)}</td>}
      <td className="compare-forest">{children}</td>
      <td className="compare-strong">{metricDelta(difference.delta.mean, info)}</td>
      <td className="compare-range">{`[${metricDelta(difference.delta.low, info)}, ${metricDelta(difference.delta.high, info)}]`}</td>
      <td>{difference.pCorrected === null ? '–' : pValue(difference.pCorrected)}</td>
      <td className="compare-count">{count(difference.betterA)}</td>
      <td className="compare-count">{count(difference.equal)}</td>
      <td className="compare-count">{count(difference.betterB)}</td>
      <td className="compare-count">{count(difference.clips)}</td>
    </tr>
  );
}

/** The outcome on one metric in a sentence: `B is better by 3.1, [1.2, 5.0], p′ < 0.001: …`. */
export function outcomeWords({ info, difference }: ComparedRow): string {
  const { delta, pCorrected } = difference;
  const name = info.title;
  const size = metricValue(Math.abs(delta.mean), info);
  const range = `[${metricDelta(delta.low, info)}, ${metricDelta(delta.high, info)}]`;
  const p = pCorrected === null ? '' : `, p′ ${pCorrected < 0.001 ? '' : '= '}${pValue(pCorrected)}`;
  if (delta.low <= 0 && delta.high >= 0)
    return `${name}: no difference that the clips bear out. Δ ${metricDelta(delta.mean, info)} ${range}${p}.`;
  const better = delta.mean > 0 === (info.better === 'higher') ? 'A' : 'B';
  const share = fixed((100 * (better === 'A' ? difference.betterA : difference.betterB)) / difference.clips, 1);
  return `${name}: ${better} is better by ${size}, Δ ${range}${p}; on ${share} % of the clips.`;
}
