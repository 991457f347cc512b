import { valueAt } from '../../shared/maths/track.ts';
import { figure } from '../ui/numbers.ts';
import type { PlotPlans } from './curve-layer.tsx';
import type { Curve, Plot } from './plots.ts';

/** What a plot reads at a time: whose, how much, and the value itself; curves without a value there are left out. */
export interface Reading {
  series: Curve['series'];
  letter: string;
  value: number;
  text: string;
}

/** Readings of one plot at a time: the shown runs in order, then the human. */
export function readingsAt(plot: Plot, plans: readonly PlotPlans[], timeUs: number): Reading[] {
  const curves = [...(plans.find((p) => p.name === plot.name)?.curves ?? []), ...(plot.human ? [plot.human] : [])];
  return curves.flatMap(({ series, timesUs, values }) => {
    const value = valueAt(timesUs, values, timeUs);
    if (value === null) return [];
    return [{ series, letter: series === 'human' ? 'H' : series, value, text: figure(value) }];
  });
}

/** One line for screen readers and hovering: `Speed A 9.43, H 3.35 m/s`. */
export const readingInWords = (plot: Plot, readings: readonly Reading[]): string =>
  readings.length === 0
    ? `${plot.title} no value`
    : `${plot.title} ${readings.map((r) => `${r.series === 'human' ? 'human' : r.letter} ${r.text}`).join(', ')} ${plot.unit}`;
