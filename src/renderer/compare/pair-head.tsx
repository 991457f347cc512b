import { metricValue } from '../ui/numbers.ts';
import { SeriesKey } from '../ui/series-key.tsx';
import type { PairRun } from './pair-run.ts';

/** Whose side it is: line, letter, name and value. */
export function PairHead({ of: { letter, run, info, value } }: { of: PairRun }) {
  return (
    <header className="compare-side-head">
      <SeriesKey series={letter}>
        <b>{letter}</b>
      </SeriesKey>
      <span className="compare-side-name" title={run.run?.modelTitle}>
        {run.run?.modelTitle ?? 'run is gone'}
      </span>
      {info && (
        <b className="mono" data-fail={(info.unit === 'share' && value === 0 && info.better === 'higher') || undefined}>
          {metricValue(value, info)}
        </b>
      )}
    </header>
  );
}
