import { secondsBetween } from '../../../shared/domain/time.ts';
import type { ClipRow } from './clip-rows.ts';
import type { ReportRun, TaggedFailure } from './report-data.ts';

const severityOrder = { critical: 0, major: 1, minor: 2 };

/** What engineers tagged on the clips of a report, gravest first. */
export function taggedFailures(
  rows: readonly ClipRow[],
  runs: readonly ReportRun[],
  tagName: (id: string) => string,
): TaggedFailure[] {
  const failures = rows.flatMap(({ summary, review }) =>
    review.tags.map((tag): TaggedFailure => ({
      clipId: summary.clipId,
      clipName: summary.name,
      tagName: tagName(tag.tagTypeId),
      severity: tag.severity,
      startS: tag.startUs === null ? null : secondsBetween(summary.startUs, tag.startUs),
      endS: tag.endUs === null ? null : secondsBetween(summary.startUs, tag.endUs),
      runLetter: runs.find((run) => run.runId === tag.runId)?.letter ?? null,
      note: tag.note,
    })),
  );
  return failures.sort(
    (x, y) =>
      severityOrder[x.severity] - severityOrder[y.severity] ||
      x.clipName.localeCompare(y.clipName) ||
      (x.startS ?? 0) - (y.startS ?? 0),
  );
}
