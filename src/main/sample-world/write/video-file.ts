import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { ProblemError } from '../../../shared/domain/problem.ts';
import { H264_ENCODER } from './find-h264.ts';

/** A video to be encoded: RGB pictures in order, H.264 in an MP4 file. */
export interface VideoToWrite {
  /** Path of an ffmpeg program that has libx264. */
  program: string;
  file: string;
  widthPx: number;
  heightPx: number;
  fps: number;
  frames: number;
  /** Of x264: `slow` makes smaller files, `veryfast` is made in less time. */
  preset: 'slow' | 'veryfast';
  /** Constant rate factor of x264: 18 looks like the original, 28 is small. */
  crf: number;
  /** Pictures from one sync sample to the next at most. */
  gop: number;
  /** Picture i, row-major RGB; its buffer may be used again by the next call. */
  picture(i: number): Uint8Array;
  signal: AbortSignal;
}

const LAST_WORDS = 2000;

/**
 * Encodes with x264 on one thread and without time stamps of its own, so that equal pictures give equal bytes with one
 * build of ffmpeg. Widths and heights must be even. Throws ProblemError
 * `sample-world.video`, an error with the code ENOSPC, or AbortError.
 */
export async function writeVideo(video: VideoToWrite): Promise<void> {
  const { program, file, widthPx, heightPx, fps, frames, preset, crf, gop, signal } = video;
  signal.throwIfAborted();
  const input = [
    '-f',
    'rawvideo',
    '-pix_fmt',
    'rgb24',
    '-s',
    `${widthPx}x${heightPx}`,
    '-r',
    String(fps),
    '-i',
    'pipe:0',
  ];
  const code = [
    '-c:v',
    H264_ENCODER,
    '-preset',
    preset,
    '-crf',
    String(crf),
    '-g',
    String(gop),
    '-bf',
    '0',
    '-pix_fmt',
    'yuv420p',
  ];
  const exact = ['-threads', '1', '-map_metadata', '-1', '-fflags', '+bitexact', '-flags:v', '+bitexact'];
  const child = spawn(
    program,
    ['-v', 'error', '-y', ...input, ...code, ...exact, '-movflags', '+faststart', '-f', 'mp4', file],
    {
      stdio: ['pipe', 'ignore', 'pipe'],
      windowsHide: true,
    },
  );
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => (complaint = (complaint + chunk.toString('utf8')).slice(-LAST_WORDS)));
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  const kill = () => child.kill('SIGKILL');
  signal.addEventListener('abort', kill, { once: true });
  // A program that ends early closes its input; its own words tell why.
  child.stdin.on('error', () => undefined);
  try {
    for (let i = 0; i < frames && child.exitCode === null && !signal.aborted; i++) {
      const taken = child.stdin.write(Buffer.from(video.picture(i)));
      // A broken pipe is followed by the end of ffmpeg, which tells why.
      if (!taken) await Promise.race([once(child.stdin, 'drain').catch(() => ended), ended]);
    }
    child.stdin.end();
    const status = await ended;
    signal.throwIfAborted();
    if (/No space left on device|Disk quota exceeded/.test(complaint))
      throw Object.assign(new Error(`no space for ${file}`), { code: 'ENOSPC' });
    if (status !== 0) throw failed(file, complaint.trim() || `ffmpeg ended with status ${String(status)}`);
  } finally {
    signal.removeEventListener('abort', kill);
    kill();
  }
}

const failed = (file: string, words: string) =>
  new ProblemError({
    code: 'sample-world.video',
    title: 'A video could not be encoded',
    whatHappened: `${file}: ${words}.`,
    whatWasKept: 'Clips that were finished are kept; the same command goes on with the others.',
    whatToDo: 'See what ffmpeg says, or ask for the data set without pictures: --no-pictures.',
  });
