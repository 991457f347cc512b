import { describe, expect, it } from 'vitest';
import { decodeCursor, encodeCursor } from '../../../src/main/workspace/library/cursor.ts';

const byName = { by: 'name', direction: 'ascending' } as const;
const byScore = { by: 'scoreA', direction: 'descending' } as const;

describe('cursor', () => {
  it.each([
    [byName, { value: 'scene-0103 "é"', clipKey: 7 }],
    [byScore, { value: 0.1 + 0.2, clipKey: 9 }],
    [byScore, { value: null, clipKey: 1 }],
  ])('comes back as it went: %j %j', (sort, cursor) =>
    expect(decodeCursor(sort, encodeCursor(sort, cursor))).toEqual(cursor),
  );

  it.each([
    ['not one', 'rubbish'],
    ['empty', ''],
    ['of another order', encodeCursor({ by: 'time', direction: 'ascending' }, { value: 1, clipKey: 1 })],
    ['of the other direction', encodeCursor({ ...byScore, direction: 'ascending' }, { value: 1, clipKey: 1 })],
    ['of a wrong type', encodeCursor(byScore, { value: 'x', clipKey: 1 })],
    ['with a broken key', encodeCursor(byScore, { value: 1, clipKey: 1.5 })],
    ['not JSON', Buffer.from('{"by":').toString('base64url')],
  ])('is refused when %s', (_, text) =>
    expect(() => decodeCursor(byScore, text)).toThrow('The list cannot go on from there'),
  );
});
