import { describe, expect, it } from 'vitest';
import { hasImageEnd, readImageHeader } from '../../../src/main/media/image-header.ts';
import { checkImage } from '../../../src/main/media/image-verdict.ts';
import { problemOf } from '../../../src/shared/domain/problem.ts';
import { greyPng, jpegClaiming, jpegPicture, pngHeader, PNG_SIGNATURE } from '../../pictures.ts';

const jpeg = jpegPicture(64, 48);
const png = greyPng(3, 2, Uint8Array.of(0, 1, 2, 3, 4, 5));
const pngClaiming = (widthPx: number, heightPx: number) => Buffer.concat([PNG_SIGNATURE, pngHeader(widthPx, heightPx)]);
const withExif = Buffer.concat([
  jpeg.subarray(0, 2),
  Buffer.from([0xff, 0xe1, 0x40, 0x02]),
  Buffer.alloc(0x4000, 0xd9),
  jpeg.subarray(2),
]);

describe('pictures that may be handed on', () => {
  it.each([
    ['a.jpg', jpeg, { kind: 'jpeg', widthPx: 64, heightPx: 48 }],
    ['a.JPEG', jpeg, { kind: 'jpeg', widthPx: 64, heightPx: 48 }],
    ['a.png', png, { kind: 'png', widthPx: 3, heightPx: 2 }],
    ['a with a long Exif segment.jpg', withExif, { kind: 'jpeg', widthPx: 64, heightPx: 48 }],
    ['a.jpg', jpegClaiming(16_384, 3_906), { kind: 'jpeg', widthPx: 16_384, heightPx: 3_906 }],
    ['without extension', jpeg, { kind: 'jpeg', widthPx: 64, heightPx: 48 }],
  ])('%s', (name, bytes, facts) => {
    expect(checkImage(name, readImageHeader(bytes))).toEqual(facts);
  });
});

describe('pictures that are refused', () => {
  it.each<[string, Uint8Array, string, string]>([
    ['a.jpg', Buffer.alloc(0), 'media.image-empty', 'a.jpg is empty (0 bytes).'],
    ['a.jpg', png, 'media.image-mislabelled', 'a.jpg is named .jpg but holds a PNG picture.'],
    ['a.png', jpeg, 'media.image-mislabelled', 'a.png is named .png but holds a JPEG picture.'],
    ['a.jpg', Buffer.from('GIF89a…'), 'media.image-mislabelled', 'a.jpg is named .jpg but holds GIF data.'],
    ['a.jpg', Buffer.from('<html>'), 'media.image-mislabelled', 'a.jpg is named .jpg but holds HTML data.'],
    [
      'a.jpg',
      Buffer.from('RIFF\0\0\0\0WEBPVP8 '),
      'media.image-mislabelled',
      'a.jpg is named .jpg but holds WebP data.',
    ],
    [
      'a.jpg',
      Buffer.from('hello'),
      'media.image-unknown',
      'a.jpg is named .jpg but holds something that is no picture.',
    ],
    ['a.jpg', jpeg.subarray(0, 20), 'media.image-damaged', 'a.jpg ends before it tells its size.'],
    ['a.png', png.subarray(0, 20), 'media.image-damaged', 'a.png ends before it tells its size.'],
    [
      'a.jpg',
      Buffer.from([0xff, 0xd8, 0xff, 0xda, 0, 4, 0, 0]),
      'media.image-damaged',
      'a.jpg has picture data before its size (no SOF segment).',
    ],
    [
      'a.jpg',
      Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 1, 0, 0]),
      'media.image-damaged',
      'a.jpg has a JPEG segment of impossible length at byte 2.',
    ],
    ['a.jpg', jpegClaiming(0, 40), 'media.image-damaged', 'a.jpg says it is 0 × 40 pixels large.'],
    [
      'a.jpg',
      jpegClaiming(40_000, 40_000),
      'media.image-too-large',
      'a.jpg is 40 000 × 40 000 pixels; at most 16 384 a side and 64 megapixels are decoded.',
    ],
    [
      'a.png',
      pngClaiming(40_000, 40_000),
      'media.image-too-large',
      'a.png is 40 000 × 40 000 pixels; at most 16 384 a side and 64 megapixels are decoded.',
    ],
    [
      'a.png',
      pngClaiming(9_000, 9_000),
      'media.image-too-large',
      'a.png is 9 000 × 9 000 pixels; at most 16 384 a side and 64 megapixels are decoded.',
    ],
    [
      'a.jpg',
      jpegClaiming(16_385, 10),
      'media.image-too-large',
      'a.jpg is 16 385 × 10 pixels; at most 16 384 a side and 64 megapixels are decoded.',
    ],
  ])('%s: %#', (name, bytes, code, told) => {
    let problem = null;
    try {
      checkImage(name, readImageHeader(bytes));
    } catch (error) {
      problem = problemOf(error);
    }
    expect(problem).toMatchObject({ code, whatHappened: told.replaceAll(/(\d) (?=\d)/g, '$1\u00a0') });
  });
});

describe('the end of a picture', () => {
  it.each<[string, 'jpeg' | 'png', Uint8Array, boolean]>([
    ['a whole JPEG', 'jpeg', jpeg, true],
    ['a JPEG with bytes behind its end', 'jpeg', Buffer.concat([jpeg, Buffer.alloc(500)]), true],
    ['a JPEG cut in the middle', 'jpeg', jpeg.subarray(0, jpeg.length >> 1), false],
    ['a whole PNG', 'png', png, true],
    ['a PNG without IEND', 'png', png.subarray(0, png.length - 12), false],
  ])('%s', (_, kind, bytes, whole) => {
    const header = readImageHeader(bytes);
    expect(hasImageEnd(kind, bytes.subarray('headerEnd' in header ? header.headerEnd : 0))).toBe(whole);
  });
});
