import { z } from 'zod';
import type { ClipSort } from '../../../shared/domain/clip.ts';
import { ProblemError } from '../../../shared/domain/problem.ts';

const cursorSchema = z.object({
  by: z.string(),
  direction: z.string(),
  /** Value of the last row: a text for names, null where it has none. */
  value: z.union([z.number(), z.string(), z.null()]),
  clipKey: z.number().int(),
});

/** The last row of a page. */
export interface Cursor {
  value: number | string | null;
  clipKey: number;
}

/** Opaque to those who hand it back. */
export const encodeCursor = (sort: ClipSort, cursor: Cursor): string =>
  Buffer.from(JSON.stringify({ by: sort.by, direction: sort.direction, ...cursor })).toString('base64url');

/** Throws a ProblemError for a text that is no cursor of this sort order. */
export function decodeCursor(sort: ClipSort, text: string): Cursor {
  const parsed = cursorSchema.safeParse(jsonOf(text));
  const fits =
    parsed.success &&
    parsed.data.by === sort.by &&
    parsed.data.direction === sort.direction &&
    (parsed.data.value === null || (typeof parsed.data.value === 'string') === (sort.by === 'name'));
  if (!fits)
    throw new ProblemError({
      code: 'library.bad-cursor',
      title: 'The list cannot go on from there',
      whatHappened: `The place to go on from does not belong to a list sorted by ${sort.by}, ${sort.direction}.`,
      whatWasKept: 'Nothing was changed.',
      whatToDo: 'Start the list from its beginning.',
    });
  return { value: parsed.data.value, clipKey: parsed.data.clipKey };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}
