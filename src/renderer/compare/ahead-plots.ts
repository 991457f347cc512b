import { TTC_BOUND_S } from '../../shared/domain/pdm.ts';
import type { DerivedPlot } from '../timeline/plots.ts';
import { MOST_GAP_M, MOST_TTC_S, type AheadCurves } from './ahead-curves.ts';

/** The plots of what lies ahead; their axes are the same for every clip. */
export function aheadPlots({ gap, ttc }: AheadCurves, hasObjects: boolean): DerivedPlot[] {
  const nothing = (words: string) => (hasObjects ? words : 'No objects in this recording.');
  return [
    {
      name: 'gap',
      title: 'Gap ahead',
      unit: 'm',
      low: 0,
      high: MOST_GAP_M,
      source: `From the front bumper to the nearest recorded object in the way of the plan, along it and then on as it turned last, as far as ${String(MOST_GAP_M)} m`,
      human: null,
      limit: null,
      curves: gap,
      nothing: nothing(`Nothing ahead within ${String(MOST_GAP_M)} m.`),
    },
    {
      name: 'ttc',
      title: 'TTC',
      unit: 's',
      low: 0,
      high: MOST_TTC_S,
      source: `Time to collision: until the vehicle, pushed straight on at its speed, touches a recorded object ahead, as far as ${String(MOST_TTC_S)} s. The PDM term fails at ${String(TTC_BOUND_S)} s or less`,
      human: null,
      limit: { value: TTC_BOUND_S, words: `${String(TTC_BOUND_S)} s` },
      curves: ttc,
      nothing: nothing(`Nothing straight ahead within ${String(MOST_TTC_S)} s.`),
    },
  ];
}
