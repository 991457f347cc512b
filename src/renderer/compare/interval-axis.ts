import type { Interval, ScoreInfo } from '../../shared/domain/score.ts';

/** A mean difference with its interval, of a metric. */
export interface Spread {
  info: ScoreInfo;
  difference: { delta: Interval };
}

/** An axis that holds zero and the intervals of its rows, with round ticks; in the metric's own unit. */
export interface IntervalAxis {
  low: number;
  high: number;
  ticks: number[];
}

const TICKS = 5;
/** The axis is at least this wide, so that rounding does not look like a difference. */
const LEAST = { share: 0.01, index: 0.01, m: 0.05, dB: 0.05 } as const;

/** The axis of the rows of one unit; null where there is none. */
export function intervalAxis(rows: readonly Spread[], unit: ScoreInfo['unit']): IntervalAxis | null {
  const of = rows.filter((row) => row.info.unit === unit).map((row) => row.difference.delta);
  if (of.length === 0) return null;
  const low = Math.min(0, ...of.map((delta) => delta.low));
  const high = Math.max(0, ...of.map((delta) => delta.high));
  const step = niceStep(Math.max(high - low, LEAST[unit]) / TICKS);
  const first = Math.floor(low / step + 1e-9);
  const last = Math.max(first + 1, Math.ceil(high / step - 1e-9));
  const at = (i: number) => Number((i * step).toPrecision(6));
  return {
    low: at(first),
    high: at(last),
    ticks: Array.from({ length: last - first + 1 }, (_, i) => at(first + i)),
  };
}

/** 1, 2 or 5 times a power of ten, at least `value`. */
function niceStep(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 5].find((m) => m * power >= value * (1 - 1e-9)) ?? 10) * power;
}
