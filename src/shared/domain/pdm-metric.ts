import {
  pdmFilters,
  pdmFormula,
  pdmTermWords,
  pdmTitles,
  pdmTrafficPolicies,
  pdmVersions,
  type PdmFilter,
  type PdmTerm,
  type PdmTrafficPolicy,
  type PdmVersion,
} from './pdm.ts';

/** The setting a PDM score was made in. It is part of the metric's key, so that two settings never share a column. */
export interface PdmSetting {
  version: PdmVersion;
  /** v1 knows no filter. */
  filter: PdmFilter;
  traffic: PdmTrafficPolicy;
}

export interface PdmMetricInfo {
  family: 'pdm';
  key: string;
  setting: PdmSetting;
  term: PdmTerm | 'total';
  /** `EPDMS, human filter, log replay` or `EPDMS NC, …`. */
  title: string;
  /** In [0, 1], printed × 100. */
  unit: 'share';
  better: 'higher';
}

const filterWords: Record<PdmFilter, string> = { human: 'human filter', none: 'no filter' };
const trafficWords: Record<PdmTrafficPolicy, string> = {
  'log-replay': 'log replay',
  'reactive-idm': 'reactive traffic',
};

/** `EPDMS v2, one stage, human filter, log replay`: what stands beside every number. */
export const pdmSettingWords = ({ version, filter, traffic }: PdmSetting): string =>
  [
    `${pdmTitles[version]} ${version}`,
    'one stage',
    ...(version === 'v2' ? [filterWords[filter]] : []),
    trafficWords[traffic],
  ].join(', ');

/** `epdms/human/log-replay:nc`; the total is `epdms/human/log-replay`. */
export const pdmMetricKey = ({ version, filter, traffic }: PdmSetting, term: PdmTerm | 'total'): string => {
  const setting = version === 'v1' ? `pdms/${traffic}` : `epdms/${filter}/${traffic}`;
  return term === 'total' ? setting : `${setting}:${term}`;
};

/**
 * Stands beside the scores of a setting and is none itself: the share of a clip's scored key frames whose progress was measured
 * against a plan of the kit's metric cache. At the others it was PDM-Closed, planned here.
 */
export const pdmReferenceKey = (setting: PdmSetting): string => `${pdmMetricKey(setting, 'total')}:reference`;

/** How many clips of a run are scored against which reference, in one setting. */
export interface PdmReferenceCount {
  setting: PdmSetting;
  metricCache: number;
  pdmClosed: number;
  /** Clips with key frames of either. */
  both: number;
  /** Scores that came from a file, or were made before references were kept. */
  untold: number;
}

export const pdmSettings: readonly PdmSetting[] = pdmVersions.flatMap((version) =>
  pdmFilters
    .filter((filter) => version === 'v2' || filter === 'none')
    .flatMap((filter) => pdmTrafficPolicies.map((traffic): PdmSetting => ({ version, filter, traffic }))),
);

/** The terms of a version in the order of its formula: gates, then weighted terms. */
export const pdmTermsOf = (version: PdmVersion): PdmTerm[] => [
  ...pdmFormula[version].gates,
  ...(Object.keys(pdmFormula[version].weights) as PdmTerm[]),
];

/** Every PDM metric: for each setting its total and its terms. */
export const pdmMetricInfos: readonly PdmMetricInfo[] = pdmSettings.flatMap((setting) =>
  (['total', ...pdmTermsOf(setting.version)] as const).map((term): PdmMetricInfo => {
    const [name, ...rest] = pdmSettingWords(setting).split(', ');
    const title = pdmTitles[setting.version];
    return {
      family: 'pdm',
      key: pdmMetricKey(setting, term),
      setting,
      term,
      title: `${term === 'total' ? title : `${title} ${pdmTermWords[term].short}`}, ${rest.slice(1).join(', ') || name}`,
      unit: 'share',
      better: 'higher',
    };
  }),
);
