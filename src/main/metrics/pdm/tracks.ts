import { FRAMES, FRAME_STEPS } from './constants.ts';
import { unwrappedNear, wrapped } from './geometry/angles.ts';
import { TRACK_STATE, type PdmTrack } from './scene.ts';

/** A track at 10 Hz. It is there from `firstStep` to `lastStep` without a gap; −1 where it is never there. */
export interface SteppedTrack {
  track: PdmTrack;
  firstStep: number;
  lastStep: number;
  /** TRACK_STATE numbers a step, from step 0 on. */
  states: Float64Array;
}

/**
 * 2 Hz annotations to 10 Hz (v2 reads frames 0 to 8, v1 0 to 10): linear between annotated frames at nominal 0.5 s, gaps
 * bridged, absent before the first and after the last. A track that is annotated in exactly one frame stands still in
 * all steps.
 */
export function steppedTrack(track: PdmTrack, frames: number): SteppedTrack {
  const steps = (frames - 1) * FRAME_STEPS + 1;
  const states = new Float64Array(steps * TRACK_STATE);
  const { frames: at } = track;
  let first = -1;
  let last = -1;
  for (let f = 0; f < frames; f++) {
    if (Number.isNaN(at[f * TRACK_STATE])) continue;
    if (first < 0) first = f;
    last = f;
  }
  if (first < 0) return { track, firstStep: -1, lastStep: -1, states };
  if (first === last) {
    const from = first * TRACK_STATE;
    for (let s = 0; s < steps; s++) {
      const to = s * TRACK_STATE;
      for (let k = 0; k < TRACK_STATE; k++) states[to + k] = at[from + k]!;
      states[to + 2] = wrapped(at[from + 2]);
    }
    return { track, firstStep: 0, lastStep: steps - 1, states };
  }
  let heading = at[first * TRACK_STATE + 2];
  for (let f = first; f < last;) {
    let g = f + 1;
    while (Number.isNaN(at[g * TRACK_STATE])) g++;
    const a = f * TRACK_STATE;
    const b = g * TRACK_STATE;
    const span = (g - f) * FRAME_STEPS;
    const headingAfter = unwrappedNear(at[b + 2], heading);
    for (let s = 0; s <= span; s++) {
      const to = (f * FRAME_STEPS + s) * TRACK_STATE;
      const t = s / span;
      states[to] = at[a] + t * (at[b] - at[a]);
      states[to + 1] = at[a + 1] + t * (at[b + 1] - at[a + 1]);
      states[to + 2] = wrapped(heading + t * (headingAfter - heading));
      states[to + 3] = at[a + 3] + t * (at[b + 3] - at[a + 3]);
      states[to + 4] = at[a + 4] + t * (at[b + 4] - at[a + 4]);
    }
    heading = headingAfter;
    f = g;
  }
  return { track, firstStep: first * FRAME_STEPS, lastStep: last * FRAME_STEPS, states };
}

export const TRACK_FRAMES = { v1: FRAMES, v2: 9 } as const;
