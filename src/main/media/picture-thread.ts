import { Transformer } from '@napi-rs/image';
import { readFileSync, statSync } from 'node:fs';
import { setImmediate as otherCalls } from 'node:timers/promises';
import type { CallContext, Operations } from '../runtime/calls.ts';
import { serveThread } from '../runtime/thread.ts';
import { fitWidth, shrinkToRgba, type Pixels } from './area-downscale.ts';
import { readPicture } from './decode-picture.ts';
import type { RgbImage } from './camera-frames.ts';
import { cropWindow } from './map/crop-window.ts';
import { openMaskTiles, writeMaskTiles } from './map/mask-tiles.ts';
import { mapProblem } from './map/map-problem.ts';
import { PngError } from './png/png-chunks.ts';
import { squareRgb, type PictureView } from './picture-square.ts';
import { encodeGreyAlphaPng } from './png/png-encode.ts';
import { readPoints } from './points/read-points.ts';
import type { VideoRange } from './video/ffmpeg-frame.ts';
import { openVideo } from './video/video-frames.ts';

export interface SmallPicture {
  widthPx: number;
  heightPx: number;
  jpeg: Uint8Array;
}

/** A byte range that holds a video, and how it is called in messages. */
interface NamedVideo {
  video: VideoRange;
  name: string;
}

/** What is made of each picture: `view` null is the centre square. */
interface SquareSize {
  sizePx: number;
  view: PictureView | null;
}

const JPEG_QUALITY = 82;

const operations = {
  /** A picture shrunk to a width as JPEG. Fails as `readPicture`. */
  shrink: ({ path, name, widthPx }: { path: string; name: string; widthPx: number }): SmallPicture =>
    smallJpeg(readPicture(path, name), widthPx),

  /** Frame `i` of a video as JPEG of at most this width. Fails as `Video.frame`. */
  async frame(
    { video, name, i, widthPx }: NamedVideo & { i: number; widthPx: number },
    { signal }: CallContext,
  ): Promise<SmallPicture> {
    return smallJpeg(await openVideo(video, name).frame(i, signal), widthPx);
  },

  /** Squares of pictures as a model is shown them, RGB, one after the other. Fails as `readPicture`. */
  async squares(
    { files, sizePx, view }: { files: { path: string; name: string }[] } & SquareSize,
    { signal }: CallContext,
  ): Promise<Uint8Array> {
    const squares = new Uint8Array(files.length * sizePx * sizePx * 3);
    for (const [k, { path, name }] of files.entries()) {
      squares.set(squareRgb(readPicture(path, name), sizePx, view), k * sizePx * sizePx * 3);
      await otherCalls();
      signal.throwIfAborted();
    }
    return squares;
  },

  /** Squares of frames of a video, RGB, one after the other in the order asked for. Fails as `Video.frame`. */
  async frameSquares(
    { video, name, frames, sizePx, view }: NamedVideo & { frames: number[] } & SquareSize,
    { signal }: CallContext,
  ): Promise<Uint8Array> {
    const squares = new Uint8Array(frames.length * sizePx * sizePx * 3);
    const placeOf = new Map(frames.map((i, k) => [i, k]));
    await openVideo(video, name).decode(
      frames,
      (i, frame) => squares.set(squareRgb(frame, sizePx, view), placeOf.get(i)! * sizePx * sizePx * 3),
      signal,
    );
    return squares;
  },

  /** Places of a lidar's points, 32-bit floats. Fails as `readPoints`. */
  points({ path, name }: { path: string; name: string }): Uint8Array {
    const places = readPoints(readFileSync(path), name);
    return new Uint8Array(places.buffer, places.byteOffset, places.byteLength).slice();
  },

  /** RGB pictures as JPEGs without chroma subsampling. */
  async jpegs(
    { images, quality }: { images: readonly RgbImage[]; quality: number },
    { signal }: CallContext,
  ): Promise<Uint8Array[]> {
    const jpegs: Uint8Array[] = [];
    for (const { widthPx, heightPx, rgb } of images) {
      const rgba = shrinkToRgba({ widthPx, heightPx, channels: 3, data: rgb }, { widthPx, heightPx });
      jpegs.push(Transformer.fromRgbaPixels(rgba, widthPx, heightPx).jpegSync(quality));
      await otherCalls();
      signal.throwIfAborted();
    }
    return jpegs;
  },

  /** Cuts a map mask into tiles; see `writeMaskTiles`. Fails with `media.map-damaged`. */
  async cutMask(
    { path, name, tilesPath }: { path: string; name: string; tilesPath: string },
    { signal }: CallContext,
  ): Promise<void> {
    try {
      await writeMaskTiles(path, tilesPath, signal);
    } catch (error) {
      throw error instanceof PngError ? mapProblem(name, error.message) : error;
    }
  },

  /** White PNG whose alpha is the share of road; the box in m of the map's frame. */
  cropMask({ tilesPath, bounds }: { tilesPath: string; bounds: [number, number, number, number] }): Uint8Array {
    const tiles = openMaskTiles(tilesPath, statSync(tilesPath).size);
    try {
      const window = cropWindow(bounds, tiles.heightPx);
      const coverage = tiles.coverage(window);
      const pixels = new Uint8Array(coverage.length * 2);
      for (let i = 0; i < coverage.length; i++) {
        pixels[2 * i] = 255;
        pixels[2 * i + 1] = coverage[i];
      }
      return encodeGreyAlphaPng(window.widthPx, window.heightPx, pixels);
    } finally {
      tiles.close();
    }
  },
} satisfies Operations;
export type PictureOperations = typeof operations;

function smallJpeg(pixels: Pixels, widthPx: number): SmallPicture {
  const size = fitWidth(pixels, widthPx);
  const rgba = shrinkToRgba(pixels, size);
  return { ...size, jpeg: Transformer.fromRgbaPixels(rgba, size.widthPx, size.heightPx).jpegSync(JPEG_QUALITY) };
}

serveThread(operations);
