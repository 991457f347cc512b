import type { LightState, TrafficLightTrack } from '../../../shared/domain/clip.ts';
import type { ClipMap } from '../../../shared/domain/map.ts';
import { lastAtOrBefore } from '../../../shared/maths/track.ts';

/** A traffic light on the ground at one time; `state` is null where the recording does not tell it. */
export interface ShownLight {
  x: number;
  y: number;
  state: LightState | null;
}

/** Lights of connectors that begin this near to each other stand on one post, m. */
const POST_M = 1;

/**
 * The lights of a map at a time. A state holds from the key frame at which it was seen to the next; lights on one post
 * with the same state are one, with different states they stay apart.
 */
export function lightsAt(
  lights: ClipMap['trafficLights'],
  tracks: readonly TrafficLightTrack[],
  frameTimesUs: readonly number[],
  timeUs: number,
): ShownLight[] {
  const frame = lastAtOrBefore(frameTimesUs, timeUs);
  const states = new Map(
    tracks.flatMap(({ connectorId, frames, states: seen }) => {
      const at = frames.indexOf(frame);
      return at < 0 ? [] : [[connectorId, seen[at]] as const];
    }),
  );
  const shown: ShownLight[] = [];
  for (const { x, y, connectorId } of lights ?? []) {
    const state = (connectorId === undefined ? undefined : states.get(connectorId)) ?? null;
    const known = shown.some((l) => l.state === state && Math.hypot(l.x - x, l.y - y) < POST_M);
    if (!known) shown.push({ x, y, state });
  }
  return shown;
}
