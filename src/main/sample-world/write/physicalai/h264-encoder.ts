import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { ProblemError } from '../../../../shared/domain/problem.ts';

/** Encoders of H.264 that ffmpeg may have, best first, with their settings for a good picture. */
const encoders: readonly (readonly [name: string, settings: readonly string[]])[] = [
  ['libx264', ['-preset', 'veryfast', '-crf', '20', '-bf', '0']],
  ['libopenh264', ['-b:v', '4M', '-bf', '0']],
];

/** An ffmpeg on the path that can encode H.264, or why there is none. */
export type H264 = { encoder: string } | { absent: string };

let found: H264 | null = null;

/** Looks once for ffmpeg and its encoders. */
export function findH264(): H264 {
  found ??= lookForH264();
  return found;
}

function lookForH264(): H264 {
  const listed = spawnSync('ffmpeg', ['-hide_banner', '-encoders'], { encoding: 'utf8' });
  if (listed.error || listed.status !== 0) return { absent: 'ffmpeg was not found on this machine' };
  const encoder = encoders.find(([name]) => listed.stdout.includes(` ${name} `));
  return encoder
    ? { encoder: encoder[0] }
    : { absent: `the ffmpeg of this machine has no H.264 encoder (${encoders.map(([name]) => name).join(', ')})` };
}

/** Pictures go in by `add`, a video file comes out at `end`. */
export interface VideoEncoding {
  /** RGB, row-major. The bytes are copied. */
  add(rgb: Uint8Array): Promise<void>;
  /** Resolves when the file is whole. */
  end(): Promise<void>;
  /** Ends it without a whole file. */
  stop(): void;
}

/**
 * Starts ffmpeg to encode pictures to an MP4 file (ffmpeg's own muxer). One thread and no dates or tags, so that the same
 * build gives the same bytes. Fails with `sample-world.encoder-failed` and ffmpeg's own words.
 */
export function encodeVideo(
  path: string,
  widthPx: number,
  heightPx: number,
  fps: number,
  encoder: string,
): VideoEncoding {
  const settings = encoders.find(([name]) => name === encoder)?.[1] ?? [];
  const child = spawn(
    'ffmpeg',
    [
      ...['-v', 'error', '-nostdin', '-y'],
      ...['-f', 'rawvideo', '-pix_fmt', 'rgb24', '-s', `${widthPx}x${heightPx}`, '-r', String(fps), '-i', 'pipe:0'],
      ...['-c:v', encoder, ...settings, '-g', String(fps), '-pix_fmt', 'yuv420p', '-threads', '1'],
      ...['-map_metadata', '-1', '-fflags', '+bitexact', '-flags:v', '+bitexact', '-movflags', '+faststart'],
      ...['-f', 'mp4', path],
    ],
    { stdio: ['pipe', 'ignore', 'pipe'] },
  );
  let words = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (words = (words + text).slice(-2000)));
  // What went wrong is told by the exit; a broken pipe is only its echo.
  child.stdin.on('error', () => undefined);
  const ended = new Promise<number | null>((resolve) => {
    child.on('close', (code) => resolve(code));
    child.on('error', (error) => ((words = error.message), resolve(null)));
  });
  const failed = () =>
    new ProblemError({
      code: 'sample-world.encoder-failed',
      title: 'A video could not be encoded',
      whatHappened: `ffmpeg (${encoder}) ended early: ${words.trim() || 'without a word'}`,
      whatWasKept: 'Clips that were finished are kept; the same command goes on with the others.',
      whatToDo: 'See what ffmpeg says, or write the data set without videos: --no-pictures.',
    });
  return {
    async add(rgb) {
      if (child.stdin.write(Uint8Array.from(rgb))) return;
      // A broken pipe is followed by the end of ffmpeg, which tells why.
      await Promise.race([once(child.stdin, 'drain').catch(() => ended), ended]);
      if (child.stdin.destroyed) throw failed();
    },
    async end() {
      child.stdin.end();
      if ((await ended) !== 0) throw failed();
    },
    stop: () => void child.kill('SIGKILL'),
  };
}
