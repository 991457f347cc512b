import { useLayoutEffect, useRef } from 'react';
import { useClock } from '../state/clock.ts';
import { markerPath, seriesMarks } from '../../shared/domain/series.ts';
import { seriesColour } from '../ui/series-key.tsx';
import { fixed } from '../ui/numbers.ts';
import { yOf } from './curve.ts';
import type { PlotPlans } from './curve-layer.tsx';
import type { Plot } from './plots.ts';
import { readingsAt, type Reading } from './readings.ts';
import type { Row, RowName } from './rows.ts';
import { xOf, type TimeScale } from './time-scale.ts';

const VALUES_PX = 240;
const HALF_TIME_PX = 22;

const RING_PX = 3.4;

/** A curve's own marker at the playhead, so that colour is not alone. */
function ring(reading: Reading, plot: Plot, row: Row): string {
  const y = row.top + yOf({ low: plot.low, high: plot.high, heightPx: row.height }, reading.value);
  const path = markerPath(seriesMarks[reading.series].marker, RING_PX, 5.5, 5.5);
  return `<svg class="tl-ring" width="11" height="11" style="top:${(y - 5.5).toFixed(1)}px;color:${seriesColour(reading.series)}"><path d="${path}"/></svg>`;
}

const words = (reading: Reading): string =>
  `<span style="color:${seriesColour(reading.series)}">${reading.letter} ${reading.text}</span>`;

/** So many values stand beside the playhead; the others are in the panel's words and in the plot. */
const MOST_VALUES = 5;

/** Values beside the playhead: the first runs and the human. */
function valuesBeside(readings: readonly Reading[]): string {
  if (readings.length <= MOST_VALUES) return readings.map(words).join('');
  const human = readings.filter((r) => r.series === 'human');
  const runs = readings.filter((r) => r.series !== 'human').slice(0, MOST_VALUES - human.length);
  const hidden = readings.length - runs.length - human.length;
  return `${runs.map(words).join('')}<span>+${String(hidden)}</span>${human.map(words).join('')}`;
}

/**
 * The playhead with its time, a ring on each curve and the values beside. It follows the clock by writing to the page
 * itself: nothing else of the timeline is drawn again while time moves. All text written is made of numbers.
 */
export function Playhead({
  scale,
  rows,
  zeroUs,
  signed,
  plots,
  plans,
  windowEndUs,
  follow,
}: {
  scale: TimeScale;
  rows: Record<RowName, Row> & { heightPx: number };
  /** From where seconds count. */
  zeroUs: number;
  /** Seconds have a sign: they count from a decision instant. */
  signed: boolean;
  plots: readonly Plot[];
  plans: readonly PlotPlans[];
  /** End of the scored window that the clock is in; null without a decision instant. */
  windowEndUs: number | null;
  /** Moves a zoomed window when play leaves it. */
  follow: (aboutUs: number, factor: number, byUs: number) => void;
}) {
  const head = useRef<HTMLDivElement>(null);
  const time = useRef<HTMLSpanElement>(null);
  const marks = useRef<HTMLDivElement>(null);

  useLayoutEffect(() => {
    const paint = () => {
      const { timeUs, playing } = useClock.getState();
      if (!head.current || !time.current || !marks.current) return;
      const x = xOf(scale, timeUs);
      const outside = x < 0 || x > scale.widthPx;
      if (outside && playing) {
        const lead = 0.05 * (scale.endUs - scale.startUs);
        follow(0, 1, timeUs - scale.startUs - lead);
      }
      head.current.style.transform = `translateX(${x.toFixed(1)}px)`;
      head.current.hidden = outside;
      const timeX = Math.min(scale.widthPx - HALF_TIME_PX, Math.max(HALF_TIME_PX, x));
      time.current.style.left = `${(timeX - x).toFixed(1)}px`;
      const seconds = (timeUs - zeroUs) / 1e6;
      time.current.textContent = `${signed && seconds >= 0 ? '+' : ''}${fixed(seconds, 2)}`;
      // Right of the scored window while inside it, so that the plans stay in sight.
      const beside = windowEndUs !== null && timeUs <= windowEndUs ? Math.max(x, xOf(scale, windowEndUs)) : x;
      const hasRoom = beside <= scale.widthPx - VALUES_PX;
      const left = !hasRoom && x >= VALUES_PX;
      const offset = hasRoom ? beside - x : 0;
      marks.current.innerHTML = plots
        .map((plot) => {
          const row = rows[plot.name];
          const readings = readingsAt(plot, plans, timeUs);
          const values = `<b class="tl-values" data-left="${String(left)}" style="top:${String(row.top + 2)}px;--x:${offset.toFixed(1)}px">${valuesBeside(readings)}</b>`;
          return readings.map((r) => ring(r, plot, row)).join('') + values;
        })
        .join('');
    };
    paint();
    return useClock.subscribe(paint);
  }, [scale, rows, zeroUs, signed, plots, plans, windowEndUs, follow]);

  return (
    <div ref={head} className="tl-playhead" style={{ height: rows.heightPx }}>
      <span ref={time} className="tl-playhead-time mono" />
      <div ref={marks} className="mono" />
    </div>
  );
}
