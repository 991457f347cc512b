/** Where a query's letters fall in a text and how well. */
export interface FuzzyMatch {
  /** Higher is better. */
  score: number;
  /** Indices of the letters that matched, rising. */
  at: number[];
}

/** Least mean weight of a letter. */
const LEAST_WEIGHT = 2;

const startsWord = (text: string, i: number): boolean => i === 0 || /[\s./_\-:,()]/.test(text[i - 1]);

/**
 * Letters of `query` in order somewhere in `text`, without regard to case; spaces in the query are skipped. Letters at
 * the start of a word and runs of letters weigh more, long texts less. Null where a letter is missing.
 */
export function fuzzyMatch(query: string, text: string): FuzzyMatch | null {
  const wanted = query.toLowerCase().replace(/\s+/g, '');
  if (wanted === '') return { score: 0, at: [] };
  const hay = text.toLowerCase();
  const whole = hay.indexOf(query.trim().toLowerCase());
  if (whole >= 0) {
    const length = query.trim().length;
    const at = Array.from({ length }, (_, i) => whole + i);
    return { score: 10 * length + (startsWord(hay, whole) ? 20 : 5) - hay.length / 100, at };
  }
  const at = placesOf(wanted, hay, nextLetter) ?? placesOf(wanted, hay, (h, letter, from) => h.indexOf(letter, from));
  if (!at) return null;
  const weights = at.map((i, n) => (n > 0 && i === at[n - 1] + 1 ? 5 : startsWord(hay, i) ? 4 : 1));
  const score = weights.reduce((a, b) => a + b, 0);
  // Letters strewn over a text are no match that anyone meant.
  return score < LEAST_WEIGHT * wanted.length ? null : { score: score - hay.length / 100, at };
}

type Finder = (hay: string, letter: string, from: number, last: number | undefined) => number;

function placesOf(letters: string, hay: string, find: Finder): number[] | null {
  const at: number[] = [];
  for (const letter of letters) {
    const last = at.at(-1);
    const i = find(hay, letter, (last ?? -1) + 1, last);
    if (i < 0) return null;
    at.push(i);
  }
  return at;
}

/** The next place of a letter: right after the last one, else at a word's start, else anywhere. */
function nextLetter(hay: string, letter: string, from: number, last: number | undefined): number {
  const first = hay.indexOf(letter, from);
  if (first < 0 || first === (last ?? -2) + 1) return first;
  for (let i = first; i >= 0; i = hay.indexOf(letter, i + 1)) if (startsWord(hay, i)) return i;
  return first;
}

/** The items that match, best first, at most `limit`; with an empty query the first ones as they stand. */
export function fuzzyRank<T>(
  query: string,
  items: readonly T[],
  textOf: (item: T) => string,
  limit: number,
): { item: T; at: number[]; score: number }[] {
  const found: { item: T; at: number[]; score: number }[] = [];
  for (const item of items) {
    const match = fuzzyMatch(query, textOf(item));
    if (match) found.push({ item, ...match });
  }
  if (query.trim() !== '') found.sort((a, b) => b.score - a.score);
  return found.slice(0, limit);
}
