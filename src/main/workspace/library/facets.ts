import type { ClipFilter, Facet } from '../../../shared/domain/clip.ts';
import { count, countBoth, forEachRow, has, type Bitset } from './bitset.ts';
import type { CodedColumn } from './clip-columns.ts';
import { rowsMeeting, type FilterPart, type LibrarySources } from './filter-rows.ts';

/** So many description words are offered, the most frequent ones; chosen ones always. */
const SHOWN_WORDS = 200;

type Values = Facet['values'];

export const facetNames: readonly Facet['name'][] = [
  'datasetIds',
  'locations',
  'words',
  'tagTypeIds',
  'manoeuvres',
  'reviewed',
];

/** How many clips each value of a facet has among those that pass the filter, the facet's own condition left out. */
export function countFacet(
  name: Facet['name'],
  sources: LibrarySources,
  parts: readonly FilterPart[],
  filter: ClipFilter,
): Facet {
  const rows = rowsMeeting(sources.clips.size, parts, name);
  return { name, values: valuesOf(name, sources, rows, filter) };
}

function valuesOf(
  name: Facet['name'],
  { clips, review, datasets, tagTypes }: LibrarySources,
  rows: Bitset,
  filter: ClipFilter,
): Values {
  switch (name) {
    case 'datasetIds': {
      const titles = new Map(datasets.map((d) => [d.dataset_id, d.title]));
      return coded('dataset_id', (id) => titles.get(id) ?? null);
    }
    case 'locations':
      return coded('location', (value) => value);
    case 'manoeuvres':
      return coded('manoeuvre', (value) => value);
    case 'words':
      return wordCounts(clips.words(), rows, new Set(filter.words));
    case 'tagTypeIds':
      return tagTypes
        .map((type) => ({
          value: type.tag_type_id,
          label: type.name,
          count: countBoth(rows, review.tagged(type.tag_type_id)),
        }))
        .filter((v) => v.count > 0 || (filter.tagTypeIds?.includes(v.value) ?? false))
        .sort(byCount);
    case 'reviewed': {
      const reviewed = countBoth(rows, review.reviewed());
      return [
        { value: 'true', label: 'reviewed', count: reviewed },
        { value: 'false', label: 'not reviewed', count: count(rows) - reviewed },
      ];
    }
  }

  function coded(column: CodedColumn, labelOf: (value: string) => string | null): Values {
    const { codes, values } = clips.coded(column);
    const counts = new Uint32Array(values.length);
    forEachRow(rows, (row) => void counts[codes[row]]++);
    return values
      .map((value, i) => ({ value, label: labelOf(value), count: counts[i] }))
      .filter((v): v is Values[number] => v.label !== null && v.value !== '' && v.count > 0)
      .sort(byCount);
  }
}

function wordCounts(words: Map<string, Uint32Array>, rows: Bitset, chosen: ReadonlySet<string>): Values {
  const all = count(rows) === rows.size;
  const counted: Values = [];
  for (const [word, list] of words) {
    let found = 0;
    if (all) found = list.length;
    else for (let i = 0; i < list.length; i++) if (has(rows, list[i])) found++;
    if (found > 0 || chosen.has(word)) counted.push({ value: word, label: word, count: found });
  }
  counted.sort(byCount);
  return counted.filter((v, i) => i < SHOWN_WORDS || chosen.has(v.value));
}

const byCount = (a: Values[number], b: Values[number]) => b.count - a.count || (a.label < b.label ? -1 : 1);
