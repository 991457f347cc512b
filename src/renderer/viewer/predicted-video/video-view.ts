import { z } from 'zod';
import { create } from 'zustand';
import { videoMetrics, type VideoMetric } from '../../../shared/domain/video-metric.ts';
import type { Remembered } from '../../settings/remembered.ts';

export const videoViews = ['strip', 'side-by-side', 'flicker', 'difference'] as const;
export type VideoView = (typeof videoViews)[number];

export const videoViewNames: Record<VideoView, string> = {
  strip: 'Strip',
  'side-by-side': 'Side by side',
  flicker: 'Flicker',
  difference: 'Difference',
};

/** How predicted video is looked at. */
export interface VideoViewState {
  view: VideoView;
  /** Rows of differences in the strip; null shows them where there are few runs. */
  differences: boolean | null;
  /** The fidelity under the strip. */
  measure: VideoMetric;
  /** Flicker: the recorded picture is in the predicted one's place. Only ever changed by the user. */
  truthShown: boolean;
}

export const useVideoView = create<VideoViewState>()(() => ({
  view: 'strip',
  differences: null,
  measure: 'ssim',
  truthShown: false,
}));

const view = z.enum(videoViews).catch('strip');
const measure = z.enum(videoMetrics).catch('ssim');
const differences = z.boolean().nullable().catch(null);
const storedSchema = z
  .object({ view, measure, differences })
  .catch({ view: 'strip', measure: 'ssim', differences: null });

/** View, measure and rows over the next start, in this workspace. */
export const rememberedVideoView: Remembered<VideoViewState> = {
  key: 'predictedVideo',
  store: useVideoView,
  read: (stored) => storedSchema.parse(stored),
  pick: (state) => ({ view: state.view, measure: state.measure, differences: state.differences }),
};

/** With more runs than this the strip has rows of differences only when it is told to: they would push the runs out of sight. */
const FEW_RUNS = 2;

export const hasDifferences = ({ differences }: Pick<VideoViewState, 'differences'>, runs: number): boolean =>
  differences ?? runs <= FEW_RUNS;

/** Shows a view; the prediction is in its place again. */
export const showView = (view: VideoView): void => useVideoView.setState({ view, truthShown: false });
