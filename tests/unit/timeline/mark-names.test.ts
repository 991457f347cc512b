import { expect, it } from 'vitest';
import { nameBeside } from '../../../src/renderer/timeline/event-layer.tsx';

const part = { term: 'nc', atS: 2.7, verdict: 'fail' } as const;
const none = { room: 0, roomBefore: 0, onPx: 0 };

it.each([
  ['whole at the right', part, { ...none, room: 70 }, { side: 'right', whole: true }],
  [
    'whole at the left before letters',
    part,
    { ...none, room: 20, roomBefore: 70, onPx: 90 },
    { side: 'left', whole: true },
  ],
  ['letters on a long span', part, { ...none, roomBefore: 20, onPx: 40 }, { side: 'on', whole: false }],
  ['letters at the right', part, { ...none, room: 20, roomBefore: 40 }, { side: 'right', whole: false }],
  ['letters at the left', part, { ...none, roomBefore: 20 }, { side: 'left', whole: false }],
  ['nothing where nothing has room', part, none, null],
  ['what no score is about only whole and at the right', undefined, { room: 20, roomBefore: 90, onPx: 90 }, null],
] as const)('a mark is named %s', (_, of, px, expected) => {
  expect(nameBeside(of ? { part: of } : {}, px, 60, 12)).toEqual(expected);
});
