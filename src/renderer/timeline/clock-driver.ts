import { useEffect, useLayoutEffect } from 'react';
import type { ClipDetail } from '../../shared/domain/clip.ts';
import type { ClipScores } from '../../shared/domain/score.ts';
import { worstFrame } from '../score/worst-frame.ts';
import { useClock } from '../state/clock.ts';
import { queryClient, subjects, useClipDetail } from '../state/queries.ts';
import { useSession } from '../state/session.ts';

/** A longer gap between two screen frames (window hidden, machine asleep) is not played through. */
const LONGEST_STEP_S = 0.5;

/** Where a clip begins to be of interest: its start, or its first decision instant where only some frames are decided at. */
const beginUs = ({ startUs, frames, decisions }: ClipDetail): number =>
  decisions.length > 0 && decisions.length < frames.length ? frames[decisions[0]].timeUs : startUs;

/** Where to look first: in a list sorted by score, the instant where that run is worst; else where the clip begins. */
function firstLookUs(clip: ClipDetail): number {
  const { sort, metric, runA, runB } = useSession.getState();
  const runId = sort.by === 'scoreB' ? runB : sort.by === 'delta' || sort.by === 'scoreA' ? runA : null;
  if (runId === null) return beginUs(clip);
  const cached = queryClient.getQueriesData<ClipScores[]>({ queryKey: [subjects.scores, clip.clipId] });
  const scores = cached.flatMap(([, found]) => found ?? []).find((s) => s.runId === runId);
  const worst = scores && worstFrame(scores, metric);
  return (worst && clip.frames.at(worst.frame)?.timeUs) ?? beginUs(clip);
}

/** Puts the clock on the open clip and, while it plays, advances it once per screen frame. Mounted once. */
export function useClockDriver(): void {
  const clipId = useSession((s) => s.clipId);
  const { data: clip } = useClipDetail(clipId);
  // Before paint, so that a new clip is never drawn at the old clip's time.
  useLayoutEffect(() => {
    if (clip && useClock.getState().clipId !== clip.clipId) useClock.getState().open(clip, firstLookUs(clip));
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
