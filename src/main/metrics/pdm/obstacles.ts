import { LIMITS } from './constants.ts';
import { DOUBT_M, QUAD, boxGap, quadsTouch, writeCorners } from './geometry/quads.ts';
import { isAgentKind, TRACK_STATE } from './scene.ts';
import type { SteppedTrack } from './tracks.ts';

/** One thing on the road, by step. */
export interface Obstacle extends SteppedTrack {
  isAgent: boolean;
  /** Judged by the speed of its first appearance, as the kit does. */
  isStopped: boolean;
  halfLength: number;
  halfWidth: number;
  radius: number;
  cos: Float64Array;
  sin: Float64Array;
  /** Box around all its places, radius included. */
  minX: number;
  minY: number;
  maxX: number;
  maxY: number;
}
export type Traffic = readonly Obstacle[];

/** A track at 10 Hz with what the tests of boxes need. */
export function obstacleOf(stepped: SteppedTrack): Obstacle {
  const { track, states, firstStep, lastStep } = stepped;
  const steps = states.length / TRACK_STATE;
  const cos = new Float64Array(steps);
  const sin = new Float64Array(steps);
  const halfLength = track.lengthM / 2;
  const halfWidth = track.widthM / 2;
  const radius = Math.sqrt(halfLength * halfLength + halfWidth * halfWidth);
  let minX = Infinity;
  let minY = Infinity;
  let maxX = -Infinity;
  let maxY = -Infinity;
  let lastHeading = NaN;
  for (let s = Math.max(0, firstStep); s <= lastStep; s++) {
    const x = states[s * TRACK_STATE];
    const y = states[s * TRACK_STATE + 1];
    const heading = states[s * TRACK_STATE + 2];
    const isSame = heading === lastHeading;
    cos[s] = isSame ? cos[s - 1] : Math.cos(heading);
    sin[s] = isSame ? sin[s - 1] : Math.sin(heading);
    lastHeading = heading;
    if (x < minX) minX = x;
    if (x > maxX) maxX = x;
    if (y < minY) minY = y;
    if (y > maxY) maxY = y;
  }
  const from = Math.max(0, firstStep) * TRACK_STATE;
  const isAgent = isAgentKind(track.kind);
  return {
    ...stepped,
    isAgent,
    isStopped: !isAgent || Math.hypot(states[from + 3], states[from + 4]) <= LIMITS.stoppedTrackMps,
    halfLength,
    halfWidth,
    radius,
    cos,
    sin,
    minX: minX - radius,
    minY: minY - radius,
    maxX: maxX + radius,
    maxY: maxY + radius,
  };
}

const scratch = new Float64Array(QUAD);

/** Whether the ego box (centre, heading, half sizes, its corners) and an obstacle share a point at a step. Exact. */
export function touchesObstacle(
  o: Obstacle,
  step: number,
  x: number,
  y: number,
  cos: number,
  sin: number,
  halfLength: number,
  halfWidth: number,
  corners: Float64Array,
  cornersAt: number,
): boolean {
  const at = step * TRACK_STATE;
  const dx = o.states[at] - x;
  const dy = o.states[at + 1] - y;
  const gap = boxGap(dx, dy, cos, sin, halfLength, halfWidth, o.cos[step], o.sin[step], o.halfLength, o.halfWidth);
  if (gap > DOUBT_M) return false;
  if (gap < -DOUBT_M) return true;
  writeObstacleCorners(scratch, o, step);
  return quadsTouch(corners, cornersAt, scratch, 0);
}

export function writeObstacleCorners(out: Float64Array, o: Obstacle, step: number): void {
  const at = step * TRACK_STATE;
  writeCorners(out, 0, o.states[at], o.states[at + 1], o.states[at + 2], o.halfLength, o.halfWidth);
}
