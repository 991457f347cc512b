import type { ClipTable } from './clip-table.ts';

/** How much of a clip is on disk. */
type Completeness = 'full' | 'partial' | 'absent';

/** The text columns of a clip's row, out of the data set's own tables. */
export interface ClipAbout {
  token: string;
  name: string;
  description: string;
  words: string[];
  location: string;
  logName: string;
}

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** Split by what a facet can use: a country of two words is one. */
const asWord = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}.]+/gu, '-');

/** Describes a clip: where, when, with what, of which split, and how much of it is here. `row` is −1 for one that is in no index. */
export function aboutClip(
  table: ClipTable,
  row: number,
  clipId: string,
  chunk: number,
  completeness: Completeness,
): ClipAbout {
  const { collection, presence } = table;
  const country = collection?.country[row] ?? null;
  const month = months[(collection?.month[row] ?? NaN) - 1] ?? null;
  const hour = collection?.hour[row] ?? NaN;
  const radar = presence?.radarConfig[row] ?? null;
  const split = table.splits[row] ?? null;
  const parts: [text: string | null, word: string | null][] = [
    [country, country],
    [month, month],
    [Number.isInteger(hour) ? `${hour} h` : null, Number.isInteger(hour) ? partOfDay(hour) : null],
    [collection?.platform[row] ?? null, collection?.platform[row] ?? null],
    [radar && radar !== 'NA' ? `radar ${radar}` : null, radar ? `radar-${radar}` : null],
    [split, split],
    table.valid[row] === false ? ['marked as not valid', 'not-valid'] : [null, null],
    [row < 0 ? 'not in the clip index' : null, row < 0 ? 'not-indexed' : null],
    [completeness === 'full' ? null : `${completeness} on disk`, completeness],
  ];
  const words = parts.flatMap(([, word]) => (word === null ? [] : [asWord(word)]));
  return {
    token: clipId,
    name: clipId,
    description: parts.flatMap(([text]) => (text === null ? [] : [text])).join(', '),
    words: [...new Set(words)],
    location: country ?? '',
    logName: chunk < 0 ? '' : `chunk_${String(chunk).padStart(4, '0')}`,
  };
}

const partOfDay = (hour: number): string =>
  hour < 6 ? 'night' : hour < 12 ? 'morning' : hour < 18 ? 'afternoon' : 'evening';
