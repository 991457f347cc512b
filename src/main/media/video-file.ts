import { etagOf, streamFile } from './image-file.ts';
import type { Content } from './media-response.ts';
import { resolveFile, type FoundFile, type RootedFile } from './resolve-file.ts';
import type { VideoRange } from './video/ffmpeg-frame.ts';
import { videoDamaged } from './video/video-problem.ts';

/** A video that a data set names: a byte range of a file. */
export interface RootedVideo extends RootedFile {
  offset: number;
  bytes: number;
}

/** Finds a video on disk. Fails as `resolveFile`, and with `media.video-damaged` where the file became too short for it. */
export async function resolveVideo(video: RootedVideo): Promise<{ file: FoundFile; range: VideoRange }> {
  const file = await resolveFile(video);
  const { offset, bytes } = video;
  if (offset + bytes > file.bytes)
    throw videoDamaged(
      video.relativePath,
      `it has ${file.bytes} bytes, and the video was found to end at byte ${offset + bytes}`,
    );
  return { file, range: { path: file.path, offset, bytes } };
}

/** The video's bytes, to be asked for in ranges; never whole in memory. */
export async function openVideoContent(video: RootedVideo): Promise<Content> {
  const { file, range } = await resolveVideo(video);
  return {
    type: 'video/mp4',
    size: range.bytes,
    etag: etagOf(file).replace(/"$/, `-${range.offset.toString(36)}"`),
    cacheControl: 'private, max-age=0, must-revalidate',
    read: (start, end) => streamFile(range.path, range.offset + start, range.offset + end),
  };
}
