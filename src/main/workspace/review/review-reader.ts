import type Database from 'better-sqlite3';
import type { ClipReview, HistoryState, TagType } from '../../../shared/domain/tag.ts';
import { prepareHistoryState } from './history.ts';
import { tagOf, tagTypeOf, type ClipReviewRow, type DatasetRow, type TagRow, type TagTypeRow } from './rows.ts';
import { sortTagTypes } from './tag-types.ts';

/** All reads of the user's work, attached as `review`. */
export interface ReviewReader {
  tagTypes(): TagType[];
  clips(clipIds: readonly string[]): ClipReview[];
  history(): HistoryState;
  settings(): Record<string, unknown>;
  /** Without removed ones, in the order they were added. */
  datasets(): DatasetRow[];
}

export function openReviewReader(db: Database.Database): ReviewReader {
  const types = db.prepare<[], TagTypeRow>('SELECT * FROM review.tag_type');
  // A clip tag comes first, then by time.
  const tags = db.prepare<[string], TagRow>(
    'SELECT * FROM review.tag WHERE clip_id = ? ORDER BY start_us, created_us, tag_id',
  );
  const review = db.prepare<[string], ClipReviewRow>('SELECT * FROM review.clip_review WHERE clip_id = ?');
  const settings = db.prepare<[], { key: string; value: string }>('SELECT key, value FROM review.setting');
  const datasets = db.prepare<[], DatasetRow>(
    'SELECT * FROM review.dataset WHERE removed_us IS NULL ORDER BY created_us, dataset_id',
  );
  return {
    tagTypes: () => sortTagTypes(types.all().map(tagTypeOf)),
    clips: (clipIds) =>
      clipIds.map((clipId) => {
        const row = review.get(clipId);
        return { clipId, reviewed: row?.reviewed === 1, note: row?.note ?? '', tags: tags.all(clipId).map(tagOf) };
      }),
    history: prepareHistoryState(db, 'review'),
    settings: () => Object.fromEntries(settings.all().map(({ key, value }) => [key, JSON.parse(value) as unknown])),
    datasets: () => datasets.all(),
  };
}
