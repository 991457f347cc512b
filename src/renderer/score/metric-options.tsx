import { pdmMetricInfos, pdmSettings, pdmSettingWords, type PdmMetricInfo } from '../../shared/domain/pdm-metric.ts';
import { pdmTermWords, pdmTitles } from '../../shared/domain/pdm.ts';
import { metricInfos } from '../../shared/domain/score.ts';

/** `EPDMS`, `EPDMS NC, no at-fault collision`; the setting stands in the group's name. */
const nameOf = ({ term, setting }: PdmMetricInfo): string =>
  term === 'total'
    ? pdmTitles[setting.version]
    : `${pdmTitles[setting.version]} ${pdmTermWords[term].short}, ${pdmTermWords[term].title}`;

/** The newer version, what people did counted, traffic as recorded: the settings that most are scored in come first. */
const settings = [...pdmSettings].sort(
  (a, b) =>
    b.version.localeCompare(a.version) ||
    a.filter.localeCompare(b.filter) ||
    a.traffic.localeCompare(b.traffic),
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
              <option key={info.key} value={info.key} title={info.title}>
                {nameOf(info)}
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
    </>
  );
}
