import { randomUUID } from 'node:crypto';
import type Database from 'better-sqlite3';
import type { HistoryStep, NewTag, Tag, TagType } from '../../../shared/domain/tag.ts';
import type { TagChange } from '../workspace.ts';
import { openHistory, type EditOutcome } from './history.ts';
import { spanTurned, tagAbsent, tagTypeAbsent, tagTypeArchived } from './review-problems.ts';
import type { RowChange } from './row-change.ts';
import { tagOf, tagRowOf, type ClipReviewRow, type TagRow, type TagTypeRow } from './rows.ts';
import { planTagTypeRemoval, planTagTypeSave } from './tag-types.ts';
import { planTagImport, type TagImport } from './tag-import.ts';

/** All edits of the user's work. Each is one transaction with its undo step in it. */
export interface ReviewStore {
  addTag(tag: NewTag): EditOutcome<Tag>;
  changeTag(change: TagChange): EditOutcome<Tag>;
  removeTags(tagIds: readonly string[]): EditOutcome<null>;
  setNote(clipId: string, note: string): EditOutcome<null>;
  setReviewed(clipId: string, reviewed: boolean): EditOutcome<null>;
  saveTagType(type: TagType): EditOutcome<TagType[]>;
  removeTagType(tagTypeId: string): EditOutcome<TagType[]>;
  importTags(
    tags: TagImport,
  ): EditOutcome<{ tagsAdded: number; tagsAlreadyThere: number; typesAdded: number; notesAdded: number }>;
  undo(): EditOutcome<HistoryStep | null>;
  redo(): EditOutcome<HistoryStep | null>;
}

const asRow = <T extends object>(row: T) => ({ ...row }) as Record<string, string | number | null>;

/** Opens the edits of a review database that is open for writing. */
export function openReviewStore(db: Database.Database): ReviewStore {
  const history = openHistory(db);
  const tagRow = db.prepare<[string], TagRow>('SELECT * FROM tag WHERE tag_id = ?');
  const typeRow = db.prepare<[string], TagTypeRow>('SELECT * FROM tag_type WHERE tag_type_id = ?');
  const reviewRow = db.prepare<[string], ClipReviewRow>('SELECT * FROM clip_review WHERE clip_id = ?');

  const typeFor = (tagTypeId: string): TagTypeRow => {
    const type = typeRow.get(tagTypeId);
    if (!type) throw tagTypeAbsent(tagTypeId);
    return type;
  };
  const typeForNewTag = (tagTypeId: string): TagTypeRow => {
    const type = typeFor(tagTypeId);
    if (type.archived === 1) throw tagTypeArchived(type.name);
    return type;
  };
  const tagFor = (tagId: string): TagRow => {
    const row = tagRow.get(tagId);
    if (!row) throw tagAbsent(tagId);
    return row;
  };
  const changeReview = (clipId: string, label: string, part: Partial<ClipReviewRow>) =>
    history.edit(() => {
      const before = reviewRow.get(clipId);
      const old = before ?? { clip_id: clipId, reviewed: 0, note: '' };
      const after = { ...old, ...part };
      const same = after.reviewed === old.reviewed && after.note === old.note;
      const change: RowChange = {
        table: 'clip_review',
        key: clipId,
        before: before ? asRow(before) : null,
        after: asRow(after),
      };
      return { label, clipId, changes: same ? [] : [change], value: null };
    });

  return {
    addTag: (tag) =>
      history.edit(() => {
        const type = typeForNewTag(tag.tagTypeId);
        const made: Tag = { ...tag, tagId: randomUUID(), createdUs: Date.now() * 1000 };
        return {
          label: `Tag ${type.name}`,
          clipId: tag.clipId,
          changes: [{ table: 'tag', key: made.tagId, before: null, after: asRow(tagRowOf(made)) }],
          value: made,
        };
      }),

    changeTag: (change) =>
      history.edit(() => {
        const before = tagFor(change.tagId);
        const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
        const changed: Tag = { ...tagOf(before), ...given };
        const type =
          changed.tagTypeId === before.tag_type_id ? typeFor(changed.tagTypeId) : typeForNewTag(changed.tagTypeId);
        if (changed.startUs === null) changed.endUs = null;
        if (changed.startUs !== null && changed.endUs !== null && changed.endUs < changed.startUs)
          throw spanTurned(changed.startUs, changed.endUs);
        const after = tagRowOf(changed);
        const same = JSON.stringify(after) === JSON.stringify(tagRowOf(tagOf(before)));
        return {
          label: `Change tag ${type.name}`,
          clipId: changed.clipId,
          changes: same ? [] : [{ table: 'tag', key: changed.tagId, before: asRow(before), after: asRow(after) }],
          value: changed,
        };
      }),

    removeTags: (tagIds) =>
      history.edit(() => {
        const rows = [...new Set(tagIds)].map(tagFor);
        const clipIds = new Set(rows.map((row) => row.clip_id));
        return {
          label: rows.length === 1 ? `Remove tag ${typeFor(rows[0].tag_type_id).name}` : `Remove ${rows.length} tags`,
          clipId: clipIds.size === 1 ? rows[0].clip_id : null,
          changes: rows.map((row) => ({ table: 'tag', key: row.tag_id, before: asRow(row), after: null })),
          value: null,
        };
      }),

    setNote: (clipId, note) => changeReview(clipId, note === '' ? 'Remove note' : 'Change note', { note }),
    setReviewed: (clipId, reviewed) =>
      changeReview(clipId, reviewed ? 'Mark reviewed' : 'Mark not reviewed', { reviewed: reviewed ? 1 : 0 }),

    saveTagType: (type) => history.edit(() => planTagTypeSave(db, type)),
    removeTagType: (tagTypeId) => history.edit(() => planTagTypeRemoval(db, tagTypeId)),
    importTags: (tags) => history.edit(() => planTagImport(db, tags)),
    undo: () => history.undo(),
    redo: () => history.redo(),
  };
}
