import { runProgram } from './ffmpeg.ts';
import type { DecodeRun } from './decode-runs.ts';
import type { Mp4Facts } from './read-mp4.ts';
import { videoDamaged } from './video-problem.ts';

/** A video on disk: a file, or a byte range of an archive. */
export interface VideoRange {
  /** Absolute, proved to lie inside the data set. */
  path: string;
  offset: number;
  bytes: number;
}

/** For the first frame, and for each one more. */
const TIMEOUT_MS = 30_000;
const MORE_MS = 500;

const seconds = (us: number): string => (us / 1e6).toFixed(6);

/**
 * The wanted frames of a run by an ffmpeg program: RGB, 3 bytes a pixel, rows from the top, in rising order. Decoding
 * begins at the sync sample, and a frame is taken from the half of the gap before it to the half of the gap behind it, so
 * neither B-frames nor rounding can shift it. Fails with `media.video-damaged`, or AbortError.
 */
export async function framesByFfmpeg(
  program: string,
  video: VideoRange,
  facts: Mp4Facts,
  run: DecodeRun,
  name: string,
  signal?: AbortSignal,
): Promise<Uint8Array[]> {
  const { widthPx, heightPx } = facts;
  const size = widthPx * heightPx * 3;
  const count = run.wanted.length;
  const args = [
    ...['-nostdin', '-hide_banner', '-loglevel', 'error', '-threads', '2', '-copyts', '-noaccurate_seek'],
    ...['-seek_timestamp', '1', '-ss', seconds(facts.decodeFromUs[run.wanted[0]] + 1)],
    ...['-ignore_editlist', '1', '-f', 'mov', '-protocol_whitelist', 'file,subfile', '-i'],
    `subfile,,start,${video.offset},end,${video.offset + video.bytes},,:file:${video.path}`,
    ...['-map', '0:v:0', '-an', '-sn', '-dn', '-frames:v', String(count)],
    // Numbered anew at one rate, so that none is doubled or left out between the filter and the pipe.
    ...['-vf', `select=${selection(facts.presentationUs, run.wanted)},settb=1/25,setpts=N`, '-r', '25'],
    ...['-f', 'rawvideo', '-pix_fmt', 'rgb24', 'pipe:1'],
  ];
  const timeoutMs = TIMEOUT_MS + count * MORE_MS;
  const { output, complaint, code, timedOut } = await runProgram(program, args, {
    timeoutMs,
    mostBytes: size * count,
    signal,
  });
  if (timedOut)
    throw videoDamaged(
      name,
      `ffmpeg did not decode ${count === 1 ? 'a frame' : `${count} frames`} in ${timeoutMs / 1000} s and was ended`,
    );
  if (output.length !== size * count) {
    const why = complaint.split('\n').at(-1) ?? '';
    throw videoDamaged(
      name,
      `ffmpeg gave ${output.length} of ${size * count} bytes of ${count === 1 ? 'a frame' : `${count} frames`}${why ? ` (${why})` : ` (code ${code})`}`,
    );
  }
  return run.wanted.map((_, k) => output.subarray(k * size, (k + 1) * size));
}

/** Filter expression: the times of the wanted frames, those that follow each other as one stretch. */
function selection(timesUs: Float64Array, wanted: readonly number[]): string {
  const stretches: { first: number; last: number }[] = [];
  for (const i of wanted) {
    const before = stretches.at(-1);
    if (before && before.last === i - 1) before.last = i;
    else stretches.push({ first: i, last: i });
  }
  return stretches
    .map(({ first, last }) => {
      const beforeUs = first > 0 ? timesUs[first - 1] : timesUs[0] - 1000;
      const from = `gte(t\\,${seconds((timesUs[first] + beforeUs) / 2)})`;
      if (last + 1 >= timesUs.length) return from;
      return `${from}*lt(t\\,${seconds((timesUs[last] + timesUs[last + 1]) / 2)})`;
    })
    .join('+');
}
