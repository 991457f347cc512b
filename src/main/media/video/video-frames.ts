import { closeSync, openSync, readSync } from 'node:fs';
import { ProblemError } from '../../../shared/domain/problem.ts';
import { unreadable } from '../resolve-file.ts';
import { decodeRuns } from './decode-runs.ts';
import { findProgram } from './ffmpeg.ts';
import { framesByFfmpeg, type VideoRange } from './ffmpeg-frame.ts';
import { readMp4, type Mp4Facts, type ReadBytes } from './read-mp4.ts';
import { videoDamaged, videoUndecodable } from './video-problem.ts';
import { decodeRun, loadWebcodecs } from './webcodecs.ts';

/** Row-major, from the top: RGB or RGBA. */
export interface VideoFrame {
  widthPx: number;
  heightPx: number;
  channels: 3 | 4;
  data: Uint8Array;
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
  /**
   * Hands on exactly these frames as they are decoded; such as follow each other cost one run of the decoder. A frame may
   * be handed on again when another decoder takes over. Fails as `frame`.
   */
  decode(wanted: readonly number[], take: (i: number, frame: VideoFrame) => void, signal?: AbortSignal): Promise<void>;
}

/** What decodes: the library that comes with the app, a program of the machine, or in words why there is none. */
export interface Decoders {
  library: typeof loadWebcodecs;
  program: () => Promise<string | null>;
}

const decodersHere: Decoders = { library: loadWebcodecs, program: () => findProgram('ffmpeg') };

/** H.264 at 8K; larger pictures are not asked for. */
const MOST_PIXELS = 8192 * 4320;
/** What an ffmpeg program may hand over at once. */
const MOST_PROGRAM_BYTES = 128 * 2 ** 20;

/**
 * Opens an MP4 in a file or a byte range of one; only its index is read.
 * @param name how it is called in messages
 * Fails with `media.video-damaged` or `media.unreadable`.
 */
export function openVideo(video: VideoRange, name: string, decoders = decodersHere): Video {
  const facts = mp4FactsOf(video, name);
  const { codec, widthPx, heightPx, presentationUs: times } = facts;
  if (widthPx * heightPx === 0 || widthPx * heightPx > MOST_PIXELS)
    throw videoDamaged(name, `it tells pictures of ${widthPx} x ${heightPx}`);
  const startUs = times[0] ?? 0;

  const decode: Video['decode'] = async (wanted, take, signal) => {
    const rising = [...new Set(wanted)].sort((a, b) => a - b);
    const stranger = rising.find((i) => !(i >= 0 && i < times.length));
    if (stranger !== undefined)
      throw videoDamaged(name, `it has ${times.length} frames, and none numbered ${stranger}`);
    const failed = codec === 'h264' ? await byLibrary(decoders, video, facts, name, rising, take, signal) : null;
    if (codec === 'h264' && failed === null) return;
    const program = await decoders.program();
    if (program === null) throw failed instanceof ProblemError ? failed : undecodable(name, codec, failed);
    const most = Math.max(1, Math.floor(MOST_PROGRAM_BYTES / (widthPx * heightPx * 3)));
    for (const run of decodeRuns(facts, rising, most)) {
      const frames = await framesByFfmpeg(program, video, facts, run, name, signal);
      run.wanted.forEach((i, k) => take(i, { widthPx, heightPx, channels: 3, data: frames[k] }));
    }
  };

  return {
    codec,
    widthPx,
    heightPx,
    frames: Array.from(times, (timeUs) => ({ timeUs: Math.round(timeUs - startUs) })),
    decode,
    async frame(i, signal) {
      let found: VideoFrame | null = null;
      await decode([i], (_, frame) => (found = frame), signal);
      return found!;
    },
  };
}

/** Null when all was decoded, else why not: a problem of the video, or words about the library. */
async function byLibrary(
  decoders: Decoders,
  video: VideoRange,
  facts: Mp4Facts,
  name: string,
  wanted: readonly number[],
  take: (i: number, frame: VideoFrame) => void,
  signal?: AbortSignal,
): Promise<ProblemError | string | null> {
  const library = await decoders.library();
  if ('absent' in library) return library.absent;
  const hand = (i: number, { widthPx, heightPx, rgba }: { widthPx: number; heightPx: number; rgba: Uint8Array }) =>
    take(i, { widthPx, heightPx, channels: 4, data: rgba });
  const { read, close } = openBytes(video, name);
  try {
    for (const run of decodeRuns(facts, wanted)) await decodeRun(library.codecs, facts, read, run, hand, signal);
    return null;
  } catch (error) {
    if (signal?.aborted) throw new DOMException('cancelled', 'AbortError');
    return videoDamaged(
      name,
      `its pictures cannot be decoded: ${error instanceof Error ? error.message : String(error)}`,
      error,
    );
  } finally {
    close();
  }
}

/** The bytes of a video, to be closed. Fails with `media.unreadable`. */
function openBytes(video: VideoRange, name: string): { read: ReadBytes; close: () => void } {
  let file: number;
  try {
    file = openSync(video.path, 'r');
  } catch (error) {
    throw unreadable(name, error);
  }
  return {
    read: (offset, length) => {
      const buffer = Buffer.alloc(Math.max(0, Math.min(length, video.bytes - offset)));
      return buffer.subarray(0, readSync(file, buffer, 0, buffer.length, video.offset + offset));
    },
    close: () => closeSync(file),
  };
}

/** The index of a video on disk. Fails as `openVideo`. */
function mp4FactsOf(video: VideoRange, name: string): Mp4Facts {
  const { read, close } = openBytes(video, name);
  try {
    return readMp4(read, video.bytes, name);
  } finally {
    close();
  }
}

const undecodable = (name: string, codec: Mp4Facts['codec'], library: string | null) =>
  videoUndecodable(
    name,
    `pictures of it cannot be made outside the viewer: its coding is ${codec}, ${library === null ? '' : `${library}, `}and no ffmpeg program was found`,
    'Install ffmpeg and make it reachable by PATH. The viewer plays H.264 without it.',
  );
