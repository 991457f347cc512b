import type Database from 'better-sqlite3';
import { emptySet, put, type Bitset } from './bitset.ts';
import type { ClipColumns } from './clip-columns.ts';

/** What the user wrote, by row of the library: read once, then kept up to date clip by clip. */
export interface ReviewColumns {
  reviewed(): Bitset;
  /** Number of tags of each clip. */
  tagCounts(): ArrayLike<number>;
  /** Rows that have a tag of a type. */
  tagged(tagTypeId: string): Bitset;
  tagTypeIds(): string[];
  /** Reads these clips again; null reads everything again. */
  refresh(clipIds: readonly string[] | null): void;
}

interface TagState {
  counts: Uint32Array;
  byType: Map<string, Bitset>;
}

/** `db` has the index as main and the review database attached as `review`. */
export function openReviewColumns(db: Database.Database, clips: ClipColumns): ReviewColumns {
  let reviewed: Bitset | null = null;
  let tags: TagState | null = null;
  const none = emptySet(clips.size);

  const readReviewed = (): Bitset => {
    const set = emptySet(clips.size);
    const keys = db
      .prepare<[], number>('SELECT clip_key FROM review.clip_review CROSS JOIN clip USING (clip_id) WHERE reviewed = 1')
      .pluck();
    for (const key of keys.all()) {
      const row = clips.rowOf(key);
      if (row >= 0) put(set, row, true);
    }
    return set;
  };

  const readTags = (): TagState => {
    const state: TagState = { counts: new Uint32Array(clips.size), byType: new Map() };
    // Type by type: both indexes are walked in the order of clip ids then.
    const types = db.prepare<[], string>('SELECT tag_type_id FROM review.tag_type').pluck().all();
    const keys = db
      .prepare<[string], number>(
        'SELECT clip_key FROM review.tag INDEXED BY tag_by_type CROSS JOIN clip USING (clip_id) WHERE tag_type_id = ?',
      )
      .pluck();
    for (const tagTypeId of types) for (const key of keys.all(tagTypeId)) addTag(state, clips.rowOf(key), tagTypeId);
    return state;
  };
  const addTag = (state: TagState, row: number, tagTypeId: string) => {
    if (row < 0) return;
    state.counts[row]++;
    let set = state.byType.get(tagTypeId);
    if (!set) state.byType.set(tagTypeId, (set = emptySet(clips.size)));
    put(set, row, true);
  };

  const keyOfClip = db.prepare<[string], number>('SELECT clip_key FROM clip WHERE clip_id = ?').pluck();
  const tagsOfClip = db.prepare<[string], string>('SELECT tag_type_id FROM review.tag WHERE clip_id = ?').pluck();
  const reviewedOfClip = db
    .prepare<[string], number>('SELECT reviewed FROM review.clip_review WHERE clip_id = ?')
    .pluck();
  const refreshClip = (clipId: string) => {
    const key = keyOfClip.get(clipId);
    const row = key === undefined ? -1 : clips.rowOf(key);
    if (row < 0) return;
    if (reviewed) put(reviewed, row, reviewedOfClip.get(clipId) === 1);
    if (!tags) return;
    tags.counts[row] = 0;
    for (const set of tags.byType.values()) put(set, row, false);
    for (const tagTypeId of tagsOfClip.all(clipId)) addTag(tags, row, tagTypeId);
  };
  const tagState = () => (tags ??= readTags());

  return {
    reviewed: () => (reviewed ??= readReviewed()),
    tagCounts: () => tagState().counts,
    tagged: (tagTypeId) => tagState().byType.get(tagTypeId) ?? none,
    tagTypeIds: () => [...tagState().byType.keys()],
    refresh: (clipIds) => {
      if (clipIds) clipIds.forEach(refreshClip);
      else reviewed = tags = null;
    },
  };
}
