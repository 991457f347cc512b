import type { ClipFilter, ClipSummary } from '../../../shared/domain/clip.ts';
import type { ClipReview } from '../../../shared/domain/tag.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { ReportClip } from './report-data.ts';

const PAGE = 500;

export interface ClipRow {
  summary: ClipSummary;
  review: ClipReview;
}

/** All clips that pass a filter, by name, with what was written about them. */
export async function readClipRows(workspace: Workspace, filter: ClipFilter, signal: AbortSignal): Promise<ClipRow[]> {
  const rows: ClipRow[] = [];
  let after: string | null = null;
  do {
    signal.throwIfAborted();
    const page = await workspace.library.page({
      filter,
      sort: { by: 'name', direction: 'ascending' },
      scores: null,
      after,
      limit: PAGE,
    });
    const reviews = await workspace.review.clipReviews(page.clips.map((clip) => clip.clipId));
    page.clips.forEach((summary, i) => rows.push({ summary, review: reviews[i] }));
    after = page.next;
  } while (after !== null);
  return rows;
}

/** A clip's row of the report. `values` by letter, then metric. */
export function reportClip(
  { summary, review }: ClipRow,
  tagName: (tagTypeId: string) => string,
  values: ReportClip['values'],
): ReportClip {
  return {
    clipId: summary.clipId,
    name: summary.name,
    description: summary.description,
    location: summary.location,
    manoeuvre: summary.manoeuvre,
    meanSpeedMps: summary.meanSpeedMps,
    frameCount: summary.frameCount,
    reviewed: review.reviewed,
    note: review.note,
    tags: [...new Set(review.tags.map((tag) => tagName(tag.tagTypeId)))].sort(),
    values,
  };
}
