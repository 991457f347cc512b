import { pdmMetricInfos, pdmSettings, pdmSettingWords } from '../../shared/domain/pdm-metric.ts';
import { metricInfos } from '../../shared/domain/score.ts';
import { videoMetricInfos } from '../../shared/domain/video-metric.ts';

/** The newer version, what people did counted, traffic as recorded: the settings that most are scored in come first. */
const settings = [...pdmSettings].sort(
  (a, b) =>
    b.version.localeCompare(a.version) || a.filter.localeCompare(b.filter) || a.traffic.localeCompare(b.traffic),
);

/** Every metric as options of a select, a group for each setting that numbers may be compared in. */
export function MetricOptions() {
  return (
    <>
      {settings.map((setting) => (
        <optgroup key={pdmSettingWords(setting)} label={pdmSettingWords(setting)}>
          {pdmMetricInfos
            .filter((info) => info.setting === setting)
            .map((info) => (
              <option key={info.key} value={info.key}>
                {info.title}
              </option>
            ))}
        </optgroup>
      ))}
      <optgroup label="Distance from the driven path">
        {metricInfos.map((info) => (
          <option key={info.key} value={info.key}>
            {info.title}
          </option>
        ))}
      </optgroup>
      <optgroup label="Predicted pictures against recorded ones">
        {videoMetricInfos.map((info) => (
          <option key={info.key} value={info.key}>
            {info.title}
            {info.unit === 'dB' ? ', dB' : ''}
          </option>
        ))}
      </optgroup>
    </>
  );
}
