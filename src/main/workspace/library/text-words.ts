/** Words of a search text, lower case; each must match. What is no letter or digit only parts words inside them. */
export function wordsOfText(text: string): string[] {
  const words = text
    .normalize('NFKC')
    .toLowerCase()
    .split(/[\s\0]+/u);
  return [...new Set(words.filter((word) => /[\p{L}\p{N}]/u.test(word)))].slice(0, 16);
}

/** An FTS5 query that finds a word as a prefix. Quoted, so that nothing in it is syntax. */
export const prefixQuery = (word: string): string => `"${word.replaceAll('"', '""')}"*`;

/** Whether a tag name has a part that begins with the word: `cut` finds `prediction.missed-cut-in`. */
export function tagNameMatches(name: string, word: string): boolean {
  for (let at = name.indexOf(word); at >= 0; at = name.indexOf(word, at + 1))
    if (at === 0 || !/[\p{L}\p{N}]/u.test(name[at - 1])) return true;
  return false;
}
