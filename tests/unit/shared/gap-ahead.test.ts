import { describe, expect, it } from 'vitest';
import { gapAhead, turnAtEnd } from '../../../src/shared/maths/gap-ahead.ts';
import type { GroundBox } from '../../../src/shared/maths/ground-box.ts';
import { composeSe2, type Pose2 } from '../../../src/shared/maths/se2.ts';

const car = { frontM: 4, widthM: 2 };
const box = (x: number, y: number, more: Partial<GroundBox> = {}): GroundBox => ({
  x,
  y,
  yaw: 0,
  lengthM: 4,
  widthM: 2,
  ...more,
});
const here: Pose2 = { x: 0, y: 0, yaw: 0 };
const straight = [here, { x: 10, y: 0, yaw: 0 }, { x: 20, y: 0, yaw: 0 }];
/** A left turn of 20 m radius through `rad`, a pose a metre. */
const turning = (rad: number): Pose2[] =>
  Array.from({ length: Math.round(rad * 20) + 1 }, (_, i) => ({
    x: 20 * Math.sin(i / 20),
    y: 20 * (1 - Math.cos(i / 20)),
    yaw: i / 20,
  }));
const onTurn = (rad: number, outwards = 0) => ({
  x: (20 + outwards) * Math.sin(rad),
  y: 20 - (20 + outwards) * Math.cos(rad),
});

describe('gap ahead', () => {
  it.each<[string, readonly Pose2[], GroundBox[], number | null]>([
    ['nothing there', straight, [], null],
    ['no pose', [], [box(10, 0)], null],
    ['bumper to bumper', straight, [box(16, 0)], 10],
    ['the nearer of two, whatever their order', straight, [box(26, 0), box(16, 0)], 10],
    ['beside the corridor', straight, [box(16, 2.01)], null],
    ['a corner in the corridor', straight, [box(16, 1.9)], 10],
    ['across the corridor', straight, [box(16, 3, { yaw: Math.PI / 2 })], 11],
    ['turned by 45°: its corner is nearest', straight, [box(16, 0, { yaw: Math.PI / 4 })], 12 - 3 / Math.SQRT2],
    ['a pedestrian', straight, [box(9, -0.9, { lengthM: 0.6, widthM: 0.6 })], 4.7],
    ['behind', straight, [box(-4, 0)], null],
    ['under the front', straight, [box(5, 0)], 0],
    ['a follower that touches the rear', straight, [box(-1.5, 0)], null],
    ['a follower with one ahead of it', straight, [box(-1.5, 0), box(16, 0)], 10],
    ['beyond the last pose, straight on', straight, [box(30, 0)], 24],
    ['as far as it looks', straight, [box(36, 0)], 30],
    ['further than it looks', straight, [box(36.1, 0)], null],
    ['further than it looks, on the way', [here, { x: 60, y: 0, yaw: 0 }], [box(36.1, 0)], null],
    ['standing: along its heading', [{ x: 0, y: 0, yaw: Math.PI / 2 }], [box(0, 12)], 7],
    ['poses that stand at first', [here, here, ...straight.slice(1)], [box(16, 0)], 10],
  ])('%s', (_, poses, boxes, expected) => {
    const gap = gapAhead(poses, boxes, car, 30);
    if (expected === null) expect(gap).toBeNull();
    else expect(gap).toBeCloseTo(expected, 9);
  });

  it('is measured along a turn, and leaves out what is straight ahead of it', () => {
    const small = { lengthM: 0.2, widthM: 0.2 };
    const ahead = onTurn(1);
    expect(gapAhead(turning(1.5), [box(ahead.x, ahead.y, { yaw: 1, ...small })], car, 30)).toBeCloseTo(15.9, 1);
    expect(gapAhead(turning(1.5), [box(18, 0, small)], car, 30)).toBeNull();
  });

  it('goes on beyond the last pose as the way turned there', () => {
    const poses = turning(0.5);
    const turn = turnAtEnd(poses);
    expect(turn).toBeCloseTo(1 / 20, 3);
    const ahead = { ...box(0, 0, { lengthM: 0.5, widthM: 0.5 }), ...onTurn(1.2), yaw: 1.2 };
    expect(gapAhead(poses, [ahead], car, 30, turn)).toBeCloseTo(19.7, 0);
    expect(gapAhead(poses, [ahead], car, 30)).toBeNull();
  });

  it('is the same wherever it happens', () => {
    const moved: Pose2 = { x: 312, y: -88, yaw: 2.1 };
    const boxes = [box(9, 0.7, { yaw: 0.4 }), box(20, -1, { yaw: 3 })];
    const there = boxes.map((b) => ({ ...b, ...composeSe2(moved, b) }));
    const way = [...straight, { x: 28, y: 3, yaw: 0.4 }];
    const gap = gapAhead(way, boxes, car, 30);
    expect(gap).toBeGreaterThan(0);
    expect(
      gapAhead(
        way.map((p) => composeSe2(moved, p)),
        there,
        car,
        30,
      ),
    ).toBeCloseTo(gap ?? NaN, 9);
  });
});

describe('how a way turns at its end', () => {
  it.each<[string, readonly Pose2[], number]>([
    ['straight', straight, 0],
    ['standing', [here, here], 0],
    ['one pose', [here], 0],
    ['none', [], 0],
    ['to the right', turning(1).map(({ x, y, yaw }) => ({ x, y: -y, yaw: -yaw })), -1 / 20],
    ['a turn that is over', [...turning(1), ...ahead(turning(1), 12)], 0],
    ['never more than a vehicle can', [here, { x: 1, y: 0, yaw: 0 }, { x: 1, y: 1, yaw: 1.57 }], 0.2],
  ])('%s', (_, poses, expected) => {
    expect(turnAtEnd(poses)).toBeCloseTo(expected, 3);
  });

  function ahead(poses: readonly Pose2[], metres: number): Pose2[] {
    return Array.from({ length: metres }, (_, i) => composeSe2(poses[poses.length - 1], { x: i + 1, y: 0, yaw: 0 }));
  }
});
