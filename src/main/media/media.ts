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
import { openVideoContent, resolveVideo, type RootedVideo } from './video-file.ts';

/** The part of a workspace that media needs: which file stands behind an id. */
export interface MediaSources {
  readonly cacheFolder: string;
  readonly reportsFolder: string;
  readonly clips: {
    imageFile(clipId: ClipId, channel: string, index: number): Promise<RootedFile | null>;
    /** The video whose frames are a camera's pictures; null where they are files. */
    videoFile(clipId: ClipId, channel: string): Promise<RootedVideo | null>;
    thumbnailSource(clipId: ClipId): Promise<RootedFile | null>;
    /** Where `thumbnailSource` has nothing: a frame of a video. */
    thumbnailFrame(clipId: ClipId): Promise<(RootedVideo & { image: number }) | null>;
    mapImage(datasetId: string, name: string): Promise<RootedFile | null>;
  };
  readonly runs: {
    /** JPEG of picture k that a run predicted at a frame of a clip; null where there is none. */
    predictedPicture(runId: string, clipId: ClipId, frame: number, k: number): Promise<Uint8Array | null>;
  };
}

export interface Media {
  /** Serves `/media/…`. Never throws: every failure is a status with a problem in words. */
  respond(request: MediaRequest): Promise<MediaResponse>;
  /** One recorded picture as JPEG of at most this width. Fails with the problems that `respond` would tell. */
  shrunkImage(clipId: ClipId, channel: string, index: number, widthPx: number): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** Frames are sent at their own size up to this width. */
const WIDEST_PX = 4096;

/** Pictures and files by id, out of indexed data sets and the workspace. */
export function createMedia({ workspace }: { workspace: MediaSources }): Media {
  const pictures = createPictures(workspace.cacheFolder);

  /** A picture whose path, header and end were checked, at a smaller size. */
  const shrink = async (rooted: RootedFile, widthPx: number): Promise<Uint8Array> => {
    const file = await resolveFile(rooted);
    await openImage(file, rooted.relativePath);
    return pictures.shrink(file, rooted.relativePath, widthPx);
  };

  /** A frame of a video as a picture. */
  const shrinkFrame = async (video: RootedVideo, i: number, widthPx: number): Promise<Uint8Array> => {
    const { file, range } = await resolveVideo(video);
    return pictures.frame(file, range, video.relativePath, i, widthPx);
  };

  const open = async (address: MediaAddress): Promise<Content> => {
    switch (address.kind) {
      case 'image': {
        const clipId = clipIdOf(address.datasetId, address.token);
        const file = await workspace.clips.imageFile(clipId, address.channel, address.index);
        if (file) return openImage(await resolveFile(file), file.relativePath);
        const video = known(await workspace.clips.videoFile(clipId, address.channel));
        return madeContent('image/jpeg', await shrinkFrame(video, address.index, WIDEST_PX));
      }
      case 'points': {
        const clipId = clipIdOf(address.datasetId, address.token);
        const file = known(await workspace.clips.imageFile(clipId, address.channel, address.index));
        return madeContent(
          'application/octet-stream',
          await pictures.points(await resolveFile(file), file.relativePath),
        );
      }
      case 'video':
        return openVideoContent(
          known(await workspace.clips.videoFile(clipIdOf(address.datasetId, address.token), address.channel)),
        );
      case 'thumb': {
        const clipId = clipIdOf(address.datasetId, address.token);
        const file = await workspace.clips.thumbnailSource(clipId);
        if (file) return madeContent('image/jpeg', await shrink(file, address.widthPx));
        const frame = known(await workspace.clips.thumbnailFrame(clipId));
        return madeContent('image/jpeg', await shrinkFrame(frame, frame.image, address.widthPx));
      }
      case 'map': {
        const file = known(await workspace.clips.mapImage(address.datasetId, address.name));
        return madeContent(
          'image/png',
          await pictures.crop(await resolveFile(file), file.relativePath, address.bounds),
        );
      }
      case 'predicted': {
        const { runId, datasetId, token, frame, k } = address;
        const jpeg = await workspace.runs.predictedPicture(runId, clipIdOf(datasetId, token), frame, k);
        if (!jpeg) throw notPredicted(frame, k);
        // What a run predicted is stored once and never changes.
        return { ...madeContent('image/jpeg', jpeg), cacheControl: 'private, max-age=31536000, immutable' };
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
      const file = await workspace.clips.imageFile(clipId, channel, index);
      if (file) return shrink(file, widthPx);
      return shrinkFrame(known(await workspace.clips.videoFile(clipId, channel)), index, widthPx);
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

const notPredicted = (frame: number, k: number) =>
  new ProblemError({
    code: 'media.no-such-picture',
    title: 'This picture was not predicted',
    whatHappened: `The run keeps no picture ${k} at frame ${frame} of this clip.`,
    whatWasKept: 'The run, its other pictures and scores, and the recording.',
    whatToDo: 'Run the model over this clip, or look at another decision instant.',
  });

const nothingThere = () =>
  new ProblemError({
    code: 'media.unknown-address',
    title: 'No such picture',
    whatHappened: 'The address names no clip, camera, map or report of this workspace.',
    whatWasKept: 'Everything that was saved before.',
    whatToDo: 'Open the clip again from the library.',
  });
