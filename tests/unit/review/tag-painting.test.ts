import { describe, expect, it } from 'vitest';
import type { ClipReview, Tag } from '../../../src/shared/domain/tag.ts';
import { painted, sameTag, tagsAt, type PendingEdit } from '../../../src/renderer/review/tag-painting.ts';

const tag = (tagId: string, startUs: number | null, endUs: number | null = null): Tag => ({
  tagId,
  clipId: 'd:c',
  tagTypeId: 'collision',
  startUs,
  endUs,
  severity: 'major',
  note: '',
  runId: null,
  createdUs: 1,
});
const review = (...tags: Tag[]): ClipReview => ({ clipId: 'd:c', reviewed: false, note: '', tags });
const { tagId: _, createdUs: __, ...fresh } = tag('', 7);

const cases: [string, ClipReview, PendingEdit[], Partial<ClipReview>][] = [
  ['nothing pending', review(tag('a', 1)), [], { tags: [tag('a', 1)] }],
  [
    'a new tag carries its edit’s id',
    review(),
    [{ editId: 'e1', kind: 'add', tag: fresh }],
    { tags: [{ ...tag('e1', 7), createdUs: 0 }] },
  ],
  [
    'a new tag that the workspace already gave is not drawn twice',
    review(tag('real', 7)),
    [{ editId: 'e1', kind: 'add', tag: fresh }],
    { tags: [tag('real', 7)] },
  ],
  [
    'a change to a tag still under way',
    review(),
    [
      { editId: 'e1', kind: 'add', tag: fresh },
      { editId: 'e2', kind: 'change', tagId: 'e1', part: { severity: 'critical' } },
    ],
    { tags: [{ ...tag('e1', 7), createdUs: 0, severity: 'critical' }] },
  ],
  [
    'removing, in order',
    review(tag('a', 1), tag('b', 2)),
    [{ editId: 'e1', kind: 'remove', tagIds: ['a'] }],
    { tags: [tag('b', 2)] },
  ],
  ['note', review(), [{ editId: 'e1', kind: 'note', note: 'cut in' }], { note: 'cut in' }],
  ['reviewed', review(), [{ editId: 'e1', kind: 'reviewed', reviewed: true }], { reviewed: true }],
];

describe('painted', () => {
  it.each(cases)('%s', (_name, durable, pending, expected) => {
    expect(painted(durable, pending)).toEqual({ ...durable, ...expected });
  });
});

it('finds the same tag at the same place', () => {
  const tags = [tag('a', 1), tag('b', 1, 5), tag('c', null)];
  expect(sameTag(tags, tag('', 1))?.tagId).toBe('a');
  expect(sameTag(tags, tag('', 1, 5))?.tagId).toBe('b');
  expect(sameTag(tags, tag('', null))?.tagId).toBe('c');
  expect(sameTag(tags, tag('', 2))).toBeUndefined();
  expect(sameTag(tags, { ...tag('', 1), tagTypeId: 'other' })).toBeUndefined();
});

it.each([
  ['a span that holds the time', tag('a', 10, 20), 15, 14, true],
  ['its ends count', tag('a', 10, 20), 20, 20, true],
  ['a span before', tag('a', 10, 20), 21, 20, false],
  ['the frame on the screen', tag('a', 14), 15, 14, true],
  ['another frame', tag('a', 13), 15, 14, false],
  ['a frame tag set between frames', tag('a', 15), 15, 14, true],
  ['a clip tag is at no time', tag('a', null), 15, 14, false],
])('tagsAt: %s', (_name, one, timeUs, frameUs, expected) => {
  expect(tagsAt([one], timeUs, frameUs).length === 1).toBe(expected);
});
