import { describe, expect, test } from 'vitest';
import {
  followFrame,
  frameFromLocal,
  panned,
  toGround,
  toPanel,
  zoomedAt,
} from '../../../src/renderer/viewer/birds-eye/ground-frame.ts';
import { scaleBar } from '../../../src/renderer/viewer/birds-eye/nice-length.ts';

const ego = { x: 1000, y: 2000, yaw: Math.PI / 2 };
const frame = followFrame(ego, 5, 300, 400);

describe('forward is up, left is left', () => {
  test.each([
    ['the vehicle itself, below the middle', [1000, 2000], [150, 280]],
    ['10 m ahead', [1000, 2010], [150, 230]],
    ['10 m to the left', [990, 2000], [100, 280]],
  ])('%s', (_, [x, y], [px, py]) => {
    expect(toPanel(frame, x, y)[0]).toBeCloseTo(px);
    expect(toPanel(frame, x, y)[1]).toBeCloseTo(py);
  });

  test('panel to ground and back', () => {
    const odd = { ...frame, origin: { x: 3, y: -4, yaw: 2.2 }, targetX: 5 };
    const [x, y] = toGround(odd, 37, 91);
    const [px, py] = toPanel(odd, x, y);
    expect([px, py].map((v) => Math.round(v * 1e6) / 1e6)).toEqual([37, 91]);
  });

  test('the device matrix says the same as the panel', () => {
    const anchor = [980, 1970] as const;
    const m = frameFromLocal(frame, anchor);
    const [lx, ly] = [25, 40];
    const right = m[0] * lx + m[4] * ly + m[12];
    const ahead = m[1] * lx + m[5] * ly + m[13];
    const [px, py] = toPanel(frame, anchor[0] + lx, anchor[1] + ly);
    expect(150 + (right - frame.targetX) * 5).toBeCloseTo(px);
    expect(200 - (ahead - frame.targetY) * 5).toBeCloseTo(py);
  });
});

test('dragging moves the ground with the pointer; zooming keeps what is under it', () => {
  const grabbed = toGround(frame, 100, 100);
  const [px, py] = toPanel(panned(frame, 30, -20), ...grabbed);
  expect([Math.round(px), Math.round(py)]).toEqual([130, 80]);
  const [zx, zy] = toPanel(zoomedAt(frame, 12, 100, 100), ...grabbed);
  expect([Math.round(zx), Math.round(zy)]).toEqual([100, 100]);
});

test.each([
  [9, 10],
  [4, 10],
  [1, 100],
  [2, 50],
  [40, 2],
])('at %f px a metre the scale bar is %f m', (pxPerM, metres) => {
  expect(scaleBar(pxPerM).metres).toBe(metres);
  expect(scaleBar(pxPerM).px).toBeLessThanOrEqual(140);
});
