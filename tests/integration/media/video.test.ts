import { Transformer } from '@napi-rs/image';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createMedia, type Media } from '../../../src/main/media/media.ts';
import type { MediaResponse } from '../../../src/main/media/media-response.ts';
import { findProgram, runProgram } from '../../../src/main/media/video/ffmpeg.ts';
import { readMp4 } from '../../../src/main/media/video/read-mp4.ts';
import { openVideo } from '../../../src/main/media/video/video-frames.ts';
import { ProblemError } from '../../../src/shared/domain/problem.ts';
import { randomOf } from '../../synthetic/random.ts';

const golden = (name: string) => new URL(`../../golden/video/${name}`, import.meta.url).pathname;
const bytesOf = (name: string): Buffer => readFileSync(golden(name));
const whole = (name: string) => openVideo({ path: golden(name), offset: 0, bytes: bytesOf(name).length }, name);
const ffmpeg = await findProgram('ffmpeg');

const folder = mkdtempSync(join(tmpdir(), 'foresight-video-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Frame n of the test videos has luma 20 + 3 n; of the one of variable rate every seventh is missing. */
const numbers = (name: string): number[] =>
  Array.from({ length: 70 }, (_, n) => n)
    .filter((n) => !name.includes('variable') || n % 7 !== 3)
    .slice(0, 60);
const lumaOf = (rgb: Uint8Array): number => {
  const level = rgb[rgb.length / 2 - 2];
  return 16 + (level * 219) / 255;
};

const names = [
  'h264.mp4',
  'h264-open-gop-index-last.mp4',
  'h264-variable-rate.mp4',
  'h264-negative-offsets.mp4',
  'hevc.mp4',
];

test.each(names)('the index of %s tells its frames', (name) => {
  const video = whole(name);
  const expected = numbers(name);
  expect([video.widthPx, video.heightPx, video.codec]).toEqual([160, 96, name.startsWith('h264') ? 'h264' : 'hevc']);
  video.frames.forEach(({ timeUs }, i) => expect(Math.abs(timeUs - (expected[i] * 1e6) / 30)).toBeLessThan(1));
  expect(video.frames.length).toBe(expected.length);
});

test('what is no whole video is refused in words', () => {
  const refused = (bytes: Buffer): string => {
    try {
      readMp4((offset, length) => bytes.subarray(offset, offset + length), bytes.length, 'x');
      return 'nothing thrown';
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      return error.problem.whatHappened;
    }
  };
  expect(refused(Buffer.from('GIF89a, and some more'))).toContain('no MP4 file');
  expect(refused(Buffer.alloc(0))).toContain('no index');
  expect(refused(bytesOf('h264.mp4').subarray(0, 500))).toContain('its index is cut off');
  expect(refused(bytesOf('h264-open-gop-index-last.mp4').subarray(0, 1500))).toMatch(/no index|cut off/);
  expect(refused(bytesOf('fragmented.mp4'))).toContain('fragmented');
  const random = randomOf(5);
  for (let round = 0; round < 2000; round++) {
    const bytes = Buffer.from(bytesOf(names[round % 2]));
    for (let k = 0; k < 1 + random() * 6; k++)
      bytes[Math.floor(random() * bytes.length)] = random() < 0.3 ? 255 : Math.floor(random() * 256);
    refused(bytes);
  }
});

describe.skipIf(!ffmpeg)('with an ffmpeg program', () => {
  test.each(names)(
    'every frame of %s is the one that is asked for, also inside an archive',
    async (name) => {
      const bytes = bytesOf(name);
      const path = join(folder, `it's, a "${name}.zip`);
      writeFileSync(path, Buffer.concat([Buffer.alloc(777, 1), bytes, Buffer.alloc(99, 2)]));
      const video = openVideo({ path, offset: 777, bytes: bytes.length }, name);
      const wanted = numbers(name);
      for (const i of [0, 9, 10, 14, 15, 29, 59]) {
        const { rgb } = await video.frame(i);
        expect(rgb.length).toBe(160 * 96 * 3);
        expect(Math.abs(lumaOf(rgb) - (20 + 3 * wanted[i])), `frame ${i}`).toBeLessThan(1.4);
      }
    },
    60_000,
  );

  test('a frame that is not there, and pictures that are damaged, are told', async () => {
    await expect(whole('h264.mp4').frame(60)).rejects.toThrow('has 60 frames, and none numbered 60');
    const bytes = bytesOf('h264-open-gop-index-last.mp4');
    const moov = bytes.indexOf('moov');
    bytes.fill(0, 60, moov - 8);
    const path = join(folder, 'no-pictures.mp4');
    writeFileSync(path, bytes);
    await expect(openVideo({ path, offset: 0, bytes: bytes.length }, 'x').frame(3)).rejects.toThrow('of a frame');
  });

  test('a program is ended when it is cancelled, takes too long or says too much', async () => {
    const abort = new AbortController();
    const endless = ['-nostdin', '-f', 'lavfi', '-i', 'color=size=64x64', '-f', 'rawvideo', 'pipe:1'];
    const cancelled = runProgram(ffmpeg!, endless, { timeoutMs: 60_000, mostBytes: 1e12, signal: abort.signal });
    setTimeout(() => abort.abort(), 150);
    await expect(cancelled).rejects.toThrow('cancelled');
    const quiet = ['-nostdin', '-re', '-f', 'lavfi', '-i', 'color=size=64x64', '-f', 'null', '-'];
    expect(await runProgram(ffmpeg!, quiet, { timeoutMs: 200, mostBytes: 1e9 })).toMatchObject({ timedOut: true });
    expect(
      (await runProgram(ffmpeg!, endless, { timeoutMs: 60_000, mostBytes: 1e5 })).output.length,
    ).toBeLessThanOrEqual(1e5);
  });
});

describe('by address', () => {
  let media: Media;
  const bytes = bytesOf('h264.mp4');
  const offset = 1234;
  beforeAll(() => {
    const root = join(folder, 'root');
    mkdirSync(root);
    writeFileSync(join(root, 'a.zip'), Buffer.concat([Buffer.alloc(offset), bytes, Buffer.alloc(50)]));
    const video = { rootPath: root, relativePath: 'a.zip', offset, bytes: bytes.length };
    media = createMedia({
      workspace: {
        cacheFolder: join(folder, 'cache'),
        reportsFolder: join(folder, 'reports'),
        clips: {
          imageFile: async () => null,
          videoFile: async (clipId, channel) =>
            clipId !== 'd:t'
              ? null
              : channel === 'LONG'
                ? { ...video, bytes: 1e6 }
                : channel === 'OUT'
                  ? { ...video, relativePath: '../b' }
                  : video,
          thumbnailSource: async () => null,
          thumbnailFrame: async () => ({ ...video, image: 30 }),
          mapImage: async () => null,
        },
      },
    });
  });
  afterAll(() => media.close());
  const ask = (path: string, range?: string) => media.respond({ path, search: new URLSearchParams(), range });
  const body = async (response: MediaResponse) =>
    Buffer.from(await new Response(response.body as BodyInit).arrayBuffer());

  test('a video inside an archive is served in ranges of its own bytes', async () => {
    const all = await ask('/media/video/d/t/C');
    expect(all).toMatchObject({
      status: 200,
      headers: { 'content-type': 'video/mp4', 'content-length': String(bytes.length), 'accept-ranges': 'bytes' },
    });
    expect((await body(all)).equals(bytes)).toBe(true);
    const part = await ask('/media/video/d/t/C', 'bytes=100-199');
    expect([part.status, part.headers['content-range']]).toEqual([206, `bytes 100-199/${bytes.length}`]);
    expect((await body(part)).equals(bytes.subarray(100, 200))).toBe(true);
    expect((await body(await ask('/media/video/d/t/C', 'bytes=-10'))).equals(bytes.subarray(-10))).toBe(true);
    expect((await ask('/media/video/d/t/C', `bytes=${bytes.length}-`)).status).toBe(416);
  });

  test.each([
    ['/media/video/d/other/C', 404, 'media.unknown-address'],
    ['/media/video/d/t/OUT', 404, 'media.outside-root'],
    ['/media/video/d/t/LONG', 422, 'media.video-damaged'],
    ['/media/video/d/t/C/1', 404, 'media.unknown-address'],
  ])('%s is refused', async (path, status, code) => {
    const response = await ask(path);
    expect(response.status).toBe(status);
    expect(response.body).toContain(code);
  });

  test.skipIf(!ffmpeg)('its frames are pictures, and one of them stands for the clip', async () => {
    const image = await ask('/media/image/d/t/C/12');
    expect([image.status, image.headers['content-type']]).toEqual([200, 'image/jpeg']);
    const pixels = new Transformer(await body(image)).rawPixelsSync();
    expect(Math.abs(lumaOf(pixels.subarray(0, 160 * 96 * 3)) - 56)).toBeLessThan(3);
    const thumb = await ask('/media/thumb/d/t');
    expect(thumb.status).toBe(200);
    expect(new Transformer(await body(thumb)).metadataSync()).toMatchObject({ width: 160, height: 96 });
    expect((await media.shrunkImage('d:t', 'C', 3, 80)).length).toBeGreaterThan(200);
  });

  test('without a decoder there is a word for it', async () => {
    const path = process.env.PATH;
    process.env.PATH = '';
    try {
      const response = await ask('/media/image/d/t/C/13');
      expect(response.status).toBe(422);
      expect(response.body).toContain('no ffmpeg program was found');
    } finally {
      process.env.PATH = path;
    }
  });
});
