import type { Estimate, QuotedValue } from '../../../shared/domain/lab.ts';
import { ABSENT, figure, fixed, plural } from '../../ui/numbers.ts';

/** `0.803 [0.790, 0.815]`, or the mean alone where no interval can be told. */
export function estimateWritten(estimate: Estimate | null, decimals = 3): string {
  if (estimate === null || !Number.isFinite(estimate.mean)) return ABSENT;
  const { mean, low, high } = estimate;
  const range = low === null || high === null ? '' : ` [${fixed(low, decimals)}, ${fixed(high, decimals)}]`;
  return `${fixed(mean, decimals)}${range}`;
}

/** The same in a sentence: with its count of clips. */
export const estimateWords = (name: string, estimate: Estimate | null, decimals = 3): string =>
  estimate === null
    ? `${name}: not available`
    : `${name} ${estimateWritten(estimate, decimals)}, ${plural(estimate.clips, 'clip')}`;

export const numberWritten = (value: number | null, digits = 3): string =>
  value === null ? ABSENT : figure(value, digits);

/** A quoted value with where it is from. */
export const quotedWords = (q: QuotedValue): string =>
  `quoted: ${q.of}, ${q.metric} ${figure(q.value)}${q.low !== null && q.high !== null ? ` [${figure(q.low)}, ${figure(q.high)}]` : ''}, on ${q.on}; ${q.source}${q.secondHand ? ', second hand' : ''}`;
