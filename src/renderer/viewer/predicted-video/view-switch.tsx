import { Segmented } from '../../ui/segmented.tsx';
import { showView, useVideoView, videoViewNames, videoViews } from './video-view.ts';

const options = videoViews.map((value) => ({ value, label: videoViewNames[value] }));

/** Strip, side by side, flicker or difference. */
export function ViewSwitch() {
  const view = useVideoView((v) => v.view);
  return <Segmented label="View of the predicted video" value={view} options={options} onChange={showView} />;
}
