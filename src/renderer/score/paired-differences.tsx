import type { PairedDifference, ScoreInfo } from '../../shared/domain/score.ts';
import { printedScale, unitInHeading, type ScoreUnit } from '../../shared/words/score-units.ts';
import { useSession } from '../state/session.ts';
import { useElementSize } from '../ui/use-element-size.ts';
import { niceCeil } from '../timeline/ticks.ts';
import { figure, metricDelta, metricValue, plural, pValue } from '../ui/numbers.ts';
import { intervalMark } from './delta-bar.ts';
import { shortMetricName } from './metric-names.ts';

interface Row {
  info: ScoreInfo;
  difference: PairedDifference;
}

/** A against B on the clips both scored: Δ with its interval on one axis a unit, filled where it leaves zero out. */
export function PairedDifferences({
  rows,
  chosen,
  compared,
}: {
  rows: readonly Row[];
  chosen: string;
  compared: number;
}) {
  const { ref, width } = useElementSize();
  const axis = (unit: ScoreUnit) => axisOf(rows.filter((r) => r.info.unit === unit));
  const scales = { m: axis('m'), share: axis('share'), index: axis('index'), dB: axis('dB') };
  if (rows.length === 0) return <p className="score-none">No clip was scored by both runs.</p>;
  const [{ difference }] = rows;
  return (
    <table className="paired" aria-label={`Paired differences, ${String(compared)} metrics compared`}>
      <caption>
        <b>Paired differences</b> A − B, {plural(difference.clips, 'clip')} scored by both
      </caption>
      <thead>
        <tr>
          <th scope="col">Metric</th>
          <th scope="col" data-series="A">
            A
          </th>
          <th scope="col" data-series="B">
            B
          </th>
          <th scope="col" className="paired-axis">
            <span ref={ref}>Δ and 95 % interval</span>
          </th>
          <th scope="col">Δ</th>
          <th scope="col">p′</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr
            key={row.info.key}
            aria-selected={row.info.key === chosen}
            onClick={() => useSession.getState().set({ metric: row.info.key })}
          >
            <th scope="row">{`${shortMetricName(row.info)}${row.info.unit === 'share' && row.info.family === 'displacement' ? ', %' : ''}`}</th>
            <td>{metricValue(row.difference.meanA, row.info)}</td>
            <td>{metricValue(row.difference.meanB, row.info)}</td>
            <td className="paired-axis">
              <IntervalMark row={row} full={scales[row.info.unit]} width={width} />
            </td>
            <td className="paired-delta">{metricDelta(row.difference.delta.mean, row.info)}</td>
            <td>{pValue(row.difference.pCorrected)}</td>
          </tr>
        ))}
        {(['m', 'share', 'index', 'dB'] as const).map((unit) => {
          const full = scales[unit];
          if (!rows.some((r) => r.info.unit === unit)) return null;
          const printed = figure(full * printedScale(unit), 2);
          return (
            <tr key={unit} className="paired-ticks" aria-hidden>
              <td colSpan={3}>
                {`axis${unit === 'share' && rows[0].info.family === 'pdm' ? ', × 100' : unitInHeading(unit)}`}
              </td>
              <td className="paired-axis">
                <div>
                  <span>{`−${printed}`}</span>
                  <span>0</span>
                  <span>{`+${printed}`}</span>
                </div>
              </td>
              <td colSpan={2} />
            </tr>
          );
        })}
      </tbody>
      <tfoot>
        <tr>
          <td colSpan={6}>
            {`A better in ${String(difference.betterA)}, equal in ${String(difference.equal)}, B better in ${String(difference.betterB)} clips by ${shortMetricName(rows[0].info)}.`}
          </td>
        </tr>
      </tfoot>
    </table>
  );
}

const axisOf = (rows: readonly Row[]): number =>
  niceCeil(
    Math.max(
      rows.some((r) => r.info.unit === 'share' || r.info.unit === 'index') ? 0.01 : 0.05,
      ...rows.flatMap(({ difference: { delta } }) => [Math.abs(delta.low), Math.abs(delta.high), Math.abs(delta.mean)]),
    ),
  );

const H = 18;
const PAD = 6;

function IntervalMark({ row, full, width }: { row: Row; full: number; width: number }) {
  const { delta } = row.difference;
  const { better, leavesZeroOut } = intervalMark(delta, row.info.better);
  const x = (v: number) => PAD + ((v + full) / (2 * full)) * (width - 2 * PAD);
  const colour = better === 'A' ? 'var(--series-a)' : better === 'B' ? 'var(--series-b)' : 'var(--t2)';
  const mid = H / 2;
  return (
    <svg width={width} height={H} aria-hidden style={{ color: colour }}>
      <line className="score-grid" x1={x(0)} x2={x(0)} y1={0} y2={H} />
      <path
        d={`M${x(delta.low).toFixed(1)} ${String(mid - 3.5)}v7M${x(delta.low).toFixed(1)} ${String(mid)}H${x(delta.high).toFixed(1)}m0-3.5v7`}
        stroke="currentColor"
        strokeWidth={1.4}
        fill="none"
      />
      {better === 'B' ? (
        <rect x={x(delta.mean) - 3} y={mid - 3} width={6} height={6} fill="currentColor" />
      ) : (
        <circle
          cx={x(delta.mean)}
          cy={mid}
          r={3.4}
          fill={leavesZeroOut ? 'currentColor' : 'var(--bg1)'}
          stroke="currentColor"
          strokeWidth={1.5}
        />
      )}
    </svg>
  );
}
