import type Database from 'better-sqlite3';
import type { TagType } from '../../../shared/domain/tag.ts';
import type { Edit } from './history.ts';
import { digitTaken, nameTaken, tagTypeAbsent } from './review-problems.ts';
import type { RowChange } from './row-change.ts';
import { tagTypeOf, tagTypeRowOf, type TagTypeRow } from './rows.ts';

/** Types with a digit first, by digit; then the others by name; archived ones last. */
export const sortTagTypes = (types: readonly TagType[]): TagType[] =>
  types.toSorted(
    (a, b) =>
      Number(a.archived) - Number(b.archived) || (a.digit ?? 10) - (b.digit ?? 10) || (a.name < b.name ? -1 : 1),
  );

const allTypes = (db: Database.Database) => db.prepare<[], TagTypeRow>('SELECT * FROM tag_type').all().map(tagTypeOf);

const typeChange = (before: TagType | null, after: TagType | null): RowChange => ({
  table: 'tag_type',
  key: (before ?? after)!.tagTypeId,
  before: before && { ...tagTypeRowOf(before) },
  after: after && { ...tagTypeRowOf(after) },
});

/** Makes or changes a tag type. A name or digit of another type is refused with a problem that names it. */
export function planTagTypeSave(db: Database.Database, type: TagType): Edit<TagType[]> {
  const types = allTypes(db);
  const before = types.find((t) => t.tagTypeId === type.tagTypeId) ?? null;
  const others = types.filter((t) => t !== before);
  if (others.some((t) => t.name === type.name)) throw nameTaken(type.name);
  // An archived type gives its digit free.
  const after = type.archived ? { ...type, digit: null } : type;
  const holder = others.find((t) => after.digit !== null && t.digit === after.digit);
  if (holder) throw digitTaken(holder.digit!, holder.name);
  const same = before !== null && JSON.stringify(tagTypeRowOf(before)) === JSON.stringify(tagTypeRowOf(after));
  return {
    label: labelOf(before, after),
    clipId: null,
    changes: same ? [] : [typeChange(before, after)],
    value: sortTagTypes([...others, after]),
  };
}

function labelOf(before: TagType | null, after: TagType): string {
  if (!before) return `Add tag type ${after.name}`;
  if (before.name !== after.name) return `Rename tag type ${before.name} to ${after.name}`;
  if (before.archived !== after.archived) return `${after.archived ? 'Archive' : 'Bring back'} tag type ${after.name}`;
  if (before.digit !== after.digit && after.digit !== null) return `Give digit ${after.digit} to ${after.name}`;
  return `Change tag type ${after.name}`;
}

/** Removes a type that no tag has; archives one that is in use. */
export function planTagTypeRemoval(db: Database.Database, tagTypeId: string): Edit<TagType[]> {
  const types = allTypes(db);
  const type = types.find((t) => t.tagTypeId === tagTypeId);
  if (!type) throw tagTypeAbsent(tagTypeId);
  const used = db.prepare<[string], number>('SELECT 1 FROM tag WHERE tag_type_id = ? LIMIT 1').pluck().get(tagTypeId);
  if (used !== undefined) return planTagTypeSave(db, { ...type, archived: true });
  return {
    label: `Remove tag type ${type.name}`,
    clipId: null,
    changes: [typeChange(type, null)],
    value: sortTagTypes(types.filter((t) => t !== type)),
  };
}
