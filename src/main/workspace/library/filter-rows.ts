import type Database from 'better-sqlite3';
import type { ClipFilter, ClipScoreQuery, Facet } from '../../../shared/domain/clip.ts';
import type { DatasetRow, TagTypeRow } from '../review/rows.ts';
import { both, either, emptySet, fullSet, put, without, type Bitset } from './bitset.ts';
import type { ClipColumns, CodedColumn } from './clip-columns.ts';
import type { ReviewColumns } from './review-columns.ts';
import type { ScoreColumns } from './score-columns.ts';
import { prefixQuery, tagNameMatches, wordsOfText } from './text-words.ts';

export interface LibrarySources {
  clips: ClipColumns;
  review: ReviewColumns;
  scores: ScoreColumns;
  /** Registered data sets, without removed ones. */
  datasets: DatasetRow[];
  tagTypes: TagTypeRow[];
}

/** One condition of a filter: which facet it belongs to, and the rows that meet it. */
export interface FilterPart {
  facet: Facet['name'] | null;
  rows: Bitset;
}

/** Rows whose code is one of the wanted values. */
function rowsWithValue(clips: ClipColumns, column: CodedColumn, wanted: ReadonlySet<string>): Bitset {
  const { codes, values } = clips.coded(column);
  const isWanted = Uint8Array.from(values, (value) => (wanted.has(value) ? 1 : 0));
  const set = emptySet(clips.size);
  for (let row = 0; row < codes.length; row++) if (isWanted[codes[row]]) set.words[row >>> 5] |= 1 << (row & 31);
  return set;
}

function rowsWithSign(
  scores: ScoreColumns,
  query: ClipScoreQuery | null,
  size: number,
  sign: 'negative' | 'positive',
): Bitset {
  const delta = scores.column('delta', query);
  const set = emptySet(size);
  for (let row = 0; row < size; row++) if (sign === 'negative' ? delta[row] < 0 : delta[row] > 0) put(set, row, true);
  return set;
}

/** Rows where a word begins a word of the clip's text or a part of the name of one of its tags. */
function rowsWithWord(
  { clips, review, tagTypes }: LibrarySources,
  word: string,
  matching: (query: string) => Bitset,
): Bitset {
  let set = matching(prefixQuery(word));
  for (const type of tagTypes)
    if (clips.size > 0 && tagNameMatches(type.name, word)) set = either(set, review.tagged(type.tag_type_id));
  return set;
}

/**
 * Conditions of a filter, each with its rows. All must be met; within one, any of its values will do.
 * `matching` looks a text up (and may remember it).
 */
export function filterParts(
  db: Database.Database,
  sources: LibrarySources,
  filter: ClipFilter,
  scoreQuery: ClipScoreQuery | null,
  matching: (query: string) => Bitset,
): FilterPart[] {
  const { clips, review, datasets } = sources;
  const parts: FilterPart[] = [];
  const shown = datasets.filter((d) => !filter.kinds || filter.kinds.includes(d.kind)).map((d) => d.dataset_id);
  parts.push({ facet: null, rows: rowsWithValue(clips, 'dataset_id', new Set(shown)) });
  if (filter.text !== undefined)
    for (const word of wordsOfText(filter.text))
      parts.push({ facet: null, rows: rowsWithWord(sources, word, matching) });
  if (filter.datasetIds)
    parts.push({ facet: 'datasetIds', rows: rowsWithValue(clips, 'dataset_id', new Set(filter.datasetIds)) });
  if (filter.locations)
    parts.push({ facet: 'locations', rows: rowsWithValue(clips, 'location', new Set(filter.locations)) });
  if (filter.manoeuvres)
    parts.push({ facet: 'manoeuvres', rows: rowsWithValue(clips, 'manoeuvre', new Set(filter.manoeuvres)) });
  if (filter.words) {
    const set = emptySet(clips.size);
    for (const word of filter.words) for (const row of clips.words().get(word) ?? []) put(set, row, true);
    parts.push({ facet: 'words', rows: set });
  }
  if (filter.tagTypeIds)
    parts.push({
      facet: 'tagTypeIds',
      rows: filter.tagTypeIds.reduce((set, id) => either(set, review.tagged(id)), emptySet(clips.size)),
    });
  if (filter.reviewed !== undefined)
    parts.push({
      facet: 'reviewed',
      rows: filter.reviewed ? review.reviewed() : without(fullSet(clips.size), review.reviewed()),
    });
  if (filter.clipIds) {
    const keyOf = db.prepare<[string], number>('SELECT clip_key FROM clip WHERE clip_id = ?').pluck();
    const set = emptySet(clips.size);
    for (const clipId of filter.clipIds) {
      const row = clips.rowOf(keyOf.get(clipId) ?? -1);
      if (row >= 0) put(set, row, true);
    }
    parts.push({ facet: null, rows: set });
  }
  if (filter.deltaSign)
    parts.push({ facet: null, rows: rowsWithSign(sources.scores, scoreQuery, clips.size, filter.deltaSign) });
  return parts;
}

/** Rows that meet all conditions, those of one facet left out when it counts for itself. */
export function rowsMeeting(size: number, parts: readonly FilterPart[], leftOut: Facet['name'] | null = null): Bitset {
  const used = parts.filter((part) => part.facet === null || part.facet !== leftOut);
  return used.map((part) => part.rows).reduce((all, rows) => both(all, rows), fullSet(size));
}
