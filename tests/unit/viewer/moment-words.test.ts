import { expect, test } from 'vitest';
import type { ObjectClass } from '../../../src/shared/domain/clip.ts';
import { momentWords, whyNothing } from '../../../src/renderer/viewer/birds-eye/moment-words.ts';
import { boxAtGround } from '../../../src/renderer/viewer/birds-eye/moment.ts';
import { boxTrack, type Box } from '../../../src/renderer/viewer/scene/box-track.ts';
import { storedViewer } from '../../../src/renderer/viewer/viewer-settings.ts';

const box = (objectClass: ObjectClass, label: string, x: number, y: number, standing = false): Box => ({
  track: boxTrack(
    {
      trackId: label,
      label,
      objectClass,
      category: '',
      sizeM: [4, 2, 1.5],
      frames: [],
      centres: [],
      yaws: [],
      velocities: [],
      attributes: [],
      visibility: [],
      lidarPoints: [],
    },
    [],
  ),
  x,
  y,
  z: 0,
  yaw: 0,
  velocity: standing ? [0, 0] : [3, 4],
  standing,
});
const ego = { x: 0, y: 0, yaw: 0 };

test('the view in a sentence: what is near, and the nearest that does not stand', () => {
  const boxes = [
    box('vehicle', 'veh 1', 5, 0, true),
    box('vehicle', 'veh 2', 20, 4),
    box('pedestrian', 'ped 3', -30, 0),
    box('vehicle', 'veh 4', 90, 0),
  ];
  expect(momentWords({ boxes, ego })).toBe(
    'Within 50 m: 2 vehicles, 1 pedestrian. Nearest that does not stand: veh 2, 20.4 m ahead to the left, 5.0 m/s.',
  );
  expect(momentWords({ boxes: [], ego })).toBe('No objects within 50 m.');
});

const egoAt = (timesUs: number[]) => ({ timesUs, globalFromEgo: [], frontM: 4, rearM: 1, widthM: 2 });
test.each([
  ['scores only', [], [], /only scores of this clip are known/],
  ['no poses', [5], [], /does not say where the vehicle was/],
  ['a recording', [5], [5], null],
] as const)('why nothing is drawn: %s', (_, frames, poses, words) => {
  const said = whyNothing({ frameTimesUs: [...frames], ego: egoAt([...poses]) });
  if (words === null) expect(said).toBeNull();
  else expect(said).toMatch(words);
});

test('a point on the ground finds the box it lies in, the smaller of two', () => {
  const car = box('vehicle', 'car', 10, 0);
  const inside = {
    ...box('pedestrian', 'ped', 10.5, 0.2),
    track: { ...car.track, trackId: 'ped', sizeM: [0.6, 0.6, 1.8] as const },
  };
  expect(boxAtGround([car, inside], 10.5, 0, 0)?.track.trackId).toBe('ped');
  expect(boxAtGround([car, inside], 11.9, 0.9, 0)?.track.trackId).toBe('car');
  expect(boxAtGround([car, inside], 12.2, 0, 0)).toBeNull();
  expect(boxAtGround([car], 12.2, 0, 0.5)?.track.trackId).toBe('car');
  const turned = { ...car, yaw: Math.PI / 2 };
  expect(boxAtGround([turned], 10, 1.9, 0)).not.toBeNull();
  expect(boxAtGround([turned], 11.9, 0, 0)).toBeNull();
});

test.each([
  ['as stored', { layout: 'surround', showBoxes: false }, { layout: 'surround', showBoxes: false }],
  ['nothing stored', undefined, {}],
  ['unreadable', { layout: 'spiral' }, {}],
  ['not an object', 7, {}],
])('the remembered way of looking: %s', (_, stored, read) => {
  expect(storedViewer(stored)).toEqual(read);
});
