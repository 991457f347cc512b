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

/** The pinned decision instant, or the one at or before the clock; before the first there is none. */
export function decisionOf(clock: Pick<Clock, 'decisions' | 'timeUs' | 'pinnedUs'>): Decision | null {
  const { timesUs, frames } = clock.decisions;
  const at = lastAtOrBefore(timesUs, clock.pinnedUs ?? clock.timeUs);
  return at < 0 ? null : { frame: frames[at], timeUs: timesUs[at], pinned: clock.pinnedUs !== null };
}

/** The decision instant of the open clip; re-renders only when it changes. */
export const useDecision = (): Decision | null => useClock(useShallow(decisionOf));
