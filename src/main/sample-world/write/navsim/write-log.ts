import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { PickledArrays } from '../../../datasets/numpy/pickled-arrays.ts';
import { writePickle } from '../../../datasets/pickle/write-pickle.ts';
import { STEP_S } from '../../drive.ts';
import { keyFrameSteps } from '../drive-states.ts';
import { encodeJpeg } from '../jpeg.ts';
import type { ClipJob } from '../layout.ts';
import { scanAt } from '../lidar.ts';
import { cloudPath, logFrames, logName, picturePath } from './log-frames.ts';
import { placeFids } from './place-fids.ts';
import { pointCloudFile } from './point-cloud.ts';

/** The split that all logs belong to. */
const SPLIT = 'mini';
const SENSORS = `sensor_blobs/${SPLIT}`;

/** Writes a drive as one log with its pictures and point clouds, and stages its roads for the city's map. */
export async function writeLog(job: ClipJob): Promise<void> {
  const { root, request, drive, index, staging, cameras, paint, signal } = job;
  const { roads } = drive.place;
  const frames = logFrames(job, new PickledArrays(request.numpy), placeFids(roads, index));
  writeInside(root, `navsim_logs/${SPLIT}/${logName(job)}.pkl`, writePickle(frames));
  writeFileSync(join(staging, 'roads.json'), JSON.stringify(roads));
  if (!paint) return;
  const steps = keyFrameSteps(drive);
  for (const [frame, step] of steps.entries()) {
    writeInside(root, `${SENSORS}/${cloudPath(job, frame)}`, pointCloudFile(scanAt(drive, step)));
    for (const camera of cameras) {
      // Lets a cancel arrive.
      await setImmediate();
      signal.throwIfAborted();
      const rgb = paint(camera, step * STEP_S);
      const jpeg = encodeJpeg(rgb, camera.widthPx, camera.heightPx);
      writeInside(root, `${SENSORS}/${picturePath(job, camera.channel, frame)}`, jpeg);
    }
    job.progress((frame + 1) / steps.length);
  }
}

function writeInside(root: string, relativePath: string, content: Uint8Array): void {
  const path = join(root, relativePath);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}
