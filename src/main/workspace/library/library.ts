import type Database from 'better-sqlite3';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type {
  ClipFilter,
  ClipPage,
  ClipPageQuery,
  ClipScoreQuery,
  ClipSort,
  Facet,
} from '../../../shared/domain/clip.ts';
import type { DatasetRow, TagTypeRow } from '../review/rows.ts';
import { count, countBoth, has, type Bitset } from './bitset.ts';
import { openClipColumns, type NumberColumn } from './clip-columns.ts';
import { prepareClipRow } from './clip-rows.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { countFacet, facetNames } from './facets.ts';
import { filterParts, rowsMeeting, type FilterPart, type LibrarySources } from './filter-rows.ts';
import { firstRows, type SortPlace } from './first-rows.ts';
import { openReviewColumns } from './review-columns.ts';
import { openScoreColumns } from './score-columns.ts';

/** Queries over all clips. Columns are held in memory, so a filter is a loop and never a table scan. */
export interface Library {
  page(query: ClipPageQuery): ClipPage;
  /** Gives the turn away between facets and stops when cancelled. */
  facets(filter: ClipFilter, scores: ClipScoreQuery | null, signal: AbortSignal): Promise<Facet[]>;
  /** In the order of names. */
  clipIds(filter: ClipFilter, scores: ClipScoreQuery | null): string[];
  progress(filter: ClipFilter): { reviewed: number; total: number };
  /** What the user wrote about these clips changed; null: about any. */
  reviewChanged(clipIds: readonly string[] | null): void;
  /** Tag types or data sets changed. */
  namesChanged(): void;
  runsChanged(): void;
}

const KEPT_FILTERS = 24;
const KEPT_TEXTS = 64;

const numberColumns: Partial<Record<ClipSort['by'], NumberColumn>> = {
  name: 'name',
  time: 'start_us',
  duration: 'duration',
  boxes: 'box_count',
  meanSpeed: 'mean_speed_mps',
};

/**
 * `db` has the index as main, the review database attached as `review` and the run store as `runs`. With `othersWrite`
 * another instance edits the same workspace: its edits are looked for at each query instead of being announced.
 */
export function openLibrary(db: Database.Database, options: { othersWrite: boolean }): Library {
  const readRow = prepareClipRow(db);
  const datasets = db.prepare<[], DatasetRow>('SELECT * FROM review.dataset WHERE removed_us IS NULL');
  const tagTypes = db.prepare<[], TagTypeRow>('SELECT * FROM review.tag_type');
  const clipIdOfKey = db.prepare<[number], string>('SELECT clip_id FROM clip WHERE clip_key = ?').pluck();
  const indexStamp = db
    .prepare<[], string>(
      "SELECT coalesce(group_concat(dataset_id || ' ' || coalesce(indexed_at_us, ''), ','), '') FROM dataset_index",
    )
    .pluck();
  const keptParts = kept<FilterPart[]>(KEPT_FILTERS);
  const keptTexts = kept<Bitset>(KEPT_TEXTS);
  let sources: LibrarySources | null = null;
  let dataVersion: unknown;
  let stamp: string | undefined;
  let othersVersion = '';

  /** Columns of the index as it is now. Indexing commits often; only what it published counts as a change. */
  const current = (): LibrarySources => {
    const versionNow: unknown = db.pragma('main.data_version', { simple: true });
    if (versionNow !== dataVersion) {
      const stampNow = indexStamp.get();
      if (stampNow !== stamp) {
        sources = null;
        keptTexts.clear();
      }
      dataVersion = versionNow;
      stamp = stampNow;
    }
    if (options.othersWrite) {
      const othersNow = JSON.stringify([db.pragma('review.data_version'), db.pragma('runs.data_version')]);
      if (othersNow !== othersVersion) sources = null;
      othersVersion = othersNow;
    }
    if (!sources) {
      const clips = openClipColumns(db);
      sources = {
        clips,
        review: openReviewColumns(db, clips),
        scores: openScoreColumns(db, clips),
        datasets: [],
        tagTypes: [],
      };
      readNames(sources);
      keptParts.clear();
    }
    return sources;
  };
  const readNames = (into: LibrarySources) => {
    into.datasets = datasets.all();
    into.tagTypes = tagTypes.all();
  };
  const partsOf = (now: LibrarySources, filter: ClipFilter, scores: ClipScoreQuery | null) =>
    keptParts.get(JSON.stringify([filter, filter.deltaSign ? scores : null]), () =>
      filterParts(db, now, filter, scores, (query) => keptTexts.get(query, () => now.clips.matching(query))),
    );
  const rowsOf = (now: LibrarySources, filter: ClipFilter, scores: ClipScoreQuery | null) =>
    rowsMeeting(now.clips.size, partsOf(now, filter, scores));

  return {
    page({ filter, sort, scores, after, limit }) {
      const cursor = after === null ? null : decodeCursor(sort, after);
      const now = current();
      const rows = rowsOf(now, filter, scores);
      const column = sortColumn(now, sort.by, scores);
      const found = firstRows(rows, column, sort.direction, cursor && placeOf(now, sort, cursor), limit);
      const clips = found.flatMap((row) => {
        const clip = readRow(now.clips.keyOf(row));
        if (!clip) return [];
        const { scoreA, scoreB, delta } = now.scores.valuesOf(scores, row, clip.clipId);
        return [{ ...clip, scoreA: orNull(scoreA), scoreB: orNull(scoreB), delta: orNull(delta) }];
      });
      const last = found.at(-1);
      const value = last === undefined ? null : sort.by === 'name' ? (clips.at(-1)?.name ?? '') : orNull(column[last]);
      return {
        clips,
        next:
          last === undefined || found.length < limit
            ? null
            : encodeCursor(sort, { value, clipKey: now.clips.keyOf(last) }),
        total: count(rows),
      };
    },

    async facets(filter, scores, signal) {
      const facets: Facet[] = [];
      for (const name of facetNames) {
        // Between two facets other calls get their turn and the index may change: the columns are asked for each time.
        const now = current();
        facets.push(countFacet(name, now, partsOf(now, filter, scores), filter));
        await nextTurn();
        signal.throwIfAborted();
      }
      return facets;
    },

    clipIds(filter, scores) {
      const now = current();
      const rows = rowsOf(now, filter, scores);
      const ids: string[] = [];
      for (const row of now.clips.byName()) {
        const clipId = has(rows, row) ? clipIdOfKey.get(now.clips.keyOf(row)) : undefined;
        if (clipId !== undefined) ids.push(clipId);
      }
      return ids;
    },

    progress(filter) {
      const now = current();
      const rows = rowsOf(now, filter, null);
      return { reviewed: countBoth(rows, now.review.reviewed()), total: count(rows) };
    },

    reviewChanged(clipIds) {
      sources?.review.refresh(clipIds);
      keptParts.clear();
    },

    namesChanged() {
      if (sources) readNames(sources);
      keptParts.clear();
    },

    runsChanged() {
      sources?.scores.refresh();
      keptParts.clear();
    },
  };
}

function sortColumn(now: LibrarySources, by: ClipSort['by'], scores: ClipScoreQuery | null): ArrayLike<number> {
  if (by === 'tagCount') return now.review.tagCounts();
  if (by === 'scoreA' || by === 'scoreB' || by === 'delta') return now.scores.column(by, scores);
  return now.clips.numbers(numberColumns[by]!);
}

/** A cursor's place in the column. Where its clip has left the index the list goes on with the next one that is there. */
function placeOf(
  { clips }: LibrarySources,
  sort: ClipSort,
  cursor: { value: number | string | null; clipKey: number },
): SortPlace {
  if (typeof cursor.value === 'string') {
    // Ranks are unique and whole.
    return sort.direction === 'ascending'
      ? { value: clips.namesBefore(cursor.value, cursor.clipKey, true) - 0.5, row: 0 }
      : { value: clips.namesBefore(cursor.value, cursor.clipKey, false), row: Number.MAX_SAFE_INTEGER };
  }
  const row = clips.rowOf(cursor.clipKey);
  return { value: cursor.value ?? NaN, row: row >= 0 ? row : clips.rowsBefore(cursor.clipKey) - 1 };
}

const orNull = (value: number): number | null => (Number.isNaN(value) ? null : value);

/** The last few results by key. */
function kept<T>(limit: number) {
  const entries = new Map<string, T>();
  return {
    get(key: string, make: () => T): T {
      const value = entries.get(key) ?? make();
      entries.delete(key);
      entries.set(key, value);
      if (entries.size > limit) entries.delete(entries.keys().next().value!);
      return value;
    },
    clear: () => entries.clear(),
  };
}
