import { useEffect, useMemo } from 'react';
import type { ClipDetail, ClipId } from '../../shared/domain/clip.ts';
import type { ClipScores, MetricKey } from '../../shared/domain/score.ts';
import { useClock } from '../state/clock.ts';
import { useSession } from '../state/session.ts';
import { useCommands, type Command } from '../ui/commands.ts';
import { neighbourTime } from '../timeline/stepping.ts';

/** Rows that are passed by faster than this are not opened, ms. */
const PASSED_MS = 120;

/** Opens the clip of the row that the keyboard is on; undefined for none. */
export function useOpenRow(clipId: ClipId | undefined): void {
  useEffect(() => {
    if (clipId === undefined || useSession.getState().clipId === clipId) return;
    const open = () => useSession.getState().set({ clipId, spanIn: null, spanOut: null, chosenTrack: null });
    const later = setTimeout(open, PASSED_MS);
    return () => clearTimeout(later);
  }, [clipId]);
}

type FrameScores = Pick<ClipScores, 'frames'> | undefined;

/**
 * The key frame at which two runs differ most by a metric, the earliest of equals; where none is scored by both, the first decision
 * instant. Null for a clip without decision instants.
 */
export function frameApart(
  decisions: readonly number[],
  a: FrameScores,
  b: FrameScores,
  metric: MetricKey,
): number | null {
  const valueAt = (scores: FrameScores, frame: number) => scores?.frames.find((f) => f.frame === frame)?.values[metric];
  let furthest: { frame: number; apart: number } | null = null;
  for (const frame of decisions) {
    const [va, vb] = [valueAt(a, frame), valueAt(b, frame)];
    if (va === undefined || vb === undefined) continue;
    const apart = Math.abs(va - vb);
    if (!furthest || apart > furthest.apart) furthest = { frame, apart };
  }
  return furthest?.frame ?? decisions.at(0) ?? null;
}

/** Holds the decision instant at which the runs differ most and puts the clock there; lets it go when the clip or the view is left. */
export function useHeldInstant(clip: ClipDetail | undefined, a: FrameScores, b: FrameScores, metric: MetricKey): void {
  const isOnClip = useClock((s) => clip !== undefined && s.clipId === clip.clipId);
  const frame = useMemo(() => (clip ? frameApart(clip.decisions, a, b, metric) : null), [clip, a, b, metric]);
  const timeUs = frame === null ? undefined : clip?.frames.at(frame)?.timeUs;
  useEffect(() => {
    if (!isOnClip || timeUs === undefined) return;
    hold(timeUs);
    return () => useClock.getState().pin(null);
  }, [isOnClip, timeUs]);
}

function hold(timeUs: number): void {
  const { pause, pin, seek } = useClock.getState();
  pause();
  pin(timeUs);
  seek(timeUs);
}

function step(direction: 1 | -1): void {
  const { decisions, pinnedUs, timeUs } = useClock.getState();
  const next = neighbourTime(decisions.timesUs, pinnedUs ?? timeUs, direction);
  if (next !== null) hold(next);
}

const instant = (id: string, title: string, key: string, direction: 1 | -1): Command => ({
  id: `compare.${id}`,
  title,
  group: 'Compare',
  scope: 'compare',
  keys: [key],
  run: () => step(direction),
});
const commands: readonly Command[] = [
  instant('instant-previous', 'Decision instant before', 'Alt+ArrowLeft', -1),
  instant('instant-next', 'Next decision instant', 'Alt+ArrowRight', 1),
];

/** The keys that go from one decision instant of the clip to another. */
export const useInstantCommands = (): void => useCommands(commands);
