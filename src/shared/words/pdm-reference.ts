import { pdmMetricKey, type PdmReferenceCount, type PdmSetting } from '../domain/pdm-metric.ts';
import { plural } from './numbers.ts';

/** `progress against the kit’s metric cache on 40 clips, PDM-Closed on 2`; null where nothing was scored. */
export function pdmReferenceWords({ metricCache, pdmClosed, both, untold }: PdmReferenceCount): string | null {
  const parts = [
    ['the kit’s metric cache', metricCache],
    ['PDM-Closed', pdmClosed],
    ['one or the other', both],
    ['a reference that was not recorded', untold],
  ] as const;
  const there = parts.filter(([, clips]) => clips > 0);
  if (there.length === 0) return null;
  return `progress against ${there.map(([name, clips]) => `${name} on ${plural(clips, 'clip')}`).join(', ')}`;
}

/** The same of some runs in one setting, a sentence each: `A: progress against PDM-Closed on 3 clips.` */
export const referenceSentences = (
  runs: readonly { name: string; references: readonly PdmReferenceCount[] }[],
  setting: PdmSetting,
): string =>
  runs
    .flatMap(({ name, references }) => {
      const own = references.find((one) => pdmMetricKey(one.setting, 'total') === pdmMetricKey(setting, 'total'));
      const words = own ? pdmReferenceWords(own) : null;
      return words === null ? [] : [`${name}: ${words}.`];
    })
    .join(' ');
