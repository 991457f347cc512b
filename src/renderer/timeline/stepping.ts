import type { ClipDetail } from '../../shared/domain/clip.ts';
import type { TimeUs } from '../../shared/domain/time.ts';
import { lastAtOrBefore, nearestIndex } from '../../shared/maths/track.ts';

/**
 * Times at which one frame follows another: the front camera's images, else the first camera's, else the key frames. Rising.
 * A key-frame image counts as its key frame's instant, though it was taken up to 50 ms before or after it: a step that shows
 * it must also show the boxes, plans and scores of that key frame, not of the one before.
 */
export function frameTimes(clip: Pick<ClipDetail, 'cameras' | 'frames'>): readonly TimeUs[] {
  const keyTimes = clip.frames.map((f) => f.timeUs);
  const camera = clip.cameras.find((c) => c.title === 'front' || c.channel === 'CAM_FRONT') ?? clip.cameras.at(0);
  if (!camera || camera.timesUs.length === 0) return keyTimes;
  const times = camera.timesUs.map((timeUs, i) =>
    camera.isKey[i] && keyTimes.length > 0 ? keyTimes[nearestIndex(keyTimes, timeUs)] : timeUs,
  );
  return times.filter((timeUs, i) => i === 0 || timeUs > times[i - 1]);
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
