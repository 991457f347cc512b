import { Transformer } from '@napi-rs/image';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createMedia, type Media } from '../../../src/main/media/media.ts';
import type { MediaResponse } from '../../../src/main/media/media-response.ts';
import { findProgram, runProgram } from '../../../src/main/media/video/ffmpeg.ts';
import { readMp4 } from '../../../src/main/media/video/read-mp4.ts';
import { openVideo, type Decoders, type VideoFrame } from '../../../src/main/media/video/video-frames.ts';
import { loadWebcodecs } from '../../../src/main/media/video/webcodecs.ts';
import { ProblemError } from '../../../src/shared/domain/problem.ts';
import { randomOf } from '../../synthetic/random.ts';

const golden = (name: string) => new URL(`../../golden/video/${name}`, import.meta.url).pathname;
const bytesOf = (name: string): Buffer => readFileSync(golden(name));
const fileVideo = (path: string, decoders?: Decoders) =>
  openVideo({ path, offset: 0, bytes: readFileSync(path).length }, 'the video', decoders);
const whole = (name: string, decoders?: Decoders) => fileVideo(golden(name), decoders);
const ffmpeg = await findProgram('ffmpeg');
const hasLibrary = 'codecs' in (await loadWebcodecs());
const byLibrary: Decoders = { library: loadWebcodecs, program: async () => null };
const byProgram: Decoders = { library: async () => ({ absent: 'it is left out' }), program: async () => ffmpeg };

const folder = mkdtempSync(join(tmpdir(), 'foresight-video-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Frame n of the test videos has luma 20 + 3 n; of the one of variable rate every seventh is missing. */
const numbers = (name: string): number[] =>
  Array.from({ length: 70 }, (_, n) => n)
    .filter((n) => !name.includes('variable') || n % 7 !== 3)
    .slice(0, 60);
const lumaOf = ({ channels, data }: Pick<VideoFrame, 'channels' | 'data'>): number =>
  16 + (data[data.length / 2 - channels + 1] * 219) / 255;
/** The same without alpha. */
function rgbOf({ channels, data }: VideoFrame): Uint8Array {
  const rgb = new Uint8Array((data.length / channels) * 3);
  for (let i = 0, o = 0; o < rgb.length; i += channels) for (let c = 0; c < 3; c++) rgb[o++] = data[i + c];
  return rgb;
}
const allFrames = async (video: ReturnType<typeof openVideo>, wanted = video.frames.map((_, i) => i)) => {
  const frames = new Map<number, Uint8Array>();
  await video.decode(wanted, (i, frame) => frames.set(i, rgbOf(frame)));
  return frames;
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

describe.each([
  { title: 'the library', decoders: byLibrary, here: hasLibrary, named: names.filter((name) => name !== 'hevc.mp4') },
  { title: 'an ffmpeg program', decoders: byProgram, here: ffmpeg !== null, named: names },
])('decoded by $title', ({ decoders, here, named }) => {
  test.skipIf(!here).each(named)(
    'every frame of %s is the one that is asked for, also inside an archive',
    async (name) => {
      const bytes = bytesOf(name);
      const path = join(folder, `it's, a "${name}.zip`);
      writeFileSync(path, Buffer.concat([Buffer.alloc(777, 1), bytes, Buffer.alloc(99, 2)]));
      const video = openVideo({ path, offset: 777, bytes: bytes.length }, name, decoders);
      const wanted = numbers(name);
      for (const i of [0, 9, 10, 14, 15, 29, 59]) {
        const frame = await video.frame(i);
        expect(frame.data.length).toBe(160 * 96 * frame.channels);
        expect(Math.abs(lumaOf(frame) - (20 + 3 * wanted[i])), `frame ${i}`).toBeLessThan(1.4);
      }
    },
  );

  test.skipIf(!here).each(named)(
    'frames of %s that follow each other, lie apart and are asked for twice',
    async (name) => {
      const video = whole(name, decoders);
      const wanted = [58, 3, 4, 5, 31, 3, 0];
      const frames = new Map<number, number>();
      await video.decode(wanted, (i, frame) => frames.set(i, lumaOf(frame)));
      expect([...frames.keys()]).toEqual([0, 3, 4, 5, 31, 58]);
      for (const [i, luma] of frames) expect(Math.abs(luma - (20 + 3 * numbers(name)[i])), `${i}`).toBeLessThan(1.4);
    },
  );

  test.skipIf(!here)('a frame that is not there, and pictures that are damaged, are told', async () => {
    await expect(whole('h264.mp4', decoders).frame(60)).rejects.toThrow('has 60 frames, and none numbered 60');
    const bytes = bytesOf('h264-open-gop-index-last.mp4');
    const moov = bytes.indexOf('moov');
    bytes.fill(0, 60, moov - 8);
    const path = join(folder, 'no-pictures.mp4');
    writeFileSync(path, bytes);
    await expect(fileVideo(path, decoders).frame(3)).rejects.toThrow(/cannot be decoded|of a frame/);
  });

  test.skipIf(!here)('it ends when it is cancelled', async () => {
    const abort = new AbortController();
    const decoding = whole('h264.mp4', decoders).decode([0, 1, 59], () => abort.abort(), abort.signal);
    if (decoders === byLibrary) await expect(decoding).rejects.toMatchObject({ name: 'AbortError' });
    await decoding.catch(() => null);
    await expect(whole('h264.mp4', decoders).frame(3, abort.signal)).rejects.toMatchObject({ name: 'AbortError' });
  });
});

/** Path of a small colourful video; null where this ffmpeg has no encoder for it. */
async function colourVideo(matrix: string, range: string, format: string): Promise<string | null> {
  const path = join(folder, `${matrix}-${range}-${format}.mp4`);
  const source = ['-f', 'lavfi', '-i', 'testsrc2=size=98x54:rate=10:duration=0.5', '-pix_fmt', format];
  const coding = ['-vf', `scale=out_color_matrix=${matrix}:out_range=${range}`, '-colorspace', matrix];
  const args = ['-nostdin', '-y', ...source, ...coding, '-color_range', range, '-c:v', 'libx264', path];
  const made = await runProgram(ffmpeg!, args, { timeoutMs: 20_000, mostBytes: 1e6 });
  if (made.code === 0) return path;
  expect(made.complaint).toMatch(/libx264/);
  return null;
}

describe.skipIf(!hasLibrary)('the library', () => {
  const drive = join(import.meta.dirname, '../../../resources/sample/drives/0001-bus-stop/CAM_FRONT.mp4');

  // Means of R, G and B in two rows of four fields, told by ffmpeg 5.1; neighbouring frames differ by more than 1 in one.
  test.each([
    [0, [158.96, 161.2, 157.89, 90.13, 109.56, 110.88, 114.62, 107.36]],
    [100, [165.48, 132.64, 110.91, 159.09, 106.83, 112.3, 113.9, 126.09]],
    [200, [148.88, 161.51, 146.47, 144.95, 109.93, 107.58, 119.71, 108.59]],
  ])('frame %i of a bundled drive looks as it does elsewhere', async (i, expected) => {
    const { data } = await fileVideo(drive, byLibrary).frame(i);
    const sums = new Float64Array(8);
    for (let y = 0; y < 270; y++)
      for (let x = 0; x < 480; x++)
        for (let c = 0; c < 3; c++) sums[(y < 135 ? 0 : 4) + Math.floor(x / 120)] += data[(y * 480 + x) * 4 + c];
    [...sums].forEach((sum, k) => expect(Math.abs(sum / (135 * 120 * 3) - expected[k])).toBeLessThan(0.3));
  });

  test
    .skipIf(!ffmpeg)
    .each([
      ...names.slice(0, 4).map((name) => ({ name, path: golden(name), wanted: undefined })),
      { name: 'a bundled drive', path: drive, wanted: [0, 1, 40, 60, 61, 62, 150, 200] },
    ])('gives the pixels of ffmpeg: $name', async ({ path, wanted }) => {
    const [library, program] = await Promise.all(
      [byLibrary, byProgram].map((decoders) => allFrames(fileVideo(path, decoders), wanted)),
    );
    expect(library.size).toBe(program.size);
    for (const [i, rgb] of program) expect(Buffer.compare(library.get(i)!, rgb), `frame ${i}`).toBe(0);
  });

  test.skipIf(!ffmpeg).each([
    ['matrix and range', 'bt709', 'pc', 'yuv420p'],
    ['matrix', 'bt709', 'tv', 'yuv422p'],
    ['range', 'smpte170m', 'pc', 'yuv420p'],
  ])('reads pictures of another %s as ffmpeg does', async (_, matrix, range, format) => {
    const path = await colourVideo(matrix, range, format);
    if (path === null) return;
    const [library, program] = await Promise.all(
      [byLibrary, byProgram].map(async (decoders) => rgbOf(await fileVideo(path, decoders).frame(2))),
    );
    expect(Math.max(...library.map((level, k) => Math.abs(level - program[k])))).toBeLessThanOrEqual(4);
  });

  test.skipIf(!ffmpeg)('pictures of a format that it mistakes go to ffmpeg', async () => {
    const path = await colourVideo('smpte170m', 'pc', 'yuv444p');
    if (path === null) return;
    await expect(fileVideo(path, byLibrary).frame(2)).rejects.toThrow('which is not read here');
    const both = await fileVideo(path, { ...byLibrary, program: async () => ffmpeg }).frame(2);
    expect(Buffer.compare(rgbOf(both), rgbOf(await fileVideo(path, byProgram).frame(2)))).toBe(0);
  });

  test('what it cannot read goes to ffmpeg', async () => {
    const asked: number[] = [];
    const broken = bytesOf('h264.mp4');
    broken.fill(0, broken.indexOf('mdat') + 4, broken.indexOf('mdat') + 300);
    const path = join(folder, 'first-frame-broken.mp4');
    writeFileSync(path, broken);
    await fileVideo(path, { library: loadWebcodecs, program: async () => (asked.push(1), null) })
      .frame(0)
      .catch(() => null);
    expect(asked).toEqual([1]);
  });
});

test('without any decoder there is a word for it', async () => {
  const none: Decoders = {
    library: async () => ({ absent: 'the library is not for this machine' }),
    program: async () => null,
  };
  await expect(whole('h264.mp4', none).frame(3)).rejects.toThrow(
    /the library is not for this machine.*no ffmpeg program was found/,
  );
  await expect(whole('hevc.mp4', { ...none, library: loadWebcodecs }).frame(3)).rejects.toThrow('its coding is hevc');
});

describe.skipIf(!ffmpeg)('with an ffmpeg program', () => {
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
        runs: { predictedPicture: async () => null },
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

  test.skipIf(!hasLibrary && !ffmpeg)('its frames are pictures, and one of them stands for the clip', async () => {
    const image = await ask('/media/image/d/t/C/12');
    expect([image.status, image.headers['content-type']]).toEqual([200, 'image/jpeg']);
    const pixels = new Transformer(await body(image)).rawPixelsSync();
    expect(Math.abs(lumaOf({ channels: 3, data: pixels.subarray(0, 160 * 96 * 3) }) - 56)).toBeLessThan(3);
    const thumb = await ask('/media/thumb/d/t');
    expect(thumb.status).toBe(200);
    expect(new Transformer(await body(thumb)).metadataSync()).toMatchObject({ width: 160, height: 96 });
    expect((await media.shrunkImage('d:t', 'C', 3, 80)).length).toBeGreaterThan(200);
  });
});
