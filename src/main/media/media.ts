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
  close(): Promise<void>;
}

/** Pictures and files by id, out of indexed data sets and the workspace. */
export function createMedia({ workspace }: { workspace: MediaSources }): Media {
  const open = async (address: MediaAddress): Promise<Content> => {
    switch (address.kind) {
      case 'image': {
        const file = known(
          await workspace.clips.imageFile(clipIdOf(address.datasetId, address.token), address.channel, address.index),
        );
        return openImage(await resolveFile(file), file.relativePath);
      }
      default:
        throw nothingThere();
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
    async close() {},
  };
}

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
