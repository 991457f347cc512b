import { Transformer } from '@napi-rs/image';
import { readFileSync, statSync } from 'node:fs';
import type { CallContext, Operations } from '../runtime/calls.ts';
import { serveThread } from '../runtime/thread.ts';
import { fitWidth, shrinkToRgba, type Pixels } from './area-downscale.ts';
import { damagedImage } from './image-verdict.ts';
import { cropWindow } from './map/crop-window.ts';
import { openMaskTiles, writeMaskTiles } from './map/mask-tiles.ts';
import { mapProblem } from './map/map-problem.ts';
import { PngError } from './png/png-chunks.ts';
import { encodeGreyAlphaPng } from './png/png-encode.ts';

export interface SmallPicture {
  widthPx: number;
  heightPx: number;
  jpeg: Uint8Array;
}

interface FrameToEncode {
  rgb: Uint8Array;
  widthPx: number;
  heightPx: number;
  toWidthPx: number;
}

const JPEG_QUALITY = 82;

const operations = {
  /**
   * A picture shrunk to a width as JPEG. The caller has checked its header.
   * Fails with `media.image-damaged` where the decoder gives up.
   */
  shrink({ path, name, widthPx }: { path: string; name: string; widthPx: number }): SmallPicture {
    const pixels = decode(path, name);
    const size = fitWidth(pixels, widthPx);
    const rgba = shrinkToRgba(pixels, size);
    const jpeg = Transformer.fromRgbaPixels(rgba, size.widthPx, size.heightPx).jpegSync(JPEG_QUALITY);
    return { ...size, jpeg };
  },

  /** A decoded frame as JPEG of at most this width. `rgb` has 3 bytes a pixel. */
  encodeFrame({ rgb, widthPx, heightPx, toWidthPx }: FrameToEncode): SmallPicture {
    const pixels: Pixels = { widthPx, heightPx, channels: 3, data: rgb };
    const size = fitWidth(pixels, toWidthPx);
    const rgba = shrinkToRgba(pixels, size);
    return { ...size, jpeg: Transformer.fromRgbaPixels(rgba, size.widthPx, size.heightPx).jpegSync(JPEG_QUALITY) };
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

/** Fails with `media.image-damaged` where the decoder gives up. */
function decode(path: string, name: string): Pixels {
  const { widthPx, heightPx, data } = rawPixels(path, name);
  const channels = data.length / (widthPx * heightPx);
  if (channels !== 1 && channels !== 2 && channels !== 3 && channels !== 4)
    throw damagedImage(name, `has ${channels} bytes a pixel; 1 to 4 can be shown`);
  return { widthPx, heightPx, channels, data };
}

function rawPixels(path: string, name: string): { widthPx: number; heightPx: number; data: Uint8Array } {
  try {
    const picture = new Transformer(readFileSync(path));
    const { width, height } = picture.metadataSync();
    return { widthPx: width, heightPx: height, data: picture.rawPixelsSync() };
  } catch (error) {
    throw damagedImage(name, `cannot be decoded: ${error instanceof Error ? error.message : String(error)}`);
  }
}

serveThread(operations);
