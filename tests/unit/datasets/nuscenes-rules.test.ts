import { describe, expect, it } from 'vitest';
import { arclinePoints, arclineSchema } from '../../../src/main/datasets/nuscenes/arcline.ts';
import { channelTitle } from '../../../src/main/datasets/nuscenes/clip-sensors.ts';
import { descriptionWords } from '../../../src/main/datasets/nuscenes/description-words.ts';
import { FilePatterns, pathRefusal, splitAtTime } from '../../../src/main/datasets/files/file-patterns.ts';
import { egoMotion } from '../../../src/main/datasets/clip/manoeuvre.ts';
import { objectClassOf, objectLabel } from '../../../src/main/datasets/clip/object-classes.ts';
import { centralVelocities } from '../../../src/main/datasets/clip/velocity.ts';
import { quaternionOf } from '../../synthetic/drive.ts';

describe('categories become classes', () => {
  it.each([
    ['human.pedestrian.adult', 'pedestrian'],
    ['human.pedestrian.personal_mobility', 'pedestrian'],
    ['vehicle.bicycle', 'bicycle'],
    ['vehicle.motorcycle', 'bicycle'],
    ['vehicle.bus.bendy', 'vehicle'],
    ['vehicle.emergency.police', 'vehicle'],
    ['movable_object.trafficcone', 'cone'],
    ['movable_object.barrier', 'other'],
    ['static_object.bicycle_rack', 'other'],
    ['animal', 'other'],
    ['', 'other'],
  ] as const)('%s is %s', (category, objectClass) => expect(objectClassOf(category)).toBe(objectClass));

  it('gives objects short names', () => {
    expect([
      objectLabel('pedestrian', 17),
      objectLabel('vehicle', 41),
      objectLabel('bicycle', 5),
      objectLabel('cone', 3),
      objectLabel('other', 9),
    ]).toEqual(['ped 17', 'veh 41', 'bic 05', 'cone 3', 'obj 9']);
  });
});

describe('velocities follow the devkit', () => {
  const at = (...seconds: number[]) => seconds.map((s) => s * 1e6);
  const along = (...xs: number[]) => xs.flatMap((x) => [x, 2 * x, 0]);
  it.each([
    ['one observation has none', at(0), along(0), [NaN, NaN]],
    ['two are each other’s neighbour', at(0, 0.5), along(0, 1), [2, 4, 2, 4]],
    ['the middle one spans both sides', at(0, 0.5, 1), along(0, 1, 4), [2, 4, 4, 8, 6, 12]],
    ['1.5 s is near enough', at(0, 1.5), along(0, 3), [2, 4, 2, 4]],
    ['1.6 s is not', at(0, 1.6), along(0, 3), [NaN, NaN, NaN, NaN]],
    ['3 s between two neighbours is', at(0, 1.4, 3), along(0, 1, 3), [1 / 1.4, 2 / 1.4, 1, 2, NaN, NaN]],
  ])('%s', (_, times, centres, expected) => {
    const velocities = centralVelocities(times, centres);
    expected.forEach((value, i) =>
      Number.isNaN(value) ? expect(velocities[i]).toBeNaN() : expect(velocities[i]).toBeCloseTo(value, 12),
    );
  });
});

it('words of a description carry no punctuation, fillers or repeats', () => {
  expect(descriptionWords('Night, after rain: many peds, PMD, a ped with bag; rain (U-turn) Zoë 2x')).toEqual([
    'night',
    'after',
    'rain',
    'many',
    'peds',
    'pmd',
    'ped',
    'bag',
    'u-turn',
    'zoë',
    '2x',
  ]);
});

describe('manoeuvre and mean speed of an ego path', () => {
  /** Poses every 0.1 s for 10 s at a speed (m/s) and yaw rate (rad/s). */
  const path = (speed: number, yawRate: number) => {
    const times: number[] = [];
    const poses: number[] = [];
    for (let i = 0, x = 0, y = 0; i <= 100; i++) {
      const yaw = 3 + yawRate * i * 0.1;
      times.push(i * 1e5);
      poses.push(x, y, 0, ...quaternionOf(yaw));
      x += speed * 0.1 * Math.cos(yaw);
      y += speed * 0.1 * Math.sin(yaw);
    }
    return egoMotion(times, Float64Array.from(poses));
  };
  it.each([
    [8, 0, 'straight'],
    [8, 0.04, 'straight'],
    [8, 0.07, 'left'],
    [8, -0.07, 'right'],
    [5, 0.5, 'left'],
    [0.1, 0, 'stopped'],
  ] as const)('%s m/s at %s rad/s is %s', (speed, yawRate, manoeuvre) => {
    expect(path(speed, yawRate).manoeuvre).toBe(manoeuvre);
    expect(path(speed, yawRate).meanSpeedMps).toBeCloseTo(speed, 6);
  });
  it('is unknown without a path', () =>
    expect(egoMotion([], new Float64Array(0))).toEqual({ meanSpeedMps: 0, manoeuvre: 'unknown' }));
});

describe('file names', () => {
  it.each([
    ['samples/CAM_FRONT/n015__CAM_FRONT__1.jpg', null],
    ['/etc/passwd', /absolute/],
    ['C:\\data\\a.jpg', /absolute/],
    ['\\\\host\\share', /absolute/],
    ['samples/../../a.jpg', /\.\./],
    ['..', /\.\./],
    ['samples\\..\\a.jpg', /\.\./],
    ['samples/..a/b..jpg', null],
    ['', /empty/],
    ['a\0b', /forbidden/],
  ] as const)('%j', (path, refusal) => {
    if (refusal === null) expect(pathRefusal(path)).toBeNull();
    else expect(pathRefusal(path)).toMatch(refusal);
  });

  it('are split around their time', () => {
    expect(splitAtTime('a/n015-2018+0800__LIDAR_TOP__1532402927647951.pcd.bin')).toEqual({
      before: 'a/n015-2018+0800__LIDAR_TOP__',
      timeUs: 1532402927647951,
      after: '.pcd.bin',
    });
    expect(splitAtTime('a/picture.jpg')).toBeNull();
    expect(splitAtTime('a__007.jpg')).toBeNull();
  });

  it('of one kind share a pattern, and only their own time fits it', () => {
    const patterns = new FilePatterns();
    const row = patterns.rowOf('a/x__C__17.jpg', 17);
    expect(patterns.rowOf('a/x__C__18.jpg', 18)).toBe(row);
    expect(patterns.rowOf('a/x__C__19.jpg', 18)).not.toBe(row);
    const fits = (path: string, time: number) => patterns.fits(row, Buffer.from(path), 0, path.length, time);
    expect([
      fits('a/x__C__123.jpg', 123),
      fits('a/x__C__123.jpg', 124),
      fits('b/x__C__123.jpg', 123),
      fits('a/x__C__123.png', 123),
      fits('a/x__C__.jpg', 0),
      fits('a/x__C__0123.jpg', 123),
    ]).toEqual([true, false, false, false, false, false]);
  });

  it('name a channel in words', () =>
    expect([channelTitle('CAM_FRONT_LEFT'), channelTitle('LIDAR_TOP')]).toEqual(['front left', 'top']));
});

describe('lane centre lines', () => {
  const piece = {
    start_pose: [10, 20, 0] as [number, number, number],
    shape: 'LSR' as const,
    radius: 10,
    segment_length: [5 * Math.PI, 4, 5 * Math.PI] as [number, number, number],
  };
  it('follow arcs and straights to their end', () => {
    const points = arclinePoints([piece]);
    // A quarter to the left around (10, 30), 4 m north, a quarter to the right.
    expect(points.slice(0, 2)).toEqual([10, 20]);
    expect(points.at(-2)).toBeCloseTo(30, 9);
    expect(points.at(-1)).toBeCloseTo(44, 9);
    for (let i = 0; i < 32; i += 2) expect(Math.hypot(points[i] - 10, points[i + 1] - 30)).toBeCloseTo(10, 9);
  });
  it('are refused with another shape or without a radius', () => {
    expect(arclineSchema.safeParse([piece]).success).toBe(true);
    expect(arclineSchema.safeParse([{ ...piece, shape: 'LLL' }]).success).toBe(false);
    expect(arclineSchema.safeParse([{ ...piece, radius: 0 }]).success).toBe(false);
  });
});
