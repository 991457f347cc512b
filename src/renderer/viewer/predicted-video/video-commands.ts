import { useMemo } from 'react';
import type { VideoPrediction } from '../../../shared/domain/video-prediction.ts';
import { videoMetrics } from '../../../shared/domain/video-metric.ts';
import { toggleMaximised } from '../../ui/dock/dock-control.ts';
import { useCommands, type Command } from '../../ui/commands.ts';
import { measureNames } from './fidelity.ts';
import { stepInstant } from './go-to-column.ts';
import type { VideoInstant } from './instant.ts';
import { showView, useVideoView, videoViewNames, videoViews } from './video-view.ts';

const command = (id: string, title: string, keys: readonly string[], run: () => void): Command => ({
  id: `video.${id}`,
  title,
  group: 'See',
  scope: 'viewer',
  keys,
  run,
});

const fixedCommands: readonly Command[] = [
  command('only', 'Predicted video only', ['S'], () => toggleMaximised('predictedVideo')),
  command('next-view', 'Next view of the predicted video', ['Shift+V'], () => {
    const at = videoViews.indexOf(useVideoView.getState().view);
    showView(videoViews[(at + 1) % videoViews.length]);
  }),
  {
    ...command('truth', 'Truth in place of the prediction while held', ['U'], () =>
      useVideoView.setState({ truthShown: true }),
    ),
    release: () => useVideoView.setState({ truthShown: false }),
  },
  command('differences', 'Rows of differences in the strip of predicted video', [], () =>
    useVideoView.setState((v) => ({ differences: v.differences === null ? true : !v.differences })),
  ),
  ...videoViews.map((view) =>
    command(view, `Predicted video: ${videoViewNames[view].toLowerCase()}`, [], () => showView(view)),
  ),
  ...videoMetrics.map((measure) =>
    command(measure, `Fidelity of predicted video: ${measureNames[measure]}`, [], () =>
      useVideoView.setState({ measure }),
    ),
  ),
];

/** Commands of the panel; `videos` are those of the open clip, `instant` the one that is shown. */
export function useVideoCommands(videos: readonly VideoPrediction[], instant: VideoInstant | null): void {
  const commands = useMemo((): readonly Command[] => {
    const disabled = videos.length === 0 ? 'No shown run predicts video on this clip.' : null;
    return [
      ...fixedCommands,
      { ...command('next', 'Next predicted video', ['Y'], () => stepInstant(videos, instant, 1)), disabled },
      {
        ...command('previous', 'Previous predicted video', ['Shift+Y'], () => stepInstant(videos, instant, -1)),
        disabled,
      },
    ];
  }, [videos, instant]);
  useCommands(commands);
}
