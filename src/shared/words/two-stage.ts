import { pdmSettingWords } from '../domain/pdm-metric.ts';
import type { TwoStageScore } from '../domain/pdm-two-stage.ts';
import { count, fixed, plural } from './numbers.ts';

const score = (value: number): string => fixed(value * 100, 1);

/** `EPDMS v2, two stages, human filter, reactive traffic: 34.1 (first 60.2, second 55.1) over 12 of 14 entries of navhard_two_stage.yaml; …`. */
export function twoStageWords(one: TwoStageScore): string {
  const { split, filter, traffic, mappings, ofMappings, combined, stageOne, stageTwo, metricCache, pdmClosed } = one;
  const setting = pdmSettingWords({ version: 'v2', filter, traffic }).replace('one stage', 'two stages');
  const entries =
    mappings === ofMappings
      ? plural(mappings, 'entry', 'entries')
      : `${count(mappings)} of ${plural(ofMappings, 'entry', 'entries')}`;
  const references = [
    ['the kit’s metric cache', metricCache],
    ['PDM-Closed', pdmClosed],
  ] as const;
  const against = references
    .filter(([, scenes]) => scenes > 0)
    .map(([name, scenes]) => `${name} in ${plural(scenes, 'scene')}`);
  return `${setting}: ${score(combined.score)} (first ${score(stageOne.score)}, second ${score(stageTwo.score)}) over ${entries} of ${split}; progress against ${against.join(', ')}`;
}
