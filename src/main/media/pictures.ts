import { ProblemError } from '../../shared/domain/problem.ts';
import { createCoalescer } from './coalesce.ts';
import { createDiskCache } from './disk-cache.ts';
import { createTurns } from './turns.ts';
import type { VideoRange } from './video/ffmpeg-frame.ts';
import { createPictureThreads } from './picture-threads.ts';
import type { FoundFile } from './resolve-file.ts';
import { join } from 'node:path';

/** Small pictures and map crops, made in a thread of their own and kept on disk; and points of lidars, which are not kept. */
export interface Pictures {
  /** A recorded picture as JPEG of at most this width. The file's header was checked before. */
  shrink(file: FoundFile, name: string, widthPx: number): Promise<Uint8Array>;
  /** Frame `i` of a video as JPEG of at most this width. Fails as `Video.frame`. */
  frame(file: FoundFile, video: VideoRange, name: string, i: number, widthPx: number): Promise<Uint8Array>;
  /** PNG crop of a map mask: white, alpha is the share of road. `bounds` minX minY maxX maxY, m, map frame. */
  crop(file: FoundFile, name: string, bounds: [number, number, number, number]): Promise<Uint8Array>;
  /** Places of a lidar's points, as `readPoints` gives them. */
  points(file: FoundFile, name: string): Promise<Uint8Array>;
  close(): Promise<void>;
}

const MIB = 2 ** 20;
/** Videos decoded at a time: each takes a process and tens of megabytes. */
const DECODERS = 2;
const stateOf = (file: FoundFile): string => `${file.path}|${file.modifiedMs}|${file.bytes}`;

/**
 * @param cacheFolder of the workspace
 * @param budgetBytes what small pictures and crops may take on disk; tiles of map masks take as much again
 */
export function createPictures(cacheFolder: string, budgetBytes = 512 * MIB): Pictures {
  const threads = createPictureThreads(1);
  const small = createDiskCache(join(cacheFolder, 'pictures'), budgetBytes);
  const tiles = createDiskCache(join(cacheFolder, 'map-tiles'), budgetBytes);
  const inTurn = createTurns(DECODERS);
  const oncePicture = createCoalescer<Uint8Array>();
  const onceTiles = createCoalescer<string>();

  const cached = (key: string, make: () => Promise<Uint8Array>) =>
    oncePicture(key, async () => {
      const kept = await small.get(key);
      if (kept) return kept;
      const made = await make();
      await small.put(key, made);
      return made;
    });
  const tilesOf = (file: FoundFile, name: string) => {
    const key = `tiles 1|${stateOf(file)}`;
    return onceTiles(key, async () => {
      try {
        const tilesPath = await tiles.pathOf(key);
        if (await tiles.has(key)) return tilesPath;
        await threads.call('cutMask', { path: file.path, name, tilesPath });
        await tiles.added(key);
        return tilesPath;
      } catch (error) {
        throw error instanceof ProblemError ? error : cacheProblem(cacheFolder, error);
      }
    });
  };

  return {
    shrink: (file, name, widthPx) =>
      cached(`small 1|${widthPx}|${stateOf(file)}`, async () => {
        const made = await threads.call('shrink', { path: file.path, name, widthPx });
        return made.jpeg;
      }),
    frame: (file, video, name, i, widthPx) =>
      cached(`frame 1|${i}|${widthPx}|${video.offset}|${stateOf(file)}`, () =>
        inTurn(async () => (await threads.call('frame', { video, name, i, widthPx })).jpeg),
      ),
    crop: (file, name, bounds) =>
      cached(`crop 1|${bounds.join(' ')}|${stateOf(file)}`, async () => {
        const tilesPath = await tilesOf(file, name);
        return threads.call('cropMask', { tilesPath, bounds });
      }),
    points: ({ path }, name) => threads.call('points', { path, name }),
    close: () => threads.close(),
  };
}

const cacheProblem = (cacheFolder: string, error: unknown) =>
  new ProblemError(
    {
      code: 'media.cache-unwritable',
      title: 'The map picture could not be prepared',
      whatHappened: `${cacheFolder}: ${(error instanceof Error ? error.message : String(error)).split('\n')[0]}.`,
      whatWasKept: 'Boxes, paths and plans are drawn without the map. Tags, notes and scores are untouched.',
      whatToDo: 'Make room on the disk of the workspace and allow writing there.',
    },
    { cause: error },
  );
