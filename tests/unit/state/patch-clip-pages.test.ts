import { describe, expect, it } from 'vitest';
import {
  changedRowsQuery,
  patchClipPages,
  type ClipList,
  type ClipPages,
} from '../../../src/renderer/state/patch-clip-pages.ts';
import type { ClipSummary } from '../../../src/shared/domain/clip.ts';

const row = (name: string, reviewed = false): ClipSummary => ({
  clipId: `d:${name}`,
  datasetId: 'd',
  datasetKind: 'nuscenes',
  token: name,
  name,
  description: '',
  location: '',
  logName: '',
  startUs: 0,
  endUs: 1,
  frameCount: 2,
  boxCount: 0,
  imageCount: 0,
  absentImageCount: 0,
  meanSpeedMps: 0,
  manoeuvre: 'straight',
  thumbnailUrl: null,
  reviewed,
  tags: [],
  scoreA: null,
  scoreB: null,
  delta: null,
});
const pagesOf = (pages: string[], next: string | null): ClipPages => ({
  pages: pages.map((names, i) => ({
    clips: [...names].map((name) => row(name)),
    next: i < pages.length - 1 ? `after ${names}` : next,
    total: pages.join('').length + (next === null ? 0 : 10),
  })),
  pageParams: pages.map((_, i) => (i === 0 ? null : `after ${pages[i - 1]}`)),
});
const shape = (pages: ClipPages | null) =>
  pages?.pages.map((p) => `${p.clips.map((c) => c.name + (c.reviewed ? '*' : '')).join('')} of ${String(p.total)}`) ??
  null;

describe('rows of changed clips in loaded pages', () => {
  it.each<[string, ClipPages, string[], ClipSummary[], string[] | null]>([
    ['replaced in place', pagesOf(['ab', 'cd'], null), ['c'], [row('c', true)], ['ab of 4', 'c*d of 4']],
    [
      'several pages',
      pagesOf(['ab', 'cd'], 'd'),
      ['a', 'd'],
      [row('a', true), row('d', true)],
      ['a*b of 14', 'cd* of 14'],
    ],
    ['dropped by the filter', pagesOf(['ab', 'cd'], 'd'), ['b'], [], ['a of 13', 'cd of 13']],
    ['the last of a page dropped', pagesOf(['a', 'b'], null), ['a'], [], [' of 1', 'b of 1']],
    ['came into the list', pagesOf(['ab'], null), ['x'], [row('x')], null],
    ['not in this list at all', pagesOf(['ab'], null), ['x'], [], ['ab of 2']],
    ['not loaded yet', pagesOf(['ab'], 'b'), ['x'], [], null],
  ])('%s', (_, pages, changed, now, expected) => {
    const ids = changed.map((name) => `d:${name}`);
    expect(shape(patchClipPages(pages, ids, now))).toEqual(expected);
  });

  it('leaves rows that did not change as they are', () => {
    const pages = pagesOf(['abc'], null);
    const patched = patchClipPages(pages, ['d:b'], [row('b', true)]);
    expect(patched?.pages[0].clips[0]).toBe(pages.pages[0].clips[0]);
  });
});

describe('the question for changed rows', () => {
  const list: ClipList = {
    filter: { reviewed: false },
    sort: { by: 'delta', direction: 'ascending' },
    scores: null,
    limit: 50,
  };
  it.each<[string, ClipList, string[], string[] | null]>([
    ['the same list, these clips only', list, ['d:a'], ['d:a']],
    ['within the clips of the list', { ...list, filter: { clipIds: ['d:a', 'd:b'] } }, ['d:a', 'd:c'], ['d:a']],
    [
      'an order that the change may alter',
      { ...list, sort: { by: 'tagCount', direction: 'ascending' } },
      ['d:a'],
      null,
    ],
    ['nothing changed', list, [], null],
    ['too many', list, Array.from({ length: 101 }, (_, i) => `d:${String(i)}`), null],
  ])('%s', (_, asked, changed, clipIds) => {
    const question = changedRowsQuery(asked, changed);
    expect(question?.filter.clipIds ?? null).toEqual(clipIds);
    if (question)
      expect(question).toMatchObject({ sort: asked.sort, after: null, filter: { ...asked.filter, clipIds } });
  });
});
