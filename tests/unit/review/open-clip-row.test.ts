import { expect, test } from 'vitest';
import { onlyClip } from '../../../src/renderer/review/open-clip-row.tsx';

test.each([
  ['no filter', {}, { clipIds: ['d:a'] }],
  ['a filter is kept', { text: 'rain' }, { text: 'rain', clipIds: ['d:a'] }],
  ['a choice with the clip', { clipIds: ['d:b', 'd:a'] }, { clipIds: ['d:a'] }],
  ['a choice without it', { clipIds: ['d:b'] }, null],
])('the one clip of a list: %s', (_, filter, wanted) => {
  expect(onlyClip(filter, 'd:a')).toEqual(wanted);
});
