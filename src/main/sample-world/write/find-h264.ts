import { findProgram, runProgram } from '../../media/video/ffmpeg.ts';

/** The encoder of H.264 that videos are made with. */
export const H264_ENCODER = 'libx264';
const LISTING = { timeoutMs: 20_000, mostBytes: 4 << 20 };

/** An ffmpeg on the search path that can encode H.264, or in words why there is none. */
export async function findH264(): Promise<{ program: string } | { absent: string }> {
  const program = await findProgram('ffmpeg');
  if (program === null) return { absent: 'ffmpeg was not found on this machine' };
  const { code, output } = await runProgram(program, ['-hide_banner', '-encoders'], LISTING);
  return code === 0 && output.toString('utf8').includes(` ${H264_ENCODER} `)
    ? { program }
    : { absent: `the ffmpeg of this machine (${program}) has no H.264 encoder (${H264_ENCODER})` };
}

/** What is to be said before the work of a layout with videos. */
export async function videoNotes(pictures: boolean): Promise<string[]> {
  if (!pictures) return [];
  const h264 = await findH264();
  return 'absent' in h264
    ? [`The videos are left out: ${h264.absent}. All else is written; install ffmpeg and make it anew for videos.`]
    : [];
}
