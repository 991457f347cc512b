import { unitAfter } from '../../../shared/words/score-units.ts';
import { metricValue, plural } from '../../../shared/words/numbers.ts';
import type { ReportMetric, RunLetter } from './report-data.ts';

/** Below this many clips even the interval is a guess, and the sentence says so. */
export const FEW_CLIPS = 10;

export interface Verdict {
  /** The operative words, set in bold. */
  lead: string;
  rest: string;
}

/**
 * One sentence that says no more than the numbers do: a difference is claimed only when its paired 95 % interval
 * leaves zero out.
 * @param metric the report's metric
 * @param letters of the runs, A first
 * @param againstConstantVelocity A − constant velocity over the same clips, for a report on one run
 */
export function verdictOf(
  metric: ReportMetric,
  letters: readonly RunLetter[],
  againstConstantVelocity: ReportMetric['paired'] = null,
): Verdict {
  const size = (value: number) =>
    metric.unit === 'share'
      ? `${metricValue(value, metric)} points`
      : `${metricValue(value, metric)}${unitAfter(metric.unit)}`;
  if (letters.length > 1) return metric.paired ? pairedVerdict(metric, metric.paired, size) : unpairedVerdict(metric);
  const own = metric.runs[0];
  if (!own) return { lead: `A has no ${metric.title}.`, rest: 'None of its clips could be scored.' };
  const value = metric.unit === 'share' ? `${metricValue(own.mean, metric)} %` : size(own.mean);
  const lead = `A is at ${value} in ${metric.title}`;
  const rest = [
    `(95 % interval ${metricValue(own.low, metric)} to ${metricValue(own.high, metric)}, ${plural(own.clips, 'clip')}).`,
    againstConstantVelocity && constantVelocitySentence(metric, againstConstantVelocity, size),
    fewClips(own.clips),
  ];
  return { lead, rest: rest.filter(Boolean).join(' ') };
}

function pairedVerdict(
  metric: ReportMetric,
  paired: NonNullable<ReportMetric['paired']>,
  size: (value: number) => string,
): Verdict {
  const { delta } = paired;
  const bounds = intervalWords(delta, metric);
  const counts = `A is better on ${plural(paired.betterA, 'clip')}, B on ${paired.betterB}${paired.equal > 0 ? `, ${paired.equal} equal` : ''}.`;
  const few = fewClips(delta.clips);
  if (delta.clips < 2) {
    return {
      lead: 'One clip cannot show a difference.',
      rest: `Over it, A − B is ${metricValue(delta.mean, metric)} in ${metric.title}.`,
    };
  }
  if (delta.low <= 0 && delta.high >= 0) {
    const rest = `A − B is ${signedSize(delta.mean, size)} in ${metric.title} (95 % interval ${bounds}, ${plural(delta.clips, 'clip')}), which includes 0.`;
    return { lead: 'No difference between A and B is shown.', rest: [rest, counts, few].filter(Boolean).join(' ') };
  }
  const aIsBetter = metric.better === 'lower' ? delta.mean < 0 : delta.mean > 0;
  const lead = `${aIsBetter ? 'A' : 'B'} is ${size(Math.abs(delta.mean))} better in ${metric.title}`;
  const rest = `(A − B 95 % interval ${bounds}, ${plural(delta.clips, 'clip')}).`;
  return { lead, rest: [rest, counts, few].filter(Boolean).join(' ') };
}

const unpairedVerdict = (metric: ReportMetric): Verdict => ({
  lead: 'A and B cannot be compared.',
  rest: `No clip has ${metric.title} of both.`,
});

function constantVelocitySentence(
  metric: ReportMetric,
  paired: NonNullable<ReportMetric['paired']>,
  size: (value: number) => string,
): string {
  const { delta } = paired;
  if (delta.clips < 2 || (delta.low <= 0 && delta.high >= 0)) {
    return `No difference from constant velocity is shown on the same clips (${signedSize(delta.mean, size)}, 95 % interval ${intervalWords(delta, metric)}).`;
  }
  const isBetter = metric.better === 'lower' ? delta.mean < 0 : delta.mean > 0;
  return `That is ${size(Math.abs(delta.mean))} ${isBetter ? 'better' : 'worse'} than constant velocity on the same clips (95 % interval ${intervalWords(delta, metric)}).`;
}

const signedSize = (value: number, size: (value: number) => string): string =>
  value > 0 ? `+${size(value)}` : size(value);

const intervalWords = (delta: { low: number; high: number }, metric: ReportMetric): string => {
  const signed = (value: number) => (value > 0 ? `+${metricValue(value, metric)}` : metricValue(value, metric));
  return `${signed(delta.low)} to ${signed(delta.high)}`;
};

const fewClips = (clips: number): string =>
  clips < FEW_CLIPS
    ? `${plural(clips, 'clip')} ${clips === 1 ? 'is' : 'are'} few: the interval itself is uncertain.`
    : '';
