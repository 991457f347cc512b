import { Transformer } from '@napi-rs/image';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openMaskTiles, writeMaskTiles } from '../../../src/main/media/map/mask-tiles.ts';
import { PngError } from '../../../src/main/media/png/png-chunks.ts';
import { greyPng, pngChunk, pngHeader, PNG_SIGNATURE } from '../../pictures.ts';
import { sharedData } from '../../shared-data.ts';

const folder = mkdtempSync(join(tmpdir(), 'foresight-masks-'));
afterAll(() => rmSync(folder, { recursive: true }));
const never = new AbortController().signal;

async function tilesOf(png: Uint8Array) {
  const path = join(folder, 'mask.png');
  const tilesPath = join(folder, 'mask.tiles');
  writeFileSync(path, png);
  await writeMaskTiles(path, tilesPath, never);
  return openMaskTiles(tilesPath, statSync(tilesPath).size);
}

/** Rings and a diagonal: every tile differs, and every filter has something to do. */
const pattern = (width: number, height: number, on: number) =>
  Uint8Array.from({ length: width * height }, (_, i) => {
    const x = i % width;
    const y = Math.floor(i / width);
    return Math.hypot(x - width / 2, y - height / 2) % 90 < 30 || Math.abs(x - y) < 3 ? on : 0;
  });

describe('a mask cut into tiles', () => {
  it.each([
    [0, 8, 1100, 700, 255],
    [1, 8, 1100, 700, 1],
    [2, 8, 513, 1025, 255],
    [3, 8, 700, 600, 200],
    [4, 8, 700, 600, 255],
    [1, 1, 1101, 540, 1],
    [4, 1, 37, 9, 1],
  ] as const)('filter %i, %i bits, %i x %i: equals another decoder', async (filter, bitDepth, width, height, on) => {
    const png = greyPng(width, height, pattern(width, height, on), { filter, bitDepth });
    const reference = new Transformer(png).rawPixelsSync();
    expect(reference.length).toBe(width * height);
    const tiles = await tilesOf(png);
    expect([tiles.widthPx, tiles.heightPx]).toEqual([width, height]);
    const all = tiles.coverage({ left: 0, top: 0, widthPx: width, heightPx: height, factor: 1 });
    tiles.close();
    expect(Buffer.from(all).equals(Buffer.from(reference.map((value) => (value === 0 ? 0 : 255))))).toBe(true);
  });

  it('gives parts, shares and emptiness outside', async () => {
    const [width, height] = [900, 800];
    const pixels = pattern(width, height, 1);
    const tiles = await tilesOf(greyPng(width, height, pixels));
    const window = { left: -20, top: 390, widthPx: 320, heightPx: 220, factor: 3 };
    const shares = tiles.coverage(window);
    tiles.close();
    const expected = Array.from(shares, (_, i) => {
      const x0 = window.left + (i % window.widthPx) * 3;
      const y0 = window.top + Math.floor(i / window.widthPx) * 3;
      let count = 0;
      for (let y = y0; y < y0 + 3; y++)
        for (let x = x0; x < x0 + 3; x++)
          if (x >= 0 && y >= 0 && x < width && y < height) count += pixels[y * width + x];
      return Math.round((255 * count) / 9);
    });
    expect([...shares]).toEqual(expected);
  });

  const good = greyPng(600, 600, pattern(600, 600, 255));
  const flipped = Buffer.from(good);
  flipped[60] ^= 0xff;
  const end = pngChunk('IEND', Buffer.alloc(0));
  it.each<[string, Uint8Array, RegExp]>([
    ['no PNG', Buffer.from('hello, I am no picture at all'), /is not a PNG/],
    ['cut off', good.subarray(0, good.length >> 1), /is cut off/],
    ['a flipped bit', flipped, /wrong checksum/],
    [
      'too few lines',
      Buffer.concat([PNG_SIGNATURE, pngHeader(600, 900), good.subarray(33)]),
      /ends after 600 of 900 lines/,
    ],
    ['no pixel data', Buffer.concat([PNG_SIGNATURE, pngHeader(6, 6), end]), /damaged|ends after/],
    [
      'damaged pixel data',
      Buffer.concat([PNG_SIGNATURE, pngHeader(6, 6), pngChunk('IDAT', Buffer.from('nonsense')), end]),
      /damaged picture data/,
    ],
    ['colours', Buffer.concat([PNG_SIGNATURE, pngHeader(6, 6, 8, 2), end]), /colour type 2/],
    ['interlaced', Buffer.concat([PNG_SIGNATURE, pngHeader(6, 6, 8, 0, 1), end]), /interlaced/],
    ['a million a side', Buffer.concat([PNG_SIGNATURE, pngHeader(1_000_000, 1_000_000), end]), /1000000 × 1000000/],
    [
      'a chunk of 4 GB',
      Buffer.concat([PNG_SIGNATURE, Buffer.from('ffffffff49484452', 'hex'), Buffer.alloc(40)]),
      /chunk of 4294967295 bytes/,
    ],
  ])('%s: is told, and leaves nothing behind', async (_, bytes, told) => {
    rmSync(join(folder, 'mask.tiles'), { force: true });
    const failure = await tilesOf(bytes).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(PngError);
    expect(String(failure)).toMatch(told);
    expect(readdirSync(folder)).toEqual(['mask.png']);
  });
});

const data = sharedData('nuscenes-mini-part');
describe.skipIf(!data)('a real nuScenes mask', () => {
  it('equals another decoder pixel by pixel', async () => {
    const png = readFileSync(join(data ?? '', 'maps/53992ee3023e5494b90c316c183be829.png'));
    const tiles = await tilesOf(png);
    expect([tiles.widthPx, tiles.heightPx]).toEqual([15_856, 20_250]);
    const reference = new Transformer(png).rawPixelsSync();
    for (const [left, top] of [
      [0, 0],
      [5000, 9000],
      [8111, 4097],
      [13_800, 18_200],
    ]) {
      const window = { left, top, widthPx: 2000, heightPx: 2000, factor: 1 };
      const part = tiles.coverage(window);
      let differing = 0;
      for (let i = 0; i < part.length; i++) {
        const value = reference[(top + Math.floor(i / 2000)) * 15_856 + left + (i % 2000)];
        if (part[i] !== (value === 0 ? 0 : 255)) differing++;
      }
      expect(differing).toBe(0);
    }
    tiles.close();
  });
});
