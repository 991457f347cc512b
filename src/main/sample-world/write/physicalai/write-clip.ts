import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { CameraSpec } from '../../drive.ts';
import { clipStart } from '../clip-clock.ts';
import type { ClipJob } from '../layout.ts';
import { blurredBoxesFile, egomotionFile, obstacleFile, pictureTimes, timestampsFile } from './clip-tables.ts';
import { encodeVideo, findH264 } from './h264-encoder.ts';

/** Files that a clip stages for its chunk's archives, by the key that features.csv has for each. */
export const stagedFiles = {
  egomotion: 'egomotion.parquet',
  obstacle: 'obstacle.parquet',
  about: 'about.json',
  video: (channel: string) => `${channel}.mp4`,
  timestamps: (channel: string) => `${channel}.timestamps.parquet`,
  blurredBoxes: (channel: string) => `${channel}.blurred_boxes.parquet`,
};

/** Stages a clip's labels, camera timestamps and, where ffmpeg is there and pictures are wanted, videos. */
export async function writeClip(job: ClipJob): Promise<void> {
  const { drive, index, staging, cameras, request, progress } = job;
  const stage = (name: string, content: string | Uint8Array) => writeFileSync(join(staging, name), content);
  const times = pictureTimes(drive, request.fps);
  const start = clipStart(drive, index);
  stage(stagedFiles.about, JSON.stringify({ month: start.getUTCMonth() + 1, hour: start.getUTCHours() }));
  stage(stagedFiles.egomotion, egomotionFile(drive));
  stage(stagedFiles.obstacle, obstacleFile(drive));
  for (const [i, camera] of cameras.entries()) {
    stage(stagedFiles.timestamps(camera.channel), timestampsFile(times));
    stage(stagedFiles.blurredBoxes(camera.channel), blurredBoxesFile());
    await writeVideo(job, camera, times, (share) => progress((i + share) / cameras.length));
  }
}

async function writeVideo(
  { paint, staging, request, signal }: ClipJob,
  camera: CameraSpec,
  timesS: readonly number[],
  progress: (share: number) => void,
): Promise<void> {
  const h264 = findH264();
  if (!paint || 'absent' in h264) return;
  const path = join(staging, stagedFiles.video(camera.channel));
  const video = encodeVideo(path, camera.widthPx, camera.heightPx, request.fps, h264.encoder);
  try {
    for (const [i, timeS] of timesS.entries()) {
      // Lets a cancel arrive.
      await setImmediate();
      signal.throwIfAborted();
      await video.add(paint(camera, timeS));
      progress((i + 1) / timesS.length);
    }
    await video.end();
  } catch (error) {
    video.stop();
    throw error;
  }
}
