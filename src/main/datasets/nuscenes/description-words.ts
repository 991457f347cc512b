/** Words that say nothing about a scene. */
const fillers = new Set([
  'a',
  'an',
  'and',
  'as',
  'at',
  'by',
  'for',
  'from',
  'in',
  'into',
  'is',
  'of',
  'on',
  'or',
  'the',
  'to',
  'with',
]);

/** Words of a description for the facet: lower case, no punctuation, no filler, none twice, in order of appearance. */
export function descriptionWords(description: string): string[] {
  const words = description.toLowerCase().match(/[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*/gu) ?? [];
  return [...new Set(words)].filter((word) => !fillers.has(word));
}
