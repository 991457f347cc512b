import { useEffect, useLayoutEffect } from 'react';
import { useClock } from '../state/clock.ts';
import { useClipDetail } from '../state/queries.ts';
import { useSession } from '../state/session.ts';

/** A longer gap between two screen frames (window hidden, machine asleep) is not played through. */
const LONGEST_STEP_S = 0.1;

/** Puts the clock on the open clip and, while it plays, advances it once per screen frame. Mounted once. */
export function useClockDriver(): void {
  const clipId = useSession((s) => s.clipId);
  const { data: clip } = useClipDetail(clipId);
  // Before paint, so that a new clip is never drawn at the old clip's time.
  useLayoutEffect(() => {
    if (clip && useClock.getState().clipId !== clip.clipId) useClock.getState().open(clip);
  }, [clip]);

  const playing = useClock((s) => s.playing);
  useEffect(() => {
    if (!playing) return;
    let lastMs = performance.now();
    const frame = (nowMs: number) => {
      useClock.getState().tick(Math.min(LONGEST_STEP_S, Math.max(0, (nowMs - lastMs) / 1000)));
      lastMs = nowMs;
      request = requestAnimationFrame(frame);
    };
    let request = requestAnimationFrame(frame);
    return () => cancelAnimationFrame(request);
  }, [playing]);
}
