import { createHash } from 'node:crypto';
import { ProblemError } from '../../shared/domain/problem.ts';
import { clipIdOf, type ClipId } from '../../shared/domain/clip.ts';
import { openImage } from './image-file.ts';
import { readMediaAddress, type MediaAddress } from './media-address.ts';
import {
  contentResponse,
  problemResponse,
  type Content,
  type MediaRequest,
  type MediaResponse,
} from './media-response.ts';
import { createPictures } from './pictures.ts';
import { openReportFile } from './report-file.ts';
import { resolveFile, type RootedFile } from './resolve-file.ts';

/** The part of a workspace that media needs: which file stands behind an id. */
export interface MediaSources {
  readonly cacheFolder: string;
  readonly reportsFolder: string;
  readonly clips: {
    imageFile(clipId: ClipId, channel: string, index: number): Promise<RootedFile | null>;
    thumbnailSource(clipId: ClipId): Promise<RootedFile | null>;
    mapImage(datasetId: string, name: string): Promise<RootedFile | null>;
  };
}

export interface Media {
  /** Serves `/media/…`. Never throws: every failure is a status with a problem in words. */
  respond(request: MediaRequest): Promise<MediaResponse>;
  /** One recorded picture as JPEG of at most this width. Fails with the problems that `respond` would tell. */
  shrunkImage(clipId: ClipId, channel: string, index: number, widthPx: number): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** Pictures and files by id, out of indexed data sets and the workspace. */
export function createMedia({ workspace }: { workspace: MediaSources }): Media {
  const pictures = createPictures(workspace.cacheFolder);

  /** A picture whose path, header and end were checked, at a smaller size. */
  const shrink = async (rooted: RootedFile, widthPx: number): Promise<Uint8Array> => {
    const file = await resolveFile(rooted);
    await openImage(file, rooted.relativePath);
    return pictures.shrink(file, rooted.relativePath, widthPx);
  };

  const open = async (address: MediaAddress): Promise<Content> => {
    switch (address.kind) {
      case 'image': {
        const file = known(
          await workspace.clips.imageFile(clipIdOf(address.datasetId, address.token), address.channel, address.index),
        );
        return openImage(await resolveFile(file), file.relativePath);
      }
      case 'thumb': {
        const file = known(await workspace.clips.thumbnailSource(clipIdOf(address.datasetId, address.token)));
        return madeContent('image/jpeg', await shrink(file, address.widthPx));
      }
      case 'map': {
        const file = known(await workspace.clips.mapImage(address.datasetId, address.name));
        return madeContent(
          'image/png',
          await pictures.crop(await resolveFile(file), file.relativePath, address.bounds),
        );
      }
      case 'report':
        return openReportFile(workspace.reportsFolder, address.reportId, address.file);
    }
  };

  return {
    async respond(request) {
      try {
        const address = readMediaAddress(request.path, request.search);
        if (!address) throw nothingThere();
        return contentResponse(await open(address), request);
      } catch (error) {
        return problemResponse(error);
      }
    },
    async shrunkImage(clipId, channel, index, widthPx) {
      return shrink(known(await workspace.clips.imageFile(clipId, channel, index)), widthPx);
    },
    close: () => pictures.close(),
  };
}

/** Content that was made by us: named by its hash, so that an unchanged one is not sent twice. */
const madeContent = (type: string, bytes: Uint8Array): Content => ({
  type,
  size: bytes.length,
  etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`,
  cacheControl: 'private, max-age=60',
  read: (start, end) => bytes.subarray(start, end),
});

function known<T>(found: T | null): T {
  if (found === null) throw nothingThere();
  return found;
}

const nothingThere = () =>
  new ProblemError({
    code: 'media.unknown-address',
    title: 'No such picture',
    whatHappened: 'The address names no clip, camera, map or report of this workspace.',
    whatWasKept: 'Everything that was saved before.',
    whatToDo: 'Open the clip again from the library.',
  });
