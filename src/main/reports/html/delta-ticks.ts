import type { ReportMetric } from '../data/report-data.ts';
import { markup, type Markup } from './markup.ts';

const WIDTH = 112;
const HALF = WIDTH / 2 - 6;

/** Largest difference drawn, by unit. */
export type DeltaScale = Record<ReportMetric['unit'], number>;

/**
 * A − B as a marker on its interval about a line at zero. The side follows the sign; colour and marker are the better
 * run's, filled when the interval leaves zero out, and grey and hollow otherwise.
 */
export function deltaTicks(
  delta: { mean: number; low: number; high: number },
  metric: Pick<ReportMetric, 'unit' | 'better'>,
  scale: DeltaScale,
): Markup {
  const at = (value: number) => Math.round((WIDTH / 2 + (value / scale[metric.unit]) * HALF) * 10) / 10;
  const isTold = delta.low > 0 || delta.high < 0;
  const aIsBetter = metric.better === 'lower' ? delta.mean < 0 : delta.mean > 0;
  const colour = !isTold ? '#5b6674' : aIsBetter ? '#be4b3a' : '#0a7a8b';
  const fill = isTold ? colour : '#ffffff';
  const [x, low, high] = [at(delta.mean), at(delta.low), at(delta.high)];
  const mark =
    isTold && !aIsBetter
      ? markup`<rect x="${x - 3.2}" y="4.8" width="6.4" height="6.4" fill="${fill}" stroke="${colour}" stroke-width="1.4"/>`
      : markup`<circle cx="${x}" cy="8" r="3.4" fill="${fill}" stroke="${colour}" stroke-width="1.4"/>`;
  const says = isTold ? `${aIsBetter ? 'A' : 'B'} is better` : 'no difference shown';
  return markup`<svg class="delta" width="${WIDTH}" height="16" viewBox="0 0 ${WIDTH} 16" role="img" aria-label="${says}"><path d="M${WIDTH / 2} 1V15" stroke="#c3c9d3"/><path d="M${low} 8H${high}M${low} 5V11M${high} 5V11" stroke="${colour}" stroke-width="1.4" fill="none"/>${mark}</svg>`;
}
