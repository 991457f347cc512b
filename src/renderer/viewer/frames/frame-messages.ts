import type { Problem } from '../../../shared/domain/problem.ts';

/** A picture to fetch and decode to about this size; `url` is complete. */
export interface FrameJob {
  key: string;
  url: string;
  widthPx: number;
  heightPx: number;
}

/**
 * Page to worker. The list replaces the one before: what is not on it any more is dropped or aborted.
 * `seen` is the serial of the last answer the page has; what was answered later is on its way and not made again.
 */
export interface WantMessage {
  jobs: FrameJob[];
  seen: number;
}

/** Why there is no picture. `root-gone`: the whole data set is out of reach; `corrupt`: not a usable image. */
export interface FrameFailure {
  kind: 'absent' | 'root-gone' | 'corrupt' | 'unreachable';
  problem: Problem;
}

/** Worker to page. */
export type FrameMessage =
  | { type: 'frame'; key: string; serial: number; bitmap: ImageBitmap }
  | { type: 'failure'; key: string; serial: number; failure: FrameFailure };
