import { decodeFrame } from './decode-frame.ts';
import { DecodeQueue } from './decode-queue.ts';
import { fetchFrame, FrameFailureError } from './fetch-frame.ts';
import type { FrameJob, FrameMessage, WantMessage } from './frame-messages.ts';

/** Fetches and decodes the pictures the page wants, in the order it wants them. */

/** Fetching one picture and decoding another overlap. */
const AT_A_TIME = Math.min(6, Math.max(2, navigator.hardwareConcurrency));

const answer = (message: FrameMessage, transfer: Transferable[] = []) => self.postMessage(message, { transfer });

async function make(job: FrameJob, signal: AbortSignal): Promise<void> {
  const { key } = job;
  try {
    const { bytes, type } = await fetchFrame(job.url, signal);
    if (signal.aborted) return;
    const bitmap = await decodeFrame(bytes, type, job);
    if (signal.aborted) bitmap.close();
    else answer({ type: 'frame', key, serial: queue.answered(key), bitmap }, [bitmap]);
  } catch (error) {
    if (signal.aborted) return;
    if (!(error instanceof FrameFailureError)) throw error;
    answer({ type: 'failure', key, serial: queue.answered(key), failure: error.failure });
  }
}

const queue = new DecodeQueue<FrameJob>(AT_A_TIME, make);

self.addEventListener('message', (event: MessageEvent<WantMessage>) => queue.want(event.data.jobs, event.data.seen));
