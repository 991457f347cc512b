import type { FrameFailure } from './frame-messages.ts';
import { FrameFailureError } from './fetch-frame.ts';
import { damagedVideo, missingFrame } from './video-failures.ts';
import type { VideoFrames } from './video-frames.ts';

/** A frame of a video to make; `key` names the picture at its size. */
export interface VideoJob {
  key: string;
  frame: number;
}

/** What a reader does with what it decodes. `deliver` closes the picture. */
export interface VideoAnswers<J extends VideoJob, P> {
  deliver(job: J, frame: number, picture: P): void;
  fail(job: J, failure: FrameFailure): void;
  skip(picture: P): void;
}

/**
 * Going back, so many frames before the wanted one are delivered too: they had to be decoded to reach it, and they are
 * what is asked for next.
 */
const BACK_FRAMES = 16;

/**
 * Reads frames of one video as they are wanted. Frames that follow each other are taken from one run of the decoder; it
 * starts anew at a key frame only for what lies behind it or beyond the next key frame. Every wanted frame that passes by
 * is delivered, whatever its urgency.
 */
export class VideoReader<J extends VideoJob, P> {
  readonly #open: () => Promise<VideoFrames<P>>;
  readonly #answers: VideoAnswers<J, P>;
  #video: Promise<VideoFrames<P>> | null = null;
  #run: { frames: ReturnType<VideoFrames<P>['from']>; next: number } | null = null;
  #wanted: J[] = [];
  #busy = false;
  #closed = false;

  constructor(open: () => Promise<VideoFrames<P>>, answers: VideoAnswers<J, P>) {
    this.#open = open;
    this.#answers = answers;
  }

  /** Replaces the list of wanted frames, most urgent first. */
  want(jobs: readonly J[]): void {
    this.#wanted = [...jobs];
    if (!this.#busy && this.#wanted.length > 0) void this.#work();
  }

  close(): void {
    this.#closed = true;
    this.#wanted = [];
    void this.#endRun();
    void this.#video?.then((video) => video.close()).catch(() => undefined);
  }

  async #work(): Promise<void> {
    this.#busy = true;
    try {
      const video = await (this.#video ??= this.#open());
      for (let job = this.#wanted.at(0); job; job = this.#wanted.at(0)) {
        if (job.frame >= video.frameCount) this.#fail(job, missingFrame(job.frame, video.frameCount));
        else await this.#reach(video, job);
      }
    } catch (error) {
      this.#video = null;
      await this.#endRun();
      const failure =
        error instanceof FrameFailureError
          ? error.failure
          : damagedVideo(error instanceof Error ? error.message : String(error));
      for (const job of [...this.#wanted]) this.#fail(job, failure);
    } finally {
      this.#busy = false;
    }
  }

  /** Decodes up to a frame, or until it is wanted no more. */
  async #reach(video: VideoFrames<P>, job: J): Promise<void> {
    const back = this.#run !== null && job.frame < this.#run.next;
    if (!this.#run || back || video.keyBefore(job.frame) > this.#run.next) {
      await this.#endRun();
      const first = back ? Math.max(video.keyBefore(job.frame), job.frame - BACK_FRAMES) : job.frame;
      this.#run = { frames: video.from(first), next: first };
    }
    const run = this.#run;
    while (!this.#closed && this.#wanted.some((w) => w.key === job.key)) {
      const step = await run.frames.next();
      if (step.done === true) {
        this.#run = null;
        this.#fail(job, missingFrame(job.frame, run.next));
        return;
      }
      const { frame, picture } = step.value;
      run.next = frame + 1;
      this.#take(frame, picture, back ? job : null);
      // A stream that jumped over the frame will not come back to it.
      if (frame > job.frame && this.#wanted.some((w) => w.key === job.key))
        this.#fail(job, missingFrame(job.frame, video.frameCount));
    }
  }

  #take(frame: number, picture: P, passing: J | null): void {
    const job = this.#wanted.find((w) => w.frame === frame) ?? passing;
    if (!job || this.#closed) {
      this.#answers.skip(picture);
      return;
    }
    if (job.frame === frame) this.#forget(job);
    this.#answers.deliver(job, frame, picture);
  }

  #fail(job: J, failure: FrameFailure): void {
    this.#forget(job);
    this.#answers.fail(job, failure);
  }

  #forget(job: J): void {
    this.#wanted = this.#wanted.filter((w) => w.key !== job.key);
  }

  async #endRun(): Promise<void> {
    const run = this.#run;
    this.#run = null;
    await run?.frames.return(undefined).catch(() => undefined);
  }
}
