import type { VideoSample } from 'mediabunny';
import { decodeFrame } from './decode-frame.ts';
import { DecodeQueue } from './decode-queue.ts';
import { fetchFrame, FrameFailureError } from './fetch-frame.ts';
import type { FrameJob, FrameMessage, WantMessage } from './frame-messages.ts';
import { pictureKey } from './frame-plan.ts';
import { scaledFrame } from './scale-frame.ts';
import { openVideo } from './video-frames.ts';
import { VideoReaders } from './video-readers.ts';

/** Fetches and decodes the pictures the page wants, in the order it wants them: files of their own, and frames of videos. */

/** Fetching one picture and decoding another overlap. */
const AT_A_TIME = Math.min(6, Math.max(2, navigator.hardwareConcurrency));

const answer = (message: FrameMessage, transfer: Transferable[] = []) => self.postMessage(message, { transfer });
const deliver = (key: string, bitmap: ImageBitmap) =>
  answer({ type: 'frame', key, serial: queue.answered(key), bitmap }, [bitmap]);

async function make(job: FrameJob, signal: AbortSignal): Promise<void> {
  const { key } = job;
  try {
    const { bytes, type } = await fetchFrame(job.url, signal);
    if (signal.aborted) return;
    const bitmap = await decodeFrame(bytes, type, job);
    if (signal.aborted) bitmap.close();
    else deliver(key, bitmap);
  } catch (error) {
    if (signal.aborted) return;
    if (!(error instanceof FrameFailureError)) throw error;
    answer({ type: 'failure', key, serial: queue.answered(key), failure: error.failure });
  }
}

const queue = new DecodeQueue<FrameJob>(AT_A_TIME, make);

type VideoFrameJob = FrameJob & { mediaBase: string; frame: number };

const videos = new VideoReaders<VideoFrameJob, VideoSample>(openVideo, {
  deliver({ mediaBase, widthPx, heightPx }, frame, picture) {
    const image = picture.toVideoFrame();
    picture.close();
    try {
      deliver(pictureKey(mediaBase, frame, widthPx), scaledFrame(image, widthPx, heightPx));
    } finally {
      image.close();
    }
  },
  fail: ({ key }, failure) => answer({ type: 'failure', key, serial: queue.answered(key), failure }),
  skip: (picture) => picture.close(),
});

self.addEventListener('message', ({ data }: MessageEvent<WantMessage>) => {
  queue.want(
    data.jobs.filter((job) => job.video === null),
    data.seen,
  );
  videos.want(
    data.jobs.flatMap((job) => (job.video === null || queue.isOnTheWay(job.key) ? [] : [{ ...job, ...job.video }])),
  );
});
