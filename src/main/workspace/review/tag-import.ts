import type Database from 'better-sqlite3';
import { randomUUID } from 'node:crypto';
import type { Tag, TagType } from '../../../shared/domain/tag.ts';
import type { Edit } from './history.ts';
import type { RowChange } from './row-change.ts';
import { tagRowOf, tagTypeRowOf, type ClipReviewRow, type TagTypeRow } from './rows.ts';

/** Tags whose clips are known to be in this workspace. */
export interface TagImport {
  tagTypes: TagType[];
  clips: {
    clipId: string;
    reviewed: boolean;
    note: string;
    tags: (Omit<Tag, 'clipId' | 'tagTypeId'> & { type: string })[];
  }[];
}

export interface TagImportCounts {
  tagsAdded: number;
  tagsAlreadyThere: number;
  typesAdded: number;
  notesAdded: number;
}

/**
 * Merges tags into what is there: types go by name, tags by id, nothing that is there is changed except that a clip may
 * become reviewed and gets the file's note added below its own. One undo step.
 */
export function planTagImport(db: Database.Database, incoming: TagImport): Edit<TagImportCounts> {
  const changes: RowChange[] = [];
  const counts: TagImportCounts = { tagsAdded: 0, tagsAlreadyThere: 0, typesAdded: 0, notesAdded: 0 };
  const typeIds = planTypes(db, incoming.tagTypes, changes);
  counts.typesAdded = changes.length;
  const tagThere = db.prepare<[string], number>('SELECT 1 FROM tag WHERE tag_id = ?').pluck();
  const reviewRow = db.prepare<[string], ClipReviewRow>('SELECT * FROM clip_review WHERE clip_id = ?');
  const seen = new Set<string>();
  const reviews = new Map<string, ClipReviewRow>();
  for (const clip of incoming.clips) {
    for (const { type, ...tag } of clip.tags) {
      if (seen.has(tag.tagId) || tagThere.get(tag.tagId) !== undefined) {
        counts.tagsAlreadyThere++;
        continue;
      }
      seen.add(tag.tagId);
      const made: Tag = { ...tag, clipId: clip.clipId, tagTypeId: typeIds.get(type)! };
      changes.push({ table: 'tag', key: tag.tagId, before: null, after: { ...tagRowOf(made) } });
      counts.tagsAdded++;
    }
    // A clip may be in the file twice.
    const before = reviews.get(clip.clipId) ?? reviewRow.get(clip.clipId);
    const after = mergeReview(before, clip);
    if (!after) continue;
    reviews.set(clip.clipId, after);
    if (after.note !== (before?.note ?? '')) counts.notesAdded++;
    changes.push({
      table: 'clip_review',
      key: clip.clipId,
      before: before ? { ...before } : null,
      after: { ...after },
    });
  }
  return {
    label: counts.tagsAdded === 1 ? 'Import 1 tag' : `Import ${counts.tagsAdded} tags`,
    clipId: null,
    changes,
    value: counts,
  };
}

/** Type ids by the file's names; types that are missing are added without a digit that is taken. */
function planTypes(db: Database.Database, types: readonly TagType[], changes: RowChange[]): Map<string, string> {
  const there = db.prepare<[], TagTypeRow>('SELECT * FROM tag_type').all();
  const idsByName = new Map(there.map((row) => [row.name, row.tag_type_id]));
  const ids = new Set(there.map((row) => row.tag_type_id));
  const digits = new Set(there.map((row) => row.digit));
  for (const type of types) {
    if (idsByName.has(type.name)) continue;
    const tagTypeId = ids.has(type.tagTypeId) ? randomUUID() : type.tagTypeId;
    const digit = type.archived || digits.has(type.digit) ? null : type.digit;
    changes.push({
      table: 'tag_type',
      key: tagTypeId,
      before: null,
      after: { ...tagTypeRowOf({ ...type, tagTypeId, digit }) },
    });
    idsByName.set(type.name, tagTypeId);
    ids.add(tagTypeId);
    digits.add(digit);
  }
  return idsByName;
}

function mergeReview(before: ClipReviewRow | undefined, clip: TagImport['clips'][number]): ClipReviewRow | null {
  const old = before ?? { clip_id: clip.clipId, reviewed: 0, note: '' };
  const reviewed = old.reviewed === 1 || clip.reviewed ? 1 : 0;
  const noteIsNew = clip.note !== '' && !old.note.includes(clip.note);
  const note = noteIsNew ? [old.note, clip.note].filter((text) => text !== '').join('\n\n') : old.note;
  return reviewed === old.reviewed && note === old.note ? null : { clip_id: clip.clipId, reviewed, note };
}
