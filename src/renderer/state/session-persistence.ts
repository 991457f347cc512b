import { z } from 'zod';
import { clipFilterSchema, clipIdSchema, clipSortSchema } from '../../shared/domain/clip.ts';
import { DEFAULT_METRIC } from '../../shared/domain/score.ts';
import { MAX_SHOWN_RUNS } from '../../shared/domain/series.ts';
import { views, type Session } from './session.ts';

/** What of the session outlives the window. A span being marked and a chosen object do not. */
const storedSessionSchema = z.object({
  view: z.enum(views).catch('library'),
  clipId: clipIdSchema.nullable().catch(null),
  filter: clipFilterSchema.omit({ clipIds: true }).catch({}),
  sort: clipSortSchema.catch({ by: 'name', direction: 'ascending' }),
  metric: z.string().optional(),
  metricChosen: z.boolean().optional(),
  runA: z.string().nullable().catch(null),
  runB: z.string().nullable().catch(null),
  moreRuns: z
    .array(z.string())
    .max(MAX_SHOWN_RUNS - 2)
    .catch([]),
  showsNoRun: z.boolean().catch(false),
});

/** The session part of stored settings; a field that cannot be read falls back to its default. */
export function storedSession(value: unknown): Partial<Session> {
  const parsed = storedSessionSchema.safeParse(value);
  if (!parsed.success) return {};
  const { metric, metricChosen, ...rest } = parsed.data;
  if (metric === undefined) return rest;
  return { ...rest, metric, metricChosen: metricChosen ?? metric !== DEFAULT_METRIC };
}

/** What is stored of a session. A choice of single clips is not: it may be as long as the library. */
export const toStore = ({
  view,
  clipId,
  filter,
  sort,
  metric,
  metricChosen,
  runA,
  runB,
  moreRuns,
  showsNoRun,
}: Session) => {
  const { clipIds: _, ...kept } = filter;
  return { view, clipId, filter: kept, sort, metric, metricChosen, runA, runB, moreRuns, showsNoRun };
};
