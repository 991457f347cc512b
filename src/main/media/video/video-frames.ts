import { closeSync, openSync, readSync } from 'node:fs';
import { unreadable } from '../resolve-file.ts';
import { findProgram } from './ffmpeg.ts';
import { frameByFfmpeg, type VideoRange } from './ffmpeg-frame.ts';
import { readMp4, type Mp4Facts } from './read-mp4.ts';
import { videoDamaged, videoUndecodable } from './video-problem.ts';

export interface VideoFrame {
  widthPx: number;
  heightPx: number;
  /** 3 bytes a pixel, rows from the top. */
  rgb: Uint8Array;
}

/** A video whose frames can be asked for by number, in order of presentation. */
export interface Video {
  codec: Mp4Facts['codec'];
  widthPx: number;
  heightPx: number;
  /** Time of each frame from the start of the video, µs. */
  frames: { timeUs: number }[];
  /**
   * Exactly frame `i`. Fails with `media.video-undecodable` (no decoder for it here), `media.video-damaged`, or AbortError.
   */
  frame(i: number, signal?: AbortSignal): Promise<VideoFrame>;
}

/** H.264 at 8K; larger pictures are not asked for. */
const MOST_PIXELS = 8192 * 4320;

/**
 * Opens an MP4 in a file or a byte range of one; only its index is read.
 * @param name how it is called in messages
 * Fails with `media.video-damaged` or `media.unreadable`.
 */
export function openVideo(video: VideoRange, name: string): Video {
  const facts = mp4FactsOf(video, name);
  const { codec, widthPx, heightPx, presentationUs: times, decodeFromUs } = facts;
  if (widthPx * heightPx === 0 || widthPx * heightPx > MOST_PIXELS)
    throw videoDamaged(name, `it tells pictures of ${widthPx} x ${heightPx}`);
  const startUs = times[0] ?? 0;
  return {
    codec,
    widthPx,
    heightPx,
    frames: Array.from(times, (timeUs) => ({ timeUs: Math.round(timeUs - startUs) })),
    async frame(i, signal) {
      if (!(i >= 0 && i < times.length))
        throw videoDamaged(name, `it has ${times.length} frames, and none numbered ${i}`);
      const ffmpeg = await findProgram('ffmpeg');
      if (!ffmpeg) throw undecodable(name, codec);
      const beforeUs = i > 0 ? times[i - 1] : times[0] - 1000;
      const wanted = { widthPx, heightPx, timeUs: times[i], beforeUs, decodeFromUs: decodeFromUs[i] };
      return { widthPx, heightPx, rgb: await frameByFfmpeg(ffmpeg, video, wanted, name, signal) };
    },
  };
}

/** The index of a video on disk. Fails as `openVideo`. */
function mp4FactsOf(video: VideoRange, name: string): Mp4Facts {
  let file: number;
  try {
    file = openSync(video.path, 'r');
  } catch (error) {
    throw unreadable(name, error);
  }
  try {
    const read = (offset: number, length: number): Buffer => {
      const buffer = Buffer.alloc(Math.max(0, Math.min(length, video.bytes - offset)));
      return buffer.subarray(0, readSync(file, buffer, 0, buffer.length, video.offset + offset));
    };
    return readMp4(read, video.bytes, name);
  } finally {
    closeSync(file);
  }
}

const undecodable = (name: string, codec: Mp4Facts['codec']) =>
  videoUndecodable(
    name,
    `pictures of it cannot be made outside the viewer: its coding is ${codec}, and no ffmpeg program was found`,
    'Install ffmpeg and make it reachable by PATH. The viewer plays H.264 without it.',
  );
