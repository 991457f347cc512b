import type { TimeUs } from '../../shared/domain/time.ts';

/** In and out points while a span is being marked. */
export interface SpanMarks {
  spanIn: TimeUs | null;
  spanOut: TimeUs | null;
}

/** Sets the in point; an out point that would lie at or before it is let go. */
export const markIn = (marks: SpanMarks, timeUs: TimeUs): SpanMarks => ({
  spanIn: timeUs,
  spanOut: marks.spanOut !== null && marks.spanOut > timeUs ? marks.spanOut : null,
});

/** Sets the out point; an in point that would lie at or after it is let go. */
export const markOut = (marks: SpanMarks, timeUs: TimeUs): SpanMarks => ({
  spanIn: marks.spanIn !== null && marks.spanIn < timeUs ? marks.spanIn : null,
  spanOut: timeUs,
});

/** The span when both ends are set. */
export const spanOf = ({ spanIn, spanOut }: SpanMarks): { startUs: TimeUs; endUs: TimeUs } | null =>
  spanIn !== null && spanOut !== null && spanOut > spanIn ? { startUs: spanIn, endUs: spanOut } : null;
