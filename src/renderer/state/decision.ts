import { useShallow } from 'zustand/react/shallow';
import { lastAtOrBefore } from '../../shared/maths/track.ts';
import type { TimeUs } from '../../shared/domain/time.ts';
import { useClock, type Clock } from './clock.ts';

/** The instant t0 whose plans are shown. */
export interface Decision {
  /** Index into ClipDetail.frames. */
  frame: number;
  timeUs: TimeUs;
  /** Held by the engineer; otherwise it follows the clock. */
  pinned: boolean;
}

/** The pinned key frame, or the one at or before the clock; before the first key frame there is none. */
export function decisionOf(clock: Pick<Clock, 'keyFramesUs' | 'timeUs' | 'pinnedUs'>): Decision | null {
  const frame = lastAtOrBefore(clock.keyFramesUs, clock.pinnedUs ?? clock.timeUs);
  return frame < 0 ? null : { frame, timeUs: clock.keyFramesUs[frame], pinned: clock.pinnedUs !== null };
}

/** The decision instant of the open clip; re-renders only when it changes. */
export const useDecision = (): Decision | null => useClock(useShallow(decisionOf));
