import type { Problem } from '../../../shared/domain/problem.ts';

/** A picture to fetch and decode to about this size; `url` is complete: the picture's own, or its video's. */
export interface FrameJob {
  key: string;
  url: string;
  widthPx: number;
  heightPx: number;
  /** Set where the picture is a frame of a video. */
  video: { mediaBase: string; frame: number } | null;
}

/**
 * Page to worker. The list replaces the one before: what is not on it any more is dropped or aborted.
 * `seen` is the serial of the last answer the page has; what was answered later is on its way and not made again.
 */
export interface WantMessage {
  jobs: FrameJob[];
  seen: number;
}

/** Why there is no picture. `root-gone`: the whole data set is out of reach; `corrupt`: not a usable image or video; `undecodable`: no decoder here. */
export interface FrameFailure {
  kind: 'absent' | 'root-gone' | 'corrupt' | 'unreachable' | 'undecodable';
  problem: Problem;
}

/** Worker to page. */
export type FrameMessage =
  | { type: 'frame'; key: string; serial: number; bitmap: ImageBitmap }
  | { type: 'failure'; key: string; serial: number; failure: FrameFailure };
