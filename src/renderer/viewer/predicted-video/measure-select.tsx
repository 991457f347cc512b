import { videoMetrics, type VideoMetric } from '../../../shared/domain/video-metric.ts';
import { measureNames, measureWords } from './fidelity.ts';
import { useVideoView } from './video-view.ts';

/** Which fidelity stands under the pictures: its name here, all of them in the list. */
export function MeasureSelect() {
  const measure = useVideoView((v) => v.measure);
  return (
    <span className="video-measure" title={`${measureWords[measure]}. Choose another one here.`}>
      <span aria-hidden>{measureNames[measure]}</span>
      <select
        aria-label="Fidelity"
        value={measure}
        onChange={(event) => useVideoView.setState({ measure: event.target.value as VideoMetric })}
      >
        {videoMetrics.map((m) => (
          <option key={m} value={m}>
            {measureNames[m]}
          </option>
        ))}
      </select>
    </span>
  );
}
