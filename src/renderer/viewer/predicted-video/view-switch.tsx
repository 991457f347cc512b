import { Segmented } from '../../ui/segmented.tsx';
import { showView, useVideoView, videoViewNames, videoViews, type VideoView } from './video-view.ts';

const options = videoViews.map((value) => ({ value, label: videoViewNames[value] }));

/** Strip, side by side, flicker or difference; a list where there is no room for the words. */
export function ViewSwitch({ compact }: { compact: boolean }) {
  const view = useVideoView((v) => v.view);
  if (compact)
    return (
      <span className="metric-select">
        <span aria-hidden>{videoViewNames[view]}</span>
        <select
          aria-label="View of the predicted video"
          value={view}
          onChange={(event) => showView(event.target.value as VideoView)}
        >
          {videoViews.map((v) => (
            <option key={v} value={v}>
              {videoViewNames[v]}
            </option>
          ))}
        </select>
      </span>
    );
  return <Segmented label="View of the predicted video" value={view} options={options} onChange={showView} />;
}
