import { fixed } from '../../ui/numbers.ts';

/** An axis that ends at round numbers, with its ticks. */
export interface Axis {
  low: number;
  high: number;
  ticks: number[];
  /** Decimals that tell ticks apart. */
  decimals: number;
}

/** 1, 2 or 5 times a power of ten, at least `value`. */
function niceStep(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 5].find((m) => m * power >= value * (1 - 1e-9)) ?? 10) * power;
}

/** The axis of some values with about `ticks` steps; what is not finite does not count. Null where nothing is left. */
export function axisOf(values: readonly (number | null)[], ticks = 5): Axis | null {
  const finite = values.filter((v): v is number => v !== null && Number.isFinite(v));
  if (finite.length === 0) return null;
  const [lowest, highest] = [Math.min(...finite), Math.max(...finite)];
  // A single value stands in the middle.
  const around = highest > lowest ? 0 : Math.max(0.005, Math.abs(highest) * 0.05);
  const [least, most] = [lowest - around, highest + around];
  const span = most - least;
  const step = niceStep(span / ticks);
  const first = Math.floor(least / step + 1e-9);
  const last = Math.max(first + 1, Math.ceil(most / step - 1e-9));
  const at = (i: number) => Number((i * step).toPrecision(9));
  return {
    low: at(first),
    high: at(last),
    ticks: Array.from({ length: last - first + 1 }, (_, i) => at(first + i)),
    decimals: Math.max(0, -Math.floor(Math.log10(step) + 1e-9)),
  };
}

/** Where a value stands between `from` and `to` px. */
export const placeOn = (axis: Axis, value: number, from: number, to: number): number =>
  from + ((value - axis.low) / (axis.high - axis.low)) * (to - from);

export const tickWritten = (axis: Axis, tick: number): string => (tick === 0 ? '0' : fixed(tick, axis.decimals));

/** A label beside a mark: its left end, baseline and width, px. */
export interface LabelBox {
  x: number;
  y: number;
  width: number;
}

const LINE_PX = 12;

/** Baselines of labels moved down until none lies over an earlier one. */
export function apart(labels: readonly LabelBox[]): number[] {
  const placed: LabelBox[] = [];
  for (const label of labels) {
    let y = label.y;
    const meets = (other: LabelBox) =>
      Math.abs(other.y - y) < LINE_PX && label.x < other.x + other.width && other.x < label.x + label.width;
    while (placed.some(meets)) y += 3;
    placed.push({ ...label, y });
  }
  return placed.map((label) => label.y);
}
