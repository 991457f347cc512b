import type { ClipFilter } from '../../shared/domain/clip.ts';
import type { Dataset } from '../../shared/domain/dataset.ts';
import type { TagType } from '../../shared/domain/tag.ts';
import { plural } from '../ui/numbers.ts';

type DatasetTitle = Pick<Dataset, 'datasetId' | 'title'>;
type TagName = Pick<TagType, 'tagTypeId' | 'name'>;

/** One condition of a filter in words, and the filter without it. */
export interface Condition {
  words: string;
  without: ClipFilter;
}

const listed = (values: readonly string[]): string =>
  values.length <= 2 ? values.join(' or ') : `${values[0]} or ${String(values.length - 1)} more`;

/** The conditions of a filter, each removable by itself. */
export function conditionsOf(
  filter: ClipFilter,
  datasets: readonly DatasetTitle[],
  tags: readonly TagName[],
): Condition[] {
  const conditions: Condition[] = [];
  const say = (key: keyof ClipFilter, words: string) => {
    const { [key]: _, ...without } = filter;
    conditions.push({ words, without });
  };
  const sayList = (key: keyof ClipFilter, values: readonly string[] | undefined, before = '') => {
    if (values && values.length > 0) say(key, `${before}${listed(values)}`);
  };
  if (filter.text !== undefined && filter.text.trim() !== '') say('text', `“${filter.text.trim()}”`);
  sayList(
    'datasetIds',
    filter.datasetIds?.map((id) => datasets.find((d) => d.datasetId === id)?.title ?? id),
  );
  sayList('kinds', filter.kinds);
  sayList('locations', filter.locations);
  sayList('manoeuvres', filter.manoeuvres);
  sayList('words', filter.words, 'described ');
  sayList(
    'tagTypeIds',
    filter.tagTypeIds?.map((id) => tags.find((t) => t.tagTypeId === id)?.name ?? id),
    'tagged ',
  );
  if (filter.reviewed !== undefined) say('reviewed', filter.reviewed ? 'reviewed' : 'not reviewed');
  if (filter.deltaSign !== undefined) say('deltaSign', filter.deltaSign === 'negative' ? 'Δ < 0' : 'Δ > 0');
  if (filter.clipIds !== undefined) say('clipIds', `${plural(filter.clipIds.length, 'chosen clip')}`);
  return conditions;
}

/** A filter as one phrase: `singapore-onenorth, tagged collision.vru`, or `all clips`. */
export const filterWords = (filter: ClipFilter, datasets: readonly DatasetTitle[], tags: readonly TagName[]): string =>
  conditionsOf(filter, datasets, tags)
    .map((c) => c.words)
    .join(', ') || 'all clips';
