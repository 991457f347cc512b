import type { ClipDetail } from '../../shared/domain/clip.ts';
import type { TimeUs } from '../../shared/domain/time.ts';
import { lastAtOrBefore } from '../../shared/maths/track.ts';

/** Times at which one frame follows another: the front camera's images, else the first camera's, else the key frames. Rising. */
export function frameTimes(clip: Pick<ClipDetail, 'cameras' | 'frames'>): readonly TimeUs[] {
  const camera = clip.cameras.find((c) => c.title === 'front' || c.channel === 'CAM_FRONT') ?? clip.cameras.at(0);
  return camera && camera.timesUs.length > 0 ? camera.timesUs : clip.frames.map((f) => f.timeUs);
}

/** The first of rising `timesUs` after `nowUs`, or the last before it; null when there is none on that side. */
export function neighbourTime(timesUs: readonly TimeUs[], nowUs: TimeUs, direction: 1 | -1): TimeUs | null {
  const at = lastAtOrBefore(timesUs, direction > 0 ? nowUs : nowUs - 1);
  return timesUs[direction > 0 ? at + 1 : at] ?? null;
}

/** The frame that is shown at `nowUs`: the last at or before it, the first one when all are later. */
export function frameTimeAt(timesUs: readonly TimeUs[], nowUs: TimeUs): TimeUs {
  return timesUs[Math.max(0, lastAtOrBefore(timesUs, nowUs))] ?? nowUs;
}
