import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { clipStart } from '../clip-clock.ts';
import { findH264 } from '../find-h264.ts';
import type { ClipJob } from '../layout.ts';
import { writeVideo } from '../video-file.ts';
import { blurredBoxesFile, egomotionFile, obstacleFile, pictureTimes, timestampsFile } from './clip-tables.ts';

const CRF = 20;

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
  const { drive, index, staging, cameras, request, paint, progress, signal } = job;
  const h264 = await findH264();
  const stage = (name: string, content: string | Uint8Array) => writeFileSync(join(staging, name), content);
  const times = pictureTimes(drive, request.fps);
  const start = clipStart(drive, index);
  stage(stagedFiles.about, JSON.stringify({ month: start.getUTCMonth() + 1, hour: start.getUTCHours() }));
  stage(stagedFiles.egomotion, egomotionFile(drive));
  stage(stagedFiles.obstacle, obstacleFile(drive));
  for (const [i, camera] of cameras.entries()) {
    stage(stagedFiles.timestamps(camera.channel), timestampsFile(times));
    stage(stagedFiles.blurredBoxes(camera.channel), blurredBoxesFile());
    if (!paint || 'absent' in h264) continue;
    await writeVideo({
      program: h264.program,
      file: join(staging, stagedFiles.video(camera.channel)),
      widthPx: camera.widthPx,
      heightPx: camera.heightPx,
      fps: request.fps,
      frames: times.length,
      preset: 'veryfast',
      crf: CRF,
      // A second: as far as a reader has to go back for any picture.
      gop: request.fps,
      picture: (frame) => {
        progress((i + frame / times.length) / cameras.length);
        return paint(camera, times[frame]);
      },
      signal,
    });
  }
}
