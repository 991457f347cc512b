import { Transformer } from '@napi-rs/image';
import { mkdirSync, mkdtempSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCameraFrames } from '../../../src/main/media/create-camera-frames.ts';
import { findProgram } from '../../../src/main/media/video/ffmpeg.ts';
import { openVideo } from '../../../src/main/media/video/video-frames.ts';
import { loadWebcodecs } from '../../../src/main/media/video/webcodecs.ts';
import { jpegClaiming, jpegPicture } from '../../pictures.ts';
import { randomOf } from '../../synthetic/random.ts';
import { colourPng, pngKinds, type PngKind } from './colour-png.ts';

const folder = mkdtempSync(join(tmpdir(), 'foresight-frames-'));
const root = join(folder, 'data');
const drives = join(import.meta.dirname, '../../../resources/sample/drives');
const video = { rootPath: drives, relativePath: '0001-bus-stop/CAM_FRONT.mp4' };
const videoBytes = statSync(join(drives, video.relativePath)).size;
const canDecode = 'codecs' in (await loadWebcodecs()) || (await findProgram('ffmpeg')) !== null;

/** The files of each camera's pictures; VIDEO is a video, GONE one that is not on disk. */
const files: Record<string, { names: string[]; rootPath: string }> = {};
const frames = createCameraFrames({
  workspace: {
    clips: {
      imageFile: async (_, channel, image) => {
        const relativePath = files[channel]?.names[image];
        return relativePath === undefined ? null : { rootPath: files[channel].rootPath, relativePath };
      },
      videoFile: async (_, channel) => {
        if (channel === 'GONE') return { rootPath: root, relativePath: 'gone.mp4', offset: 0, bytes: 5 };
        return channel === 'VIDEO' ? { ...video, offset: 0, bytes: videoBytes } : null;
      },
    },
  },
});
const uncalibrated = {
  widthPx: 20,
  heightPx: 20,
  intrinsic: [],
  lens: { model: 'pinhole' as const, distortion: null },
  egoFromCamera: [],
};
/** For a model that states no camera. */
const px = (sizePx: number) => ({ sizePx, camera: null });
const camera = (channel: string, images: number, firstImage = 0) => ({
  channel,
  firstImage,
  present: Array<0 | 1>(images).fill(1),
  ...uncalibrated,
});
/** A camera of its own whose pictures are these files. */
function cameraOf(names: string[], rootPath = root) {
  const channel = `C${Object.keys(files).length}`;
  files[channel] = { names, rootPath };
  return camera(channel, names.length);
}

beforeAll(() => mkdirSync(root, { recursive: true }));
afterAll(async () => {
  await frames.close();
  rmSync(folder, { recursive: true });
});

/** Mean over the area that each target pixel covers, or bilinear between centres: by the definition, pixel by pixel. */
function expectedSquare(rgb: Uint8Array, widthPx: number, heightPx: number, sizePx: number): number[] {
  const side = Math.min(widthPx, heightPx);
  const [x0, y0] = [Math.floor((widthPx - side) / 2), Math.floor((heightPx - side) / 2)];
  const scale = side / sizePx;
  const weight = (target: number, source: number): number => {
    if (scale >= 1)
      return Math.max(0, Math.min(source + 1, (target + 1) * scale) - Math.max(source, target * scale)) / scale;
    const at = Math.min(side - 1, Math.max(0, (target + 0.5) * scale - 0.5));
    return Math.max(0, 1 - Math.abs(at - source));
  };
  const out: number[] = [];
  for (let y = 0; y < sizePx; y++)
    for (let x = 0; x < sizePx; x++)
      for (let c = 0; c < 3; c++) {
        let sum = 0;
        for (let j = 0; j < side; j++)
          for (let i = 0; i < side; i++) {
            const share = weight(x, i) * weight(y, j);
            if (share > 0) sum += share * rgb[((y0 + j) * widthPx + x0 + i) * 3 + c];
          }
        out.push(sum);
      }
  return out;
}

describe('a square of a picture', () => {
  const kinds = Object.keys(pngKinds) as PngKind[];
  const shapes: [PngKind, number, number, number][] = [
    ...kinds.map((kind): [PngKind, number, number, number] => [kind, 21, 12, 8]),
    ['rgb', 7, 5, 2],
    ['rgb', 9, 16, 4],
    ['rgba', 8, 8, 8],
    ['rgb', 11, 6, 16],
    ['grey', 5, 9, 12],
    ['rgb', 1, 7, 3],
    ['palette', 64, 33, 16],
  ];
  it.each(shapes)('%s of %i x %i px at %i px', async (kind, widthPx, heightPx, sizePx) => {
    const { file, rgb } = colourPng(kind, widthPx, heightPx, randomOf(widthPx * 100 + sizePx));
    const name = `${kind}-${widthPx}-${heightPx}-${sizePx}.png`;
    writeFileSync(join(root, name), file);
    const [square] = await frames.squares('d:t', cameraOf([name]), [0], px(sizePx));
    expect(square).toMatchObject({ widthPx: sizePx, heightPx: sizePx });
    const expected = expectedSquare(rgb, widthPx, heightPx, sizePx);
    expect(square!.rgb.length).toBe(expected.length);
    // A level is rounded; sums in single precision may fall on the other side of a half.
    square!.rgb.forEach((level, k) => expect(Math.abs(level - expected[k]), `number ${k}`).toBeLessThan(0.502));
  });

  it('comes in the order asked for, and twice where asked twice', async () => {
    const names = [0, 1, 2, 3, 4, 5, 6].map((i) => `order-${i}.jpg`);
    names.forEach((name, i) => writeFileSync(join(root, name), jpegPicture(20, 20, i * 30)));
    const late = { ...cameraOf(names), firstImage: 2 };
    const squares = await frames.squares('d:t', late, [4, 0, 4, 2], px(10));
    const blues = squares.map((square) => square!.rgb[2]);
    [6, 2, 6, 4].forEach((i, k) => expect(Math.abs(blues[k] - i * 30)).toBeLessThan(4));
    const again = await frames.squares('d:t', late, [2, 4], px(10));
    expect(again.map((square) => square!.rgb[2])).toEqual([blues[3], blues[0]]);
  });

  it('is null where the picture is not on disk', async () => {
    writeFileSync(join(root, 'here.jpg'), jpegPicture(20, 20, 9));
    const some = { ...cameraOf(['here.jpg', 'gone.jpg', 'here.jpg']), present: [1, 1, 0, 1] as (0 | 1)[] };
    const squares = await frames.squares('d:t', some, [0, 1, 2, 3], px(8));
    expect(squares.map((square) => square !== null)).toEqual([true, false, false, false]);
    expect(await frames.squares('d:t', camera('GONE', 3), [0, 2], px(8))).toEqual([null, null]);
    expect(await frames.squares('d:t', some, [], px(8))).toEqual([]);
  });

  it('is made anew when the file changed', async () => {
    const path = join(root, 'changing.jpg');
    writeFileSync(path, jpegPicture(20, 20, 10));
    const changing = cameraOf(['changing.jpg']);
    const blue = async () => (await frames.squares('d:t', changing, [0], px(4)))[0]!.rgb[2];
    const before = await blue();
    writeFileSync(path, jpegPicture(20, 20, 200));
    utimesSync(path, new Date(), new Date(Date.now() - 60_000));
    expect((await blue()) - before).toBeGreaterThan(150);
  });

  it.each([
    ['cut off', () => jpegPicture(200, 120, 5).subarray(0, 900), 'media.image-damaged'],
    ['hollow', () => jpegClaiming(64, 64), 'media.image-damaged'],
    ['empty', () => Buffer.alloc(0), 'media.image-empty'],
    ['no picture', () => Buffer.from('a note, by mistake'), 'media.image-unknown'],
    ['far too large', () => jpegClaiming(40_000, 40_000), 'media.image-too-large'],
    ['cut off inside its pixels', () => withEnd(jpegPicture(200, 120, 5).subarray(0, 900)), null],
  ])('of a file that is %s is a problem in words, and the others are still made', async (title, make, code) => {
    const name = `${title}.jpg`;
    writeFileSync(join(root, name), make());
    writeFileSync(join(root, 'whole.jpg'), jpegPicture(20, 20, 9));
    const both = cameraOf([name, 'whole.jpg']);
    const bad = frames.squares('d:t', both, [0, 1], px(8));
    // A JPEG with an end but too few pixels may be shown grey from there on, as other viewers do.
    if (code === null) expect((await bad).map((square) => square?.rgb.length)).toEqual([192, 192]);
    else await expect(bad).rejects.toMatchObject({ problem: { code } });
    expect((await frames.squares('d:t', both, [1], px(8)))[0]).not.toBeNull();
  });

  it('is refused where the folder is gone or the path leads out', async () => {
    await expect(frames.squares('d:t', cameraOf(['a.jpg'], join(folder, 'nowhere')), [0], px(8))).rejects.toMatchObject(
      {
        problem: { code: 'media.root-absent' },
      },
    );
    await expect(frames.squares('d:t', cameraOf(['../secret.jpg']), [0], px(8))).rejects.toMatchObject({
      problem: { code: 'media.outside-root' },
    });
  });

  it('is not made once the asker has gone', async () => {
    const names = Array.from({ length: 30 }, (_, i) => `gone-${i}.jpg`);
    for (const name of names) writeFileSync(join(root, name), jpegPicture(400, 300, 7));
    const many = cameraOf(names);
    const abort = new AbortController();
    const all = frames.squares(
      'd:t',
      many,
      names.map((_, i) => i),
      px(64),
      abort.signal,
    );
    setTimeout(() => abort.abort(), 5);
    await expect(all).rejects.toMatchObject({ name: 'AbortError' });
    await expect(frames.squares('d:t', many, [0], px(64), abort.signal)).rejects.toMatchObject({
      name: 'AbortError',
    });
    expect((await frames.squares('d:t', many, [0], px(64)))[0]).not.toBeNull();
  });
});

const withEnd = (bytes: Uint8Array): Buffer => Buffer.concat([bytes, Buffer.of(0xff, 0xd9)]);

describe.skipIf(!canDecode)('a square of a frame of a video', () => {
  it('is that of the frame, first and last included', async () => {
    const wanted = [200, 0, 101, 100];
    const squares = await frames.squares('d:t', camera('VIDEO', 201), wanted, px(128));
    const plain = openVideo({ path: join(drives, video.relativePath), offset: 0, bytes: videoBytes }, 'the video');
    for (const [k, i] of wanted.entries()) {
      const { channels, data } = await plain.frame(i);
      // One pixel of the middle, by hand: 270 px become 128, so a target pixel covers 2.109375 px a side.
      for (const [x, y] of [
        [0, 0],
        [64, 64],
        [127, 90],
      ]) {
        const mean = [0, 1, 2].map((c) => {
          let sum = 0;
          for (let j = 0; j < 270; j++)
            for (let i = 0; i < 270; i++) {
              const across = Math.min(i + 1, (x + 1) * 2.109375) - Math.max(i, x * 2.109375);
              const down = Math.min(j + 1, (y + 1) * 2.109375) - Math.max(j, y * 2.109375);
              if (across > 0 && down > 0) sum += across * down * data[(j * 480 + 105 + i) * channels + c];
            }
          return sum / 2.109375 ** 2;
        });
        mean.forEach((level, c) =>
          expect(Math.abs(squares[k]!.rgb[(y * 128 + x) * 3 + c] - level), `frame ${i} at ${x} ${y}`).toBeLessThan(
            0.51,
          ),
        );
      }
    }
  });

  it('of a clip cut out of a log counts from its own first picture', async () => {
    const [[late], [same]] = await Promise.all([
      frames.squares('d:t', camera('VIDEO', 50, 150), [10], px(32)),
      frames.squares('d:t', camera('VIDEO', 201), [160], px(32)),
    ]);
    expect(Buffer.compare(late!.rgb, same!.rgb)).toBe(0);
  });

  it('that the video does not have is a problem in words', async () => {
    await expect(frames.squares('d:t', camera('VIDEO', 400), [399], px(32))).rejects.toThrow('none numbered 399');
  });
});

describe('JPEGs of predicted pictures', () => {
  const size = 64;
  const rgb = Uint8Array.from({ length: size * size * 3 }, (_, i) => {
    const [x, y] = [Math.floor(i / 3) % size, Math.floor(i / 3 / size)];
    return [x * 4, y * 4, x % 2 === 0 ? 40 : 160][i % 3];
  });
  const image = { widthPx: size, heightPx: size, rgb };

  it('look like the pictures, fine colours included', async () => {
    const [jpeg, other] = await frames.jpegs([image, { ...image, rgb: rgb.map((level) => 255 - level) }]);
    const pixels = new Transformer(jpeg).rawPixelsSync();
    expect(pixels.length).toBe(rgb.length);
    const error = pixels.reduce((sum, level, i) => sum + Math.abs(level - rgb[i]), 0) / rgb.length;
    expect(error).toBeLessThan(4);
    // Columns of one pixel in blue alone stay apart only where colours are kept at every pixel.
    const blue = (x: number) => pixels[(20 * size + x) * 3 + 2];
    expect(blue(31) - blue(30)).toBeGreaterThan(80);
    expect(new Transformer(other).rawPixelsSync()[2]).toBeGreaterThan(190);
    const [small] = await frames.jpegs([image], 40);
    expect(small.length).toBeLessThan(jpeg.length * 0.7);
    expect(await frames.jpegs([])).toEqual([]);
  });
});
