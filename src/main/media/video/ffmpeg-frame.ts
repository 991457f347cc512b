import { runProgram } from './ffmpeg.ts';
import { videoDamaged } from './video-problem.ts';

/** A video on disk: a file, or a byte range of an archive. */
export interface VideoRange {
  /** Absolute, proved to lie inside the data set. */
  path: string;
  offset: number;
  bytes: number;
}

interface FrameRequest {
  widthPx: number;
  heightPx: number;
  /** Presentation time of the frame and of the one before it, and where decoding begins, µs. */
  timeUs: number;
  beforeUs: number;
  decodeFromUs: number;
}

const TIMEOUT_MS = 30_000;

const seconds = (us: number): string => (us / 1e6).toFixed(6);

/**
 * One exact frame by an ffmpeg program: RGB, 3 bytes a pixel, rows from the top. Decoding begins at the sync sample and the
 * first frame past the half of the gap before the wanted one is taken, so neither B-frames nor rounding can shift it.
 * Fails with `media.video-damaged`, or AbortError.
 */
export async function frameByFfmpeg(
  program: string,
  video: VideoRange,
  frame: FrameRequest,
  name: string,
  signal?: AbortSignal,
): Promise<Uint8Array> {
  const { widthPx, heightPx } = frame;
  const size = widthPx * heightPx * 3;
  const fromUs = (frame.timeUs + frame.beforeUs) / 2;
  const args = [
    ...['-nostdin', '-hide_banner', '-loglevel', 'error', '-threads', '2', '-copyts', '-noaccurate_seek'],
    ...['-seek_timestamp', '1', '-ss', seconds(frame.decodeFromUs + 1), '-ignore_editlist', '1', '-f', 'mov'],
    ...['-protocol_whitelist', 'file,subfile', '-i'],
    `subfile,,start,${video.offset},end,${video.offset + video.bytes},,:file:${video.path}`,
    ...['-map', '0:v:0', '-an', '-sn', '-dn', '-frames:v', '1'],
    ...['-vf', `select=gte(t\\,${seconds(fromUs)}),setpts=PTS-STARTPTS`],
    ...['-f', 'rawvideo', '-pix_fmt', 'rgb24', 'pipe:1'],
  ];
  const { output, complaint, code, timedOut } = await runProgram(program, args, {
    timeoutMs: TIMEOUT_MS,
    mostBytes: size,
    signal,
  });
  if (timedOut) throw videoDamaged(name, `ffmpeg did not decode a frame in ${TIMEOUT_MS / 1000} s and was ended`);
  if (output.length !== size) {
    const why = complaint.split('\n').at(-1) ?? '';
    throw videoDamaged(
      name,
      `ffmpeg gave ${output.length} of ${size} bytes of a frame${why ? ` (${why})` : ` (code ${code})`}`,
    );
  }
  return output;
}
