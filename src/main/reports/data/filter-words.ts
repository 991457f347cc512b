import { createHash } from 'node:crypto';
import type { ClipFilter, ClipId } from '../../../shared/domain/clip.ts';
import { plural } from '../../../shared/words/numbers.ts';

/** A filter in words; names of data sets and tags instead of their ids. */
export function filterWords(
  filter: ClipFilter,
  names: { dataset: (id: string) => string; tag: (id: string) => string },
): string {
  const listed = (values: readonly string[]) => values.join(' or ');
  const parts: (string | undefined | false)[] = [
    filter.text !== undefined && filter.text !== '' && `text “${filter.text}”`,
    filter.datasetIds && listed(filter.datasetIds.map(names.dataset)),
    filter.kinds && listed(filter.kinds),
    filter.locations && `in ${listed(filter.locations)}`,
    filter.words && `described with ${filter.words.join(' and ')}`,
    filter.tagTypeIds && `tagged ${listed(filter.tagTypeIds.map(names.tag))}`,
    filter.manoeuvres && `manoeuvre ${listed(filter.manoeuvres)}`,
    filter.reviewed !== undefined && (filter.reviewed ? 'reviewed' : 'not reviewed'),
    filter.clipIds && `${plural(filter.clipIds.length, 'named clip')}`,
    filter.deltaSign && `A − B ${filter.deltaSign}`,
  ];
  const told = parts.filter((part): part is string => typeof part === 'string' && part !== '');
  return told.length === 0 ? 'all clips' : told.join(', ');
}

/** Names a selection by its content: SHA-256 over the sorted ids, one a line, hex. */
export const clipListHash = (clipIds: readonly ClipId[]): string =>
  createHash('sha256')
    .update(
      [...clipIds]
        .sort()
        .map((id) => `${id}\n`)
        .join(''),
    )
    .digest('hex');
