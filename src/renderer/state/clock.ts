import { create } from 'zustand';
import type { ClipDetail, ClipId } from '../../shared/domain/clip.ts';
import type { TimeUs } from '../../shared/domain/time.ts';

export const playRates = [0.25, 0.5, 1, 2, 4] as const;

/** The one clock: every picture, plot and list shows `timeUs`. */
export interface Clock {
  startUs: TimeUs;
  endUs: TimeUs;
  timeUs: TimeUs;
  playing: boolean;
  /** Speed of play; negative plays backwards (J). */
  rate: number;
  /** Which way time last moved: prefetching follows it. */
  direction: 1 | -1;
  /** Plays this span over and over while set. */
  loop: { startUs: TimeUs; endUs: TimeUs } | null;
  /** Clip the clock is on; null before the first one. */
  clipId: ClipId | null;
  /** The instants of that clip at which plans are made: times, rising, and indices into ClipDetail.frames. */
  decisions: { timesUs: readonly TimeUs[]; frames: readonly number[] };
  /** Decision instant held by the engineer while the clock moves on; null follows the clock. */
  pinnedUs: TimeUs | null;
}

interface ClockActions {
  /** Puts the clock on a clip with its decision instants, at `timeUs` or its start; lets a pinned decision go. */
  open: (clip: Pick<ClipDetail, 'clipId' | 'startUs' | 'endUs' | 'frames' | 'decisions'>, timeUs?: TimeUs) => void;
  seek: (timeUs: TimeUs) => void;
  play: (rate?: number) => void;
  pause: () => void;
  setRate: (rate: number) => void;
  setLoop: (loop: Clock['loop']) => void;
  pin: (timeUs: TimeUs | null) => void;
  /** Advances play by wall time; pauses at the ends. */
  tick: (elapsedS: number) => void;
}

const clamp = (clock: Clock, timeUs: TimeUs) => Math.round(Math.min(clock.endUs, Math.max(clock.startUs, timeUs)));

/** Clock after `elapsedS` seconds of play: loops inside a span, stops at the ends. */
export function advance(clock: Clock, elapsedS: number): Partial<Clock> {
  if (!clock.playing) return {};
  const next = clock.timeUs + elapsedS * clock.rate * 1e6;
  if (clock.loop) {
    const { startUs, endUs } = clock.loop;
    if (clock.rate > 0 && next >= endUs) return { timeUs: startUs, direction: 1 };
    if (clock.rate < 0 && next <= startUs) return { timeUs: endUs, direction: -1 };
  }
  const timeUs = clamp(clock, next);
  const stopped = timeUs !== Math.round(next);
  return { timeUs, playing: !stopped, direction: clock.rate < 0 ? -1 : 1 };
}

export const useClock = create<Clock & ClockActions>()((set) => ({
  startUs: 0,
  endUs: 0,
  timeUs: 0,
  playing: false,
  rate: 1,
  direction: 1,
  loop: null,
  clipId: null,
  decisions: { timesUs: [], frames: [] },
  pinnedUs: null,
  open: ({ clipId, startUs, endUs, frames, decisions }, timeUs = startUs) =>
    set({
      clipId,
      startUs,
      endUs,
      timeUs,
      decisions: { timesUs: decisions.map((frame) => frames[frame].timeUs), frames: decisions },
      playing: false,
      loop: null,
      pinnedUs: null,
      direction: 1,
    }),
  seek: (timeUs) => set((c) => ({ timeUs: clamp(c, timeUs), direction: timeUs < c.timeUs ? -1 : 1 })),
  play: (rate) => set((c) => ({ playing: true, rate: rate ?? c.rate })),
  pause: () => set({ playing: false }),
  setRate: (rate) => set({ rate }),
  setLoop: (loop) => set({ loop }),
  pin: (pinnedUs) => set({ pinnedUs }),
  tick: (elapsedS) => set((c) => advance(c, elapsedS)),
}));
