import { describe, expect, test } from 'vitest';
import type { ObjectTrack } from '../../../src/shared/domain/clip.ts';
import { boxAt, boxTrack } from '../../../src/renderer/viewer/scene/box-track.ts';

const frames = [0, 0.5, 1, 1.5, 4, 4.5].map((s, i) => ({ token: `${i}`, timeUs: s * 1e6, egoIndex: i }));
const object: ObjectTrack = {
  trackId: 't',
  label: 'veh 1',
  objectClass: 'vehicle',
  category: 'vehicle.car',
  sizeM: [4, 2, 1.5],
  frames: [1, 2, 4],
  centres: [0, 0, 1, 5, 1, 1, 30, 2, 1],
  yaws: [3.1, -3.1, 0],
  velocities: [10, 2, 10, 2, null, null],
  attributes: [['vehicle.moving'], ['vehicle.moving'], ['vehicle.parked']],
  visibility: [null, null, null],
  lidarPoints: [1, 1, 1],
};
const track = boxTrack(object, frames);
const at = (s: number) => boxAt(track, s * 1e6);

describe('an object between key frames', () => {
  test('is on the straight line between its observations', () => {
    expect(at(0.75)).toMatchObject({ x: 2.5, y: 0.5, z: 1 });
    expect(at(0.5)).toMatchObject({ x: 0, y: 0 });
    expect(at(1)).toMatchObject({ x: 5, y: 1 });
  });

  test('turns the short way', () => {
    expect(Math.cos(at(0.75)?.yaw ?? 0)).toBeCloseTo(-1, 3);
  });

  test('is not joined over a gap of more than 1.5 s', () => {
    expect(at(2)).toBeNull();
    expect(at(3.95)).toMatchObject({ x: 30 });
  });

  test.each([
    ['before it is first seen', 0.45, -0.5],
    ['after it was last seen before a gap', 1.05, 5.5],
  ])('an image a little %s carries it on with its velocity', (_, s, x) => {
    expect(at(s)?.x).toBeCloseTo(x);
  });

  test.each([0, 1.2, 3.8, 4.3])('further away nothing is known: %f s', (s) => {
    expect(at(s)).toBeNull();
  });

  test('stands when parked or slow, and only a vehicle or bicycle does', () => {
    expect(at(0.6)?.standing).toBe(false);
    expect(at(4)?.standing).toBe(true);
    const slow = boxTrack({ ...object, velocities: [0.1, 0, 0.1, 0, null, null] }, frames);
    expect(boxAt(slow, 5e5)?.standing).toBe(true);
    const person = boxTrack({ ...object, objectClass: 'pedestrian', velocities: [0, 0, 0, 0, 0, 0] }, frames);
    expect(boxAt(person, 5e5)?.standing).toBe(false);
  });
});
