import { describe, expect, test } from 'vitest';
import {
  azimuthOf,
  mosaicTiles,
  type MosaicLayout,
  type PlacedCamera,
} from '../../../src/renderer/viewer/cameras/mosaic-layout.ts';
import { fitImage } from '../../../src/renderer/viewer/cameras/image-fit.ts';

const deg = (d: number) => (d * Math.PI) / 180;
const cameras = (azimuths: Record<string, number>): PlacedCamera[] =>
  Object.entries(azimuths).map(([channel, d]) => ({ channel, azimuthRad: deg(d), aspect: 16 / 9 }));

/** Azimuths of nuScenes and of an eight-camera rig, degrees to the left. */
const six = cameras({ back: 180, frontRight: -55, front: 0, backLeft: 110, frontLeft: 55, backRight: -110 });
const eight = cameras({ f0: 0, l0: 55, r0: -55, l1: 110, r1: -110, l2: 142, r2: -142, b0: 180 });
const size = { width: 1000, height: 420 };

/** Channels row by row, left to right. */
function rows(all: PlacedCamera[], layout: MosaicLayout): string[] {
  const tiles = mosaicTiles(all, layout, null, size);
  const tops = [...new Set(tiles.map((t) => t.y))].sort((a, b) => a - b);
  return tops.map((y) =>
    tiles
      .filter((t) => t.y === y)
      .sort((a, b) => a.x - b.x)
      .map((t) => t.channel)
      .join(' '),
  );
}

describe('mosaic', () => {
  test('the front camera takes 70 % of the width, the others stand in pairs, the back one across', () => {
    expect(rows(six, 'mosaic')).toEqual(['front frontLeft frontRight', 'backLeft backRight', 'back']);
    const front = mosaicTiles(six, 'mosaic', null, size).find((t) => t.role === 'main');
    expect(front).toMatchObject({ channel: 'front', x: 0, y: 0, width: 700, height: 420 });
  });

  test('in a tall area the front camera stands above the others, which go around the vehicle from left to right', () => {
    const tiles = mosaicTiles(six, 'mosaic', null, { width: 768, height: 600 });
    expect(tiles[0]).toMatchObject({ channel: 'front', role: 'main', width: 768, height: 432 });
    expect(tiles.slice(1).map((t) => t.channel)).toEqual(['frontLeft', 'backLeft', 'back', 'backRight', 'frontRight']);
    expect(new Set(tiles.slice(1).map((t) => t.y))).toEqual(new Set([433]));
  });

  test('the surround view is as on a map with forward up', () => {
    expect(rows(six, 'surround')).toEqual(['frontLeft front frontRight', 'backLeft back backRight']);
    expect(rows(eight, 'surround')).toEqual(['l0 f0 r0', 'l1 r1', 'l2 b0 r2']);
  });

  test.each([1, 2, 3, 4, 5, 6, 7, 8])(
    '%i cameras: every one has a tile of its own, none overlap or leave the area',
    (n) => {
      for (const layout of ['mosaic', 'surround'] as const) {
        const tiles = mosaicTiles(eight.slice(0, n), layout, null, size);
        expect(new Set(tiles.map((t) => t.channel)).size).toBe(n);
        for (const a of tiles) {
          expect(a.width).toBeGreaterThan(30);
          expect(a.x + a.width).toBeLessThanOrEqual(size.width);
          expect(a.y + a.height).toBeLessThanOrEqual(size.height);
          for (const b of tiles)
            if (a !== b)
              expect(
                a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y,
              ).toBe(true);
        }
      }
    },
  );

  test('front only and an enlarged camera fill the area; the others are not shown', () => {
    const alone = { role: 'alone', x: 0, y: 0, ...size };
    expect(mosaicTiles(six, 'front', null, size)).toEqual([{ channel: 'front', ...alone }]);
    expect(mosaicTiles(six, 'surround', 'back', size)).toEqual([{ channel: 'back', ...alone }]);
    expect(mosaicTiles(six, 'mosaic', 'of another clip', size)).toHaveLength(6);
    expect(mosaicTiles([], 'mosaic', null, size)).toEqual([]);
  });
});

test.each([
  ['forward', [0.5, -0.5, 0.5, -0.5], 0],
  ['left', [Math.SQRT1_2, -Math.SQRT1_2, 0, 0], 90],
  ['backward', [0.5, -0.5, -0.5, 0.5], 180],
])('a camera that looks %s', (_, quaternion, degrees) => {
  expect(Math.abs(azimuthOf([0, 0, 0, ...quaternion]))).toBeCloseTo(deg(degrees));
});

describe('a 16:9 picture in its tile', () => {
  const image = { widthPx: 1600, heightPx: 900 };
  test('fills the tile while little is cut off', () => {
    expect(fitImage(image, { width: 160, height: 90, role: 'main' })).toEqual({ scale: 0.1, dx: 0, dy: 0 });
    const side = fitImage(image, { width: 100, height: 80, role: 'side' });
    expect(side.dy).toBeCloseTo(0);
    expect(side.dx).toBeLessThan(0);
  });
  test('keeps bars where much would be lost', () => {
    const tall = fitImage(image, { width: 160, height: 300, role: 'main' });
    expect(tall.scale).toBeCloseTo(0.1 / 0.88);
    expect(tall.dy).toBeGreaterThan(90);
    const alone = fitImage(image, { width: 160, height: 300, role: 'alone' });
    expect(alone.scale).toBeCloseTo(0.1, 2);
  });
});
