import type { VideoPrediction } from '../../../shared/domain/video-prediction.ts';
import { US_PER_S, type TimeUs } from '../../../shared/domain/time.ts';

/** A decision instant at which a shown run predicted pictures. */
export interface VideoInstant {
  /** Index into ClipDetail.frames. */
  frame: number;
  timeUs: TimeUs;
}

type Spanned = Pick<VideoPrediction, 'frame' | 'timeUs' | 'atS'>;

/** When the last picture of a video is due. */
export const endOfVideo = ({ timeUs, atS }: Pick<Spanned, 'timeUs' | 'atS'>): TimeUs =>
  timeUs + Math.round((atS.at(-1) ?? 0) * US_PER_S);

/** The latest instant with a video at or before `askedUs` whose pictures reach that far; null where there is none. */
export function instantInForce(videos: Iterable<Spanned>, askedUs: TimeUs): VideoInstant | null {
  let found: VideoInstant | null = null;
  for (const video of videos) {
    if (video.timeUs > askedUs || endOfVideo(video) < askedUs) continue;
    if (found === null || video.timeUs > found.timeUs) found = { frame: video.frame, timeUs: video.timeUs };
  }
  return found;
}

/** The nearest instant with a video on one side of a time, for stepping; null where there is none. */
export function neighbourInstant(videos: Iterable<Spanned>, fromUs: TimeUs, direction: 1 | -1): VideoInstant | null {
  let found: VideoInstant | null = null;
  for (const { frame, timeUs } of videos) {
    if ((timeUs - fromUs) * direction <= 0) continue;
    if (found === null || (found.timeUs - timeUs) * direction > 0) found = { frame, timeUs };
  }
  return found;
}
