import { useMemo, useState } from 'react';
import { pdmTermWords, type PdmTerm } from '../../../shared/domain/pdm.ts';
import { SCORED_S } from '../../../shared/domain/score.ts';
import { useClock } from '../../state/clock.ts';
import { niceCeil } from '../../timeline/ticks.ts';
import { Button } from '../../ui/button.tsx';
import { figure, withUnit } from '../../ui/numbers.ts';
import { useElementSize } from '../../ui/use-element-size.ts';
import { SeriesLine } from '../series-line.tsx';
import { outFirst, termSeries, type SeriesSource, type TermSeries } from './term-series.ts';

const HEIGHT = 66;
const LEFT = 30;
const RIGHT = 8;
const TOP = 6;
const BOTTOM = 14;
/** So many plots stand open; the others are one click away. */
const FEW = 1;

/** The quantities of a part over the scored seconds against their bounds. */
export function TermPlots({
  term,
  sources,
  fromUs,
}: {
  term: PdmTerm;
  sources: readonly SeriesSource[];
  /** Decision instant. */
  fromUs: number;
}) {
  const [all, setAll] = useState(false);
  const series = useMemo(() => outFirst(termSeries(term, sources)), [term, sources]);
  if (series.length === 0) return null;
  return (
    <section className="pdm-plots" aria-label={`${pdmTermWords[term].short} over time`}>
      {(all ? series : series.slice(0, FEW)).map((one) => (
        <TermPlot key={one.name} one={one} fromUs={fromUs} />
      ))}
      {series.length > FEW && (
        <Button tone="quiet" onClick={() => setAll(!all)}>
          {all ? 'Fewer' : `All ${String(series.length)} quantities`}
        </Button>
      )}
    </section>
  );
}

function TermPlot({ one, fromUs }: { one: TermSeries; fromUs: number }) {
  const { ref, width } = useElementSize();
  const nowS = useClock((c) => (c.timeUs - fromUs) / 1e6);
  const values = one.lines.flatMap((l) => l.values);
  const bounds = [one.low, one.high].filter((v) => v !== null);
  const most = niceCeil(Math.max(1e-3, ...values.map(Math.abs), ...bounds.map(Math.abs)));
  const low = Math.min(...values, ...bounds) < 0 ? -most : 0;
  const startS = Math.min(0, ...one.lines.map((l) => l.atS[0] ?? 0));
  const x = (s: number) => LEFT + ((s - startS) / (SCORED_S - startS)) * (width - LEFT - RIGHT);
  const y = (v: number) => HEIGHT - BOTTOM - ((v - low) / (most - low)) * (HEIGHT - BOTTOM - TOP);
  const limits = bounds.map((v) => withUnit(v, one.unit)).join(' to ');
  const words = one.lines.map(
    (l) => `${l.series} from ${figure(Math.min(...l.values))} to ${figure(Math.max(...l.values))} ${one.unit}`,
  );
  return (
    <figure className="score-plot" ref={ref}>
      <figcaption>{`${one.name.charAt(0).toUpperCase()}${one.name.slice(1)}, ${one.unit}${limits === '' ? '' : `; limit ${limits}`}`}</figcaption>
      <svg width={width} height={HEIGHT} role="img" aria-label={words.join('; ')}>
        {width > 0 && (
          <>
            {[low, most].map((v) => (
              <g key={v}>
                <line className="score-grid" x1={LEFT} x2={width - RIGHT} y1={y(v)} y2={y(v)} />
                <text className="score-tick" x={LEFT - 5} y={y(v) + 3} textAnchor="end">
                  {figure(v, 2)}
                </text>
              </g>
            ))}
            {bounds.map((v) => (
              <line key={v} className="pdm-limit" x1={LEFT} x2={width - RIGHT} y1={y(v)} y2={y(v)} />
            ))}
            {Array.from({ length: SCORED_S + 1 }, (_, s) => (
              <text
                key={s}
                className="score-tick"
                x={x(s)}
                y={HEIGHT - 2}
                textAnchor={s === SCORED_S ? 'end' : 'middle'}
              >
                {s === 0 ? 't0' : `+${String(s)} s`}
              </text>
            ))}
            {one.lines.map(({ series, atS, values: line }) => (
              <SeriesLine
                key={series}
                series={series}
                label={series === 'reference' ? 'reference' : series}
                points={line.map((v, i) => ({
                  x: x(atS[i]),
                  y: y(v),
                  marked: atS[i] > 0 && Math.abs(atS[i] - Math.round(atS[i])) < 1e-6,
                }))}
              />
            ))}
            {nowS >= startS && nowS <= SCORED_S && (
              <line className="pdm-now" x1={x(nowS)} x2={x(nowS)} y1={TOP - 4} y2={HEIGHT - BOTTOM} />
            )}
          </>
        )}
      </svg>
    </figure>
  );
}
