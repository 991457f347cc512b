import { useEffect, useRef, useState, type PointerEvent } from 'react';
import type { ClipDetail } from '../../shared/domain/clip.ts';
import { useClock } from '../state/clock.ts';
import { clipTime, fixed, offsetTime } from '../ui/numbers.ts';
import { decisionOf } from '../state/decision.ts';
import type { PlotPlans } from './curve-layer.tsx';
import './floating.css';
import type { Plot } from './plots.ts';
import { readingInWords, readingsAt } from './readings.ts';
import type { Row, RowName } from './rows.ts';
import { timeAt, xOf, type TimeScale } from './time-scale.ts';

const ZOOM_PER_PX = 0.0015;
const SNAP_PX = 4;

/** The nearest of some times within a few pixels of one, else that one itself. */
export function snapped(scale: TimeScale, snapsUs: readonly number[], timeUs: number): number {
  const apart = (us: number) => Math.abs(xOf(scale, us) - xOf(scale, timeUs));
  const nearest = snapsUs.reduce<number | null>(
    (best, us) => (best === null || apart(us) < apart(best) ? us : best),
    null,
  );
  return nearest !== null && apart(nearest) <= SNAP_PX ? nearest : timeUs;
}

/** Takes the pointer and the keyboard of the time axis: drag scrubs and settles on infractions near by (not with Alt), the wheel zooms, hovering reads the curves. */
export function ScrubSurface({
  scale,
  clip,
  plots,
  plans,
  rows,
  snapsUs,
  zoom,
}: {
  scale: TimeScale;
  clip: ClipDetail;
  plots: readonly Plot[];
  plans: readonly PlotPlans[];
  rows: Record<RowName, Row> & { heightPx: number };
  /** Times that a drag near by settles on. */
  snapsUs: readonly number[];
  zoom: (aboutUs: number, factor: number, byUs: number) => void;
}) {
  const surface = useRef<HTMLDivElement>(null);
  const [hoverUs, setHoverUs] = useState<number | null>(null);

  useEffect(() => {
    const element = surface.current;
    if (!element) return;
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      setHoverUs(null);
      const usPerPx = (scale.endUs - scale.startUs) / Math.max(1, scale.widthPx);
      const sideways = event.shiftKey ? event.deltaY : event.deltaX;
      if (sideways !== 0) return zoom(0, 1, sideways * usPerPx);
      const x = event.clientX - element.getBoundingClientRect().left;
      zoom(timeAt(scale, x), Math.exp(event.deltaY * ZOOM_PER_PX), 0);
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [scale, zoom]);

  // The slider's words follow the clock without rendering anything anew.
  useEffect(() => {
    const say = ({ timeUs, ...rest }: ReturnType<typeof useClock.getState>) => {
      const element = surface.current;
      if (!element) return;
      const decision = decisionOf({ timeUs, ...rest });
      const ahead = decision ? `, t0 ${offsetTime((timeUs - decision.timeUs) / 1e6)}` : '';
      const speed = plots.find((p) => p.name === 'speed');
      const words = speed ? `, ${readingInWords(speed, readingsAt(speed, plans, timeUs))}` : '';
      element.setAttribute('aria-valuenow', fixed((timeUs - clip.startUs) / 1e6, 2));
      element.setAttribute('aria-valuetext', `${fixed((timeUs - clip.startUs) / 1e6, 2)} s${ahead}${words}`);
    };
    say(useClock.getState());
    return useClock.subscribe(say);
  }, [clip, plots, plans]);

  const timeOf = (event: PointerEvent<HTMLElement>) =>
    timeAt(scale, event.clientX - event.currentTarget.getBoundingClientRect().left);
  const scrub = (event: PointerEvent<HTMLElement>) => {
    const clock = useClock.getState();
    clock.pause();
    clock.seek(event.altKey ? timeOf(event) : snapped(scale, snapsUs, timeOf(event)));
  };

  return (
    <>
      <div
        ref={surface}
        className="tl-surface"
        role="slider"
        tabIndex={0}
        aria-label="Time in the clip"
        aria-valuemin={0}
        aria-valuemax={(clip.endUs - clip.startUs) / 1e6}
        aria-valuenow={0}
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          scrub(event);
        }}
        onPointerMove={(event) => {
          if (event.currentTarget.hasPointerCapture(event.pointerId)) scrub(event);
          else setHoverUs(timeOf(event));
        }}
        onPointerLeave={() => setHoverUs(null)}
        onDoubleClick={() => zoom(scale.startUs, Number.MAX_SAFE_INTEGER, 0)}
      />
      {hoverUs !== null && (
        <Hover
          x={xOf(scale, hoverUs)}
          timeUs={hoverUs}
          clip={clip}
          plots={plots}
          plans={plans}
          rows={rows}
          widthPx={scale.widthPx}
        />
      )}
    </>
  );
}

function Hover({
  x,
  timeUs,
  clip,
  plots,
  plans,
  rows,
  widthPx,
}: {
  x: number;
  timeUs: number;
  clip: ClipDetail;
  plots: readonly Plot[];
  plans: readonly PlotPlans[];
  rows: Record<RowName, Row> & { heightPx: number };
  widthPx: number;
}) {
  return (
    <>
      <div className="tl-hover-line" style={{ left: x, top: rows.ruler.height }} />
      <div className="floating tl-hover" style={x > widthPx / 2 ? { right: widthPx - x + 8 } : { left: x + 8 }}>
        <b className="mono">{clipTime(timeUs - clip.startUs)}</b>
        {plots.map((plot) => (
          <span key={plot.name}>{readingInWords(plot, readingsAt(plot, plans, timeUs))}</span>
        ))}
      </div>
    </>
  );
}
