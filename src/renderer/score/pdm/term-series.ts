import type { PdmResult, PdmTerm } from '../../../shared/domain/pdm.ts';
import type { RunLetter } from '../../../shared/domain/series.ts';
import { STEP_S } from './part-instant.ts';

/** One quantity of a part over the scored seconds, with the bounds it is held against. */
export interface TermSeries {
  name: string;
  unit: string;
  /** Bounds; null on a side without one. */
  low: number | null;
  high: number | null;
  lines: { series: RunLetter | 'human' | 'reference'; atS: number[]; values: number[] }[];
}

export interface SeriesSource {
  series: RunLetter | 'human';
  result: PdmResult;
}

/** What there is to plot of a part; empty for parts that are no curve. */
export function termSeries(term: PdmTerm, sources: readonly SeriesSource[]): TermSeries[] {
  const found = sources.flatMap(({ series, result }) => {
    const evidence = result.terms.find((t) => t.term === term)?.evidence;
    return evidence ? [{ series, evidence }] : [];
  });
  const [first] = found;
  switch (first?.evidence.kind) {
    case 'lane keeping': {
      const { limitM } = first.evidence;
      const lines = found.flatMap(({ series, evidence }) =>
        evidence.kind === 'lane keeping' ? [line(series, evidence.deviationM)] : [],
      );
      return [{ name: 'Off the centreline', unit: 'm', low: null, high: limitM, lines }];
    }
    case 'driving direction': {
      const { compliantBelowM } = first.evidence;
      const lines = found.flatMap(({ series, evidence }) =>
        evidence.kind === 'driving direction' ? [line(series, evidence.travelM)] : [],
      );
      return [{ name: 'Against the direction within 1 s', unit: 'm', low: null, high: compliantBelowM, lines }];
    }
    case 'progress': {
      const { referenceM } = first.evidence;
      const lines: TermSeries['lines'] = found.flatMap(({ series, evidence }) =>
        evidence.kind === 'progress' ? [line(series, evidence.planM)] : [],
      );
      if (referenceM) lines.push(line('reference', referenceM));
      return [{ name: 'Along the route', unit: 'm', low: null, high: null, lines }];
    }
    case 'comfort':
      return first.evidence.series.map(({ name, unit, low, high }, k) => ({
        name,
        unit,
        low,
        high,
        lines: found.flatMap(({ series, evidence }) =>
          evidence.kind === 'comfort' && evidence.series[k]
            ? [line(series, evidence.series[k].values, evidence.historySamples)]
            : [],
        ),
      }));
    case 'extended comfort':
      return first.evidence.series.map(({ name, unit, limit }, k) => ({
        name: `${name}, differs from the plan before`,
        unit,
        low: -limit,
        high: limit,
        lines: found.flatMap(({ series, evidence }) => {
          const one = evidence.kind === 'extended comfort' ? evidence.series.at(k) : undefined;
          return one
            ? [
                line(
                  series,
                  one.now.map((v, i) => v - one.previous[i]),
                ),
              ]
            : [];
        }),
      }));
    case 'collisions':
    case 'drivable area':
    case 'traffic lights':
    case 'time to collision':
    case undefined:
      return [];
  }
}

const line = (series: TermSeries['lines'][number]['series'], values: readonly number[], history = 0) => ({
  series,
  atS: values.map((_, i) => (i - history) * STEP_S),
  values: [...values],
});

/** The curves that leave their bounds come first; of many, those are the ones to look at. */
export const outFirst = (series: readonly TermSeries[]): TermSeries[] => {
  const out = ({ lines, low, high }: TermSeries) =>
    lines.some((l) => l.values.some((v) => (high !== null && v > high) || (low !== null && v < low)));
  return [...series].sort((a, b) => Number(out(b)) - Number(out(a)));
};
