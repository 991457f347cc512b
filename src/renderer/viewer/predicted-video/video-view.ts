import { create } from 'zustand';
import type { VideoMetric } from '../../../shared/domain/video-metric.ts';

export const videoViews = ['strip', 'side-by-side', 'flicker', 'difference'] as const;
export type VideoView = (typeof videoViews)[number];

export const videoViewNames: Record<VideoView, string> = {
  strip: 'Strip',
  'side-by-side': 'Side by side',
  flicker: 'Flicker',
  difference: 'Difference',
};

/** How predicted video is looked at. */
interface VideoViewState {
  view: VideoView;
  /** The fidelity under the strip. */
  measure: VideoMetric;
  /** Flicker: the recorded picture is in the predicted one's place. Only ever changed by the user. */
  truthShown: boolean;
}

export const useVideoView = create<VideoViewState>()(() => ({ view: 'strip', measure: 'ssim', truthShown: false }));

/** Shows a view; the prediction is in its place again. */
export const showView = (view: VideoView): void => useVideoView.setState({ view, truthShown: false });
