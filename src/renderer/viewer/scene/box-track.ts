import type { ClipDetail, ObjectClass, ObjectTrack } from '../../../shared/domain/clip.ts';
import { wrapAngle } from '../../../shared/maths/angle.ts';
import { lastAtOrBefore } from '../../../shared/maths/track.ts';

/** Observations further apart than this are not joined: in between nothing is known of the object. */
const MAX_GAP_US = 1_500_000;
/** An image is taken up to this long before or after the key frame whose boxes belong to it. */
const EDGE_US = 100_000;
/** Slower than this is standing, m/s. */
const STANDING_MPS = 0.3;

/** One object through the clip as typed arrays, made once a clip. */
export interface BoxTrack {
  trackId: string;
  label: string;
  objectClass: ObjectClass;
  category: string;
  /** Length, width, height, m. */
  sizeM: readonly [number, number, number];
  /** Rising, one per observation. */
  timesUs: Float64Array;
  /** Centres, global frame, m, stride 3. */
  centres: Float64Array;
  /** Headings about z, global frame, rad, without jumps between neighbours. */
  yaws: Float64Array;
  /** Global-frame velocity, m/s, stride 2; NaN where unknown. */
  velocities: Float64Array;
  /** 1 where the object is annotated as parked. */
  parked: Uint8Array;
}

/** A box at one instant, global frame. */
export interface Box {
  track: BoxTrack;
  x: number;
  y: number;
  z: number;
  yaw: number;
  /** Velocity, m/s; null where it cannot be told. */
  velocity: readonly [number, number] | null;
  /** A vehicle or bicycle that is parked or stands still. */
  standing: boolean;
}

export function boxTrack(object: ObjectTrack, frames: ClipDetail['frames']): BoxTrack {
  const yaws = Float64Array.from(object.yaws);
  for (let i = 1; i < yaws.length; i++) yaws[i] = yaws[i - 1] + wrapAngle(yaws[i] - yaws[i - 1]);
  return {
    trackId: object.trackId,
    label: object.label,
    objectClass: object.objectClass,
    category: object.category,
    sizeM: object.sizeM,
    timesUs: Float64Array.from(object.frames, (f) => frames[f].timeUs),
    centres: Float64Array.from(object.centres),
    yaws,
    velocities: Float64Array.from(object.velocities, (v) => v ?? NaN),
    parked: Uint8Array.from(object.attributes, (names) => (names.some((n) => n.endsWith('parked')) ? 1 : 0)),
  };
}

const velocityOf = (track: BoxTrack, i: number): readonly [number, number] | null => {
  const vx = track.velocities[2 * i];
  const vy = track.velocities[2 * i + 1];
  return Number.isNaN(vx) || Number.isNaN(vy) ? null : [vx, vy];
};

function boxFrom(track: BoxTrack, i: number, x: number, y: number, z: number, yaw: number): Box {
  const velocity = velocityOf(track, i);
  const slow = velocity !== null && Math.hypot(...velocity) < STANDING_MPS;
  const canPark = track.objectClass === 'vehicle' || track.objectClass === 'bicycle';
  return { track, x, y, z, yaw, velocity, standing: canPark && (track.parked[i] === 1 || slow) };
}

/**
 * The object at a time: linear between two observations up to 1.5 s apart; up to 0.1 s beyond the first or last one it is
 * carried on with its velocity, since images are taken a little beside their key frame. Null where nothing is known.
 */
export function boxAt(track: BoxTrack, timeUs: number): Box | null {
  const { timesUs, centres: c, yaws } = track;
  if (timesUs.length === 0) return null;
  const i = lastAtOrBefore(timesUs, timeUs);
  const next = i + 1;
  if (i >= 0 && next < timesUs.length && timesUs[next] - timesUs[i] <= MAX_GAP_US) {
    const t = (timeUs - timesUs[i]) / (timesUs[next] - timesUs[i]);
    const mix = (axis: number) => c[3 * i + axis] + (c[3 * next + axis] - c[3 * i + axis]) * t;
    return boxFrom(track, t < 0.5 ? i : next, mix(0), mix(1), mix(2), yaws[i] + (yaws[next] - yaws[i]) * t);
  }
  const near = i < 0 || (next < timesUs.length && timesUs[next] - timeUs < timeUs - timesUs[i]) ? next : i;
  const beyondUs = timeUs - timesUs[near];
  if (Math.abs(beyondUs) > EDGE_US) return null;
  const [vx, vy] = velocityOf(track, near) ?? [0, 0];
  const dt = beyondUs / 1e6;
  return boxFrom(track, near, c[3 * near] + vx * dt, c[3 * near + 1] + vy * dt, c[3 * near + 2], yaws[near]);
}

/** All objects known at a time. */
export function boxesAt(tracks: readonly BoxTrack[], timeUs: number): Box[] {
  const boxes: Box[] = [];
  for (const track of tracks) {
    const box = boxAt(track, timeUs);
    if (box) boxes.push(box);
  }
  return boxes;
}
