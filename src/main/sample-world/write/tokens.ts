import { hash } from 'node:crypto';

/** Hex digits that follow from the words alone: names of records in the data sets. */
export const hexToken = (words: string, digits: number): string => hash('sha256', words, 'hex').slice(0, digits);

/** In the form of a UUID (version 4 bits set), likewise. */
export function uuidToken(words: string): string {
  const h = hexToken(words, 32);
  const variant = ((parseInt(h[16], 16) & 3) | 8).toString(16);
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-4${h.slice(13, 16)}-${variant}${h.slice(17, 20)}-${h.slice(20, 32)}`;
}
