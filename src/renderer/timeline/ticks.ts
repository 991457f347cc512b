import { US_PER_S } from '../../shared/domain/time.ts';
import { xOf, type TimeScale } from './time-scale.ts';

export interface Tick {
  x: number;
  /** Seconds from the clip's start; absent on minor ticks. */
  label?: string;
}

const stepsS = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 60, 120, 300, 600];

/**
 * Ticks of the ruler: labelled ones at the smallest round step that keeps them `apartPx` from each other,
 * one minor tick half way between. Only ticks inside the scale are given.
 */
export function rulerTicks(scale: TimeScale, clipStartUs: number, apartPx = 64): Tick[] {
  const spanS = (scale.endUs - scale.startUs) / US_PER_S;
  if (!(spanS > 0) || scale.widthPx <= 0) return [];
  const stepS = stepsS.find((s) => (s / spanS) * scale.widthPx >= apartPx) ?? stepsS[stepsS.length - 1];
  const fromS = (scale.startUs - clipStartUs) / US_PER_S;
  const ticks: Tick[] = [];
  for (let half = Math.ceil((2 * fromS) / stepS); ; half++) {
    const atS = (half * stepS) / 2;
    if (atS > fromS + spanS + 1e-9) return ticks;
    const x = xOf(scale, clipStartUs + atS * US_PER_S);
    ticks.push(half % 2 === 0 ? { x, label: atS.toFixed(stepS < 1 ? 1 : 0) } : { x });
  }
}

/** Smallest of 1, 2, 5 · 10ⁿ (and 1.2, 1.5, 3, 4, 6, 8) that is at least `value`: the round end of a plot's axis. */
export function niceCeil(value: number): number {
  if (!(value > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const lead = [1, 1.2, 1.5, 2, 3, 4, 5, 6, 8, 10].find((m) => m * power >= value - 1e-9 * value) ?? 10;
  return Number((lead * power).toPrecision(3));
}
