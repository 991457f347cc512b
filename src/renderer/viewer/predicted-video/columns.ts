import type { CameraTrack } from '../../../shared/domain/clip.ts';
import { US_PER_S, type TimeUs } from '../../../shared/domain/time.ts';
import type { VideoPrediction } from '../../../shared/domain/video-prediction.ts';
import { nearestIndex } from '../../../shared/maths/track.ts';

/** Seconds after the decision instant of the strip's columns; the first is the present, which the model was shown. */
export const columnsS = [0, 1, 2, 3, 4, 5, 6, 7, 8] as const;

/** Heading of a column: `now`, `+3 s`. */
export const columnName = (second: number): string => (second === 0 ? 'now' : `+${String(second)} s`);

/** A recorded picture counts as that of a second when it was taken this near to it, µs: half of a 2 Hz camera's step and a little. */
const NEAR_US = 0.3 * US_PER_S;

/** What was recorded at a column: a picture, by its index at the camera, or why there is none. */
export type RecordedPicture = { index: number } | 'log-ends' | 'not-recorded' | 'not-on-disk';

/** The recorded picture nearest to a time. */
export function recordedAt(camera: Pick<CameraTrack, 'timesUs' | 'present'>, timeUs: TimeUs): RecordedPicture {
  const index = nearestIndex(camera.timesUs, timeUs);
  const last = camera.timesUs.at(-1);
  if (index < 0 || last === undefined) return 'not-recorded';
  if (timeUs - last > NEAR_US) return 'log-ends';
  if (Math.abs(camera.timesUs[index] - timeUs) > NEAR_US) return 'not-recorded';
  return camera.present[index] === 1 ? { index } : 'not-on-disk';
}

/** Times that differ by less than this are one, s. */
const SAME_S = 0.01;

/** Index of the picture that a video predicts for a second after its instant; −1 where it predicts none. */
export const predictedAt = ({ atS }: Pick<VideoPrediction, 'atS'>, second: number): number =>
  atS.findIndex((s) => Math.abs(s - second) < SAME_S);

/** Which seconds a video has pictures of, in words, where it is not every column: `at 2, 4, 6, 8 s`; else null. */
export function gapsInWords(video: Pick<VideoPrediction, 'atS'>): string | null {
  const has = columnsS.filter((s) => s > 0 && predictedAt(video, s) >= 0);
  if (has.length === columnsS.length - 1) return null;
  if (has.length === 0) return 'none on a whole second';
  const toEnd = has.every((s, i) => s === i + 1);
  return toEnd ? `to +${String(has.at(-1))} s` : `at ${has.join(', ')} s`;
}

/** The column nearest to a time, an index into `columnsS`; of two equally near ones the earlier. */
export function columnAt(instantUs: TimeUs, timeUs: TimeUs): number {
  return nearestIndex(columnsS, (timeUs - instantUs) / US_PER_S);
}

/** Whether a time lies in the span that the columns stand for. */
export function isInStrip(instantUs: TimeUs, timeUs: TimeUs): boolean {
  const seconds = (timeUs - instantUs) / US_PER_S;
  return seconds >= -0.5 && seconds <= columnsS[columnsS.length - 1] + 0.5;
}

export const timeOfColumn = (instantUs: TimeUs, second: number): TimeUs => instantUs + second * US_PER_S;
