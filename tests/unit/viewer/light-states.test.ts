import { expect, test } from 'vitest';
import { lightsAt } from '../../../src/renderer/viewer/scene/light-states.ts';

const light = (x: number, connectorId?: string) => ({
  x,
  y: 0,
  headingRad: 0,
  ...(connectorId !== undefined && { connectorId }),
});
const frames = [0, 500_000, 1_000_000];
const tracks = [
  { connectorId: 'a', frames: [0, 1], states: ['red' as const, 'green' as const] },
  { connectorId: 'b', frames: [1], states: ['green' as const] },
];

test.each([
  ['the state of the key frame that holds', [light(0, 'a')], 499_999, ['red']],
  ['changes at the next key frame', [light(0, 'a')], 500_000, ['green']],
  ['is not known where it was not seen', [light(0, 'a')], 1_000_000, [null]],
  ['nor before the first key frame', [light(0, 'a')], -1, [null]],
  ['nor where the map names no connector', [light(0)], 0, [null]],
  ['two connectors from one place with one state are one light', [light(0, 'a'), light(0.5, 'b')], 500_000, ['green']],
  ['with two states they are two', [light(0, 'a'), light(0.5, 'b')], 0, ['red', null]],
  ['apart they are two', [light(0, 'a'), light(9, 'b')], 500_000, ['green', 'green']],
])('%s', (_, lights, timeUs, states) => {
  expect(lightsAt(lights, tracks, frames, timeUs).map((l) => l.state)).toEqual(states);
});

test('a map without lights has none', () => {
  expect(lightsAt(undefined, tracks, frames, 0)).toEqual([]);
});
