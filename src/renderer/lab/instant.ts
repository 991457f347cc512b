import { useEffect, useMemo } from 'react';
import type { CameraTrack, ClipDetail, ClipId } from '../../shared/domain/clip.ts';
import { frontByName } from '../../shared/domain/world-camera.ts';
import { nearestIndex } from '../../shared/maths/track.ts';
import { useClipOrder } from '../review/clip-order.ts';
import { useClock } from '../state/clock.ts';
import { decisionOf } from '../state/decision.ts';
import { useClipDetail } from '../state/queries.ts';
import { useSession } from '../state/session.ts';
import { azimuthOf } from '../viewer/cameras/mosaic-layout.ts';
import { useLab } from './lab-state.ts';
import { movingInstant } from './standing.ts';

/** Where the future is steered from. */
export interface Instant {
  clip: ClipDetail;
  /** Index into `clip.frames`. */
  frame: number;
  /** Seconds after the clip's start. */
  fromStartS: number;
  front: CameraTrack | null;
  /** Image of the front camera nearest to the instant; −1 where there is none. */
  image: number;
}

/** The camera that models are shown: the front one by name, else the one that looks most along the ego's heading. */
export const frontCamera = (cameras: readonly CameraTrack[]): CameraTrack | null =>
  frontByName(cameras) ??
  cameras.reduce<CameraTrack | null>(
    (best, camera) =>
      best === null || Math.abs(azimuthOf(camera.egoFromCamera)) < Math.abs(azimuthOf(best.egoFromCamera))
        ? camera
        : best,
    null,
  );

/** Key frames that can be chosen: the decision instants, or all key frames of a clip that names none. */
export const instantsOf = (clip: Pick<ClipDetail, 'decisions' | 'frames'>): number[] =>
  clip.decisions.length > 0 ? clip.decisions : clip.frames.map((_, i) => i);

/** The instant of a clip: the one that was chosen, else the first of all, or a moving one where the car stands there. */
export function instantOf(clip: ClipDetail, chosen: number | null): Instant | null {
  const instants = instantsOf(clip);
  if (instants.length === 0) return null;
  const front = frontCamera(clip.cameras);
  const isChosen = chosen !== null && chosen >= 0 && chosen < clip.frames.length;
  const frame = isChosen ? chosen : movingInstant(clip, instants, front);
  const { timeUs } = clip.frames[frame];
  return {
    clip,
    frame,
    fromStartS: (timeUs - clip.startUs) / 1e6,
    front,
    image: front ? nearestIndex(front.timesUs, timeUs) : -1,
  };
}

/** Instant `by` further on; the ends stay. */
export function steppedInstant({ clip, frame }: Pick<Instant, 'clip' | 'frame'>, by: number): number {
  const instants = instantsOf(clip);
  const at = instants.findIndex((f) => f >= frame);
  return instants[Math.min(instants.length - 1, Math.max(0, (at < 0 ? instants.length - 1 : at) + by))];
}

/** The Lab without an open clip takes the first of the library's filter. */
export function useFirstClip(): void {
  const none = useSession((s) => s.clipId === null);
  const first = useClipOrder().clips.at(0)?.clipId;
  useEffect(() => {
    if (none && first !== undefined) useSession.getState().set({ clipId: first });
  }, [none, first]);
}

/** The decision instant that Review was taken to; null at the clip's first one, where the clock stands when nobody chose. */
export function chosenInReview(clock: Parameters<typeof decisionOf>[0]): number | null {
  const decision = decisionOf(clock);
  return decision && (decision.pinned || decision.frame !== clock.decisions.frames[0]) ? decision.frame : null;
}

/** The clip that is open in the window and the instant in it; null while it is read or where none is open. */
export function useInstant(): { instant: Instant | null; clipId: ClipId | null; error: Error | null } {
  const clipId = useSession((s) => s.clipId);
  const { data: clip, error } = useClipDetail(clipId);
  const chosen = useLab((s) => (s.instant !== null && s.instant.clipId === clipId ? s.instant.frame : null));
  const ofReview = useClock((c) => (c.clipId === clipId ? chosenInReview(c) : null));
  const instant = useMemo(() => (clip ? instantOf(clip, chosen ?? ofReview) : null), [clip, chosen, ofReview]);
  return { instant, clipId, error };
}
