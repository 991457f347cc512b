import type { VideoFrames } from './video-frames.ts';
import { VideoReader, type VideoAnswers, type VideoJob } from './video-reader.ts';

/** So many videos stay open: the cameras of a clip and of one neighbour. Each may hold a decoder. */
const OPEN_VIDEOS = 14;

/** Shares wanted frames out to the readers of their videos, and closes the videos used longest ago. */
export class VideoReaders<J extends VideoJob & { url: string }, P> {
  /** By address, the one used last at the end. */
  readonly #readers = new Map<string, VideoReader<J, P>>();
  readonly #open: (url: string) => Promise<VideoFrames<P>>;
  readonly #answers: VideoAnswers<J, P>;

  constructor(open: (url: string) => Promise<VideoFrames<P>>, answers: VideoAnswers<J, P>) {
    this.#open = open;
    this.#answers = answers;
  }

  /** Replaces the list of wanted frames of all videos, most urgent first. */
  want(jobs: readonly J[]): void {
    const byVideo = Map.groupBy(jobs, (job) => job.url);
    for (const [url, reader] of this.#readers) if (!byVideo.has(url)) reader.want([]);
    for (const [url, wanted] of byVideo) {
      const reader = this.#readers.get(url) ?? new VideoReader(() => this.#open(url), this.#answers);
      this.#readers.delete(url);
      this.#readers.set(url, reader);
      reader.want(wanted);
    }
    for (const [url, reader] of this.#readers) {
      if (this.#readers.size <= OPEN_VIDEOS || byVideo.has(url)) return;
      this.#readers.delete(url);
      reader.close();
    }
  }
}
