import type { ScoreInfo } from '../../shared/domain/score.ts';
import type { IntervalAxis, Spread } from './interval-axis.ts';
import { printedScale } from '../../shared/words/score-units.ts';
import { intervalMark } from '../score/delta-bar.ts';
import { fixed, signed } from '../ui/numbers.ts';

const H = 22;
const PAD = 18;

/** Where a value of an axis stands in a plot of some width, px. */
export const intervalX = (axis: IntervalAxis, value: number, width: number): number =>
  PAD + ((value - axis.low) / (axis.high - axis.low)) * (width - 2 * PAD);

/** Δ with its interval: filled and in the better run's colour where it leaves zero out, else hollow and grey. */
export function IntervalMark({ row, axis, width }: { row: Spread; axis: IntervalAxis; width: number }) {
  const { delta } = row.difference;
  const { better, leavesZeroOut } = intervalMark(delta, row.info.better);
  const colour = better === null ? 'var(--t2)' : `var(--series-${better.toLowerCase()})`;
  const x = (value: number) => intervalX(axis, value, width);
  const mid = H / 2;
  return (
    <svg width={width} height={H} aria-hidden style={{ color: colour }}>
      {axis.ticks.map((tick) => (
        <path
          key={tick}
          className={tick === 0 ? 'compare-zero' : 'score-grid'}
          d={`M${x(tick).toFixed(1)} 0v${String(H)}`}
        />
      ))}
      <path
        d={`M${x(delta.low).toFixed(1)} ${String(mid - 3.5)}v7M${x(delta.low).toFixed(1)} ${String(mid)}H${x(delta.high).toFixed(1)}m0-3.5v7`}
        stroke="currentColor"
        strokeWidth={1.5}
        fill="none"
      />
      {better === 'B' ? (
        <rect x={x(delta.mean) - 3.5} y={mid - 3.5} width={7} height={7} fill="currentColor" />
      ) : (
        <circle
          cx={x(delta.mean)}
          cy={mid}
          r={3.8}
          fill={leavesZeroOut ? 'currentColor' : 'var(--bg1)'}
          stroke="currentColor"
          strokeWidth={1.5}
        />
      )}
    </svg>
  );
}

/** The numbers under an axis. */
export function AxisTicks({ axis, unit, width }: { axis: IntervalAxis; unit: ScoreInfo['unit']; width: number }) {
  const printed = printedScale(unit);
  const step = (axis.ticks[1] - axis.ticks[0]) * printed;
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const written = (tick: number) => (tick === 0 ? '0' : signed(tick * printed, fixed(tick * printed, decimals)));
  const widest = CHARACTER_PX * Math.max(...axis.ticks.map((tick) => written(tick).length)) + APART_PX;
  return (
    <svg width={width} height={14} aria-hidden className="compare-ticks">
      {namedTicks(axis, width, widest).map((tick) => (
        <text key={tick} x={intervalX(axis, tick, width)} y={11} textAnchor="middle">
          {written(tick)}
        </text>
      ))}
    </svg>
  );
}

const CHARACTER_PX = 5.5;
const APART_PX = 4;

/** The ticks that have room for a number of `eachPx`: every first, second, third … of them, counted from zero. */
export function namedTicks(axis: IntervalAxis, width: number, eachPx: number): number[] {
  const { ticks } = axis;
  const stepPx = intervalX(axis, ticks[1], width) - intervalX(axis, ticks[0], width);
  const every = Math.max(1, Math.ceil(eachPx / Math.max(1, stepPx)));
  const zero = ticks.indexOf(0);
  return ticks.filter((_, i) => (i - zero) % every === 0);
}
