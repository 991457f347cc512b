import { availableParallelism } from 'node:os';
import { ProblemError } from '../../shared/domain/problem.ts';
import { shownPart } from '../../shared/maths/camera-view.ts';
import { viewKey } from '../../shared/maths/view-tables.ts';
import { createByteLru } from './byte-lru.ts';
import type { CameraFrames, FilmedCamera, ModelView, RgbImage } from './camera-frames.ts';
import type { MediaSources } from './media.ts';
import type { PictureView } from './picture-square.ts';
import { createPictureThreads } from './picture-threads.ts';
import { resolveFile } from './resolve-file.ts';
import { resolveVideo } from './video-file.ts';

const MIB = 2 ** 20;
/** Pictures that one call takes to a thread: few enough that a cancelled run ends soon and threads share the work. */
const FILES_A_CALL = 4;
const STORED_QUALITY = 92;

/** A picture that was asked for: where it lies in the answer, and the name of its state in the cache. */
interface Wanted {
  places: number[];
  image: number;
  key: string;
}

/**
 * Recorded pictures of a workspace as models see them. Decoding, cutting, shrinking and encoding happen in threads of its
 * own, started when first needed; finished squares are kept in memory up to `cacheBytes`.
 */
export function createCameraFrames(
  { workspace }: { workspace: { clips: Pick<MediaSources['clips'], 'imageFile' | 'videoFile'> } },
  { threads: count = Math.min(2, availableParallelism()), cacheBytes = 64 * MIB } = {},
): CameraFrames & { close(): Promise<void> } {
  const threads = createPictureThreads(count);
  const kept = createByteLru(cacheBytes);

  const squares: CameraFrames['squares'] = async (clipId, camera, images, wantedView, signal) => {
    signal?.throwIfAborted();
    const { sizePx } = wantedView;
    const view = pictureView(camera, wantedView);
    const viewName = view ? `${sizePx}|${viewKey(view)}` : String(sizePx);
    const answer: (RgbImage | null)[] = images.map(() => null);
    const present = images.map((image, place) => ({ image, place })).filter(({ image }) => camera.present[image] === 1);
    if (present.length === 0) return answer;
    const options = signal ? { signal } : {};
    const fill = ({ places }: Wanted, rgb: Uint8Array) => {
      for (const place of places) answer[place] = { widthPx: sizePx, heightPx: sizePx, rgb };
    };
    /** The ones that are not in the cache; the others are filled in. */
    const missing = <T extends Wanted>(wanted: T[]): T[] =>
      wanted.filter((one) => {
        const found = kept.get(one.key);
        if (found) fill(one, found);
        return !found;
      });
    const finish = (wanted: Wanted[], made: Uint8Array) => {
      const bytes = sizePx * sizePx * 3;
      wanted.forEach((one, k) => {
        const rgb = made.slice(k * bytes, (k + 1) * bytes);
        kept.set(one.key, rgb);
        fill(one, rgb);
      });
    };

    const source = await workspace.clips.videoFile(clipId, camera.channel);
    if (source) {
      const found = await nullWhereAbsent(resolveVideo(source));
      if (!found) return answer;
      const { file, range } = found;
      const state = `${file.path}|${file.modifiedMs}|${file.bytes}|${range.offset}`;
      const wanted = missing(grouped(present, (image) => `${viewName}|${camera.firstImage + image}|${state}`));
      if (wanted.length === 0) return answer;
      const frames = wanted.map(({ image }) => camera.firstImage + image);
      const call = { video: range, name: source.relativePath, frames, sizePx, view };
      finish(wanted, await threads.call('frameSquares', call, options));
      return answer;
    }

    const files = await Promise.all(
      grouped(present, (image) => String(image)).map(async (one) => {
        const rooted = await workspace.clips.imageFile(clipId, camera.channel, camera.firstImage + one.image);
        const file = rooted && (await nullWhereAbsent(resolveFile(rooted)));
        if (!file) return null;
        const key = `${viewName}|${file.path}|${file.modifiedMs}|${file.bytes}`;
        return { ...one, key, path: file.path, name: rooted.relativePath };
      }),
    );
    const wanted = missing(files.filter((file) => file !== null));
    await Promise.all(
      batches(wanted, FILES_A_CALL).map(async (batch) => {
        const call = { files: batch.map(({ path, name }) => ({ path, name })), sizePx, view };
        finish(batch, await threads.call('squares', call, options));
      }),
    );
    return answer;
  };

  return {
    squares,
    jpegs: async (images, quality = STORED_QUALITY) =>
      images.length === 0 ? [] : threads.call('jpegs', { images, quality }),
    close: () => threads.close(),
  };
}

/** What is to be made of a camera's pictures; null for the centre square. */
function pictureView(camera: FilmedCamera, { camera: learned }: ModelView): PictureView | null {
  const part = shownPart(camera, learned);
  if (!('view' in part)) return null;
  const { widthPx, heightPx, intrinsic, lens, egoFromCamera } = camera;
  return { camera: { widthPx, heightPx, intrinsic, lens, egoFromCamera }, view: part.view };
}

/** Each picture once, with all the places that it is wanted at. */
function grouped(present: readonly { image: number; place: number }[], keyOf: (image: number) => string): Wanted[] {
  const byImage = new Map<number, Wanted>();
  for (const { image, place } of present) {
    const one = byImage.get(image);
    if (one) one.places.push(place);
    else byImage.set(image, { places: [place], image, key: keyOf(image) });
  }
  return [...byImage.values()];
}

/** A file that was there when the data set was indexed may be gone; any other problem is told. */
async function nullWhereAbsent<T>(found: Promise<T>): Promise<T | null> {
  try {
    return await found;
  } catch (error) {
    if (error instanceof ProblemError && error.problem.code === 'media.file-absent') return null;
    throw error;
  }
}

function batches<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, i) => all.slice(i * size, (i + 1) * size));
}
