import { useCallback, useMemo, useState } from 'react';
import type { ClipDetail } from '../../shared/domain/clip.ts';
import { useShownReview } from '../review/open-review.ts';
import { useDecision } from '../state/decision.ts';
import { usePredictions } from '../state/queries.ts';
import { useShownRuns } from '../state/session.ts';
import { CurveLayer, DerivedLayer, PlanLayer } from './curve-layer.tsx';
import { useElementSize } from '../ui/use-element-size.ts';
import { EventLayer, eventRowsOf } from './event-layer.tsx';
import { useMarks } from './marks.ts';
import { Playhead } from './playhead.tsx';
import { planCurves, plotOf, shownMotions, type DerivedPlot } from './plots.ts';
import { RowLabels } from './row-labels.tsx';
import { rowsOf, signalNames, type SignalName } from './rows.ts';
import { Ruler } from './ruler.tsx';
import { ScoredWindow, scoredEndUs, SpanLayer } from './scored-window.tsx';
import { ScrubSurface } from './scrub-surface.tsx';
import { TagLayer, tagSpans } from './tag-layer.tsx';
import { panBy, zoomAbout, type TimeScale } from './time-scale.ts';

const noPlots: readonly DerivedPlot[] = [];

interface Window {
  clipId: string;
  startUs: number;
  endUs: number;
}

/**
 * The timeline itself: rows under one time axis, everything still but the playhead. `within` is what is shown before the engineer
 * zooms, the whole clip where it is absent; `tagged` whether the tags have a row; `zeroUs` from where seconds count, the clip's start
 * where it is null. Below the plots of `signals` stand the `derived` ones.
 */
export function TimelineBody({
  clip,
  within = clip,
  tagged = true,
  zeroUs = null,
  signals = signalNames,
  derived = noPlots,
}: {
  clip: ClipDetail;
  within?: { startUs: number; endUs: number } | undefined;
  tagged?: boolean;
  zeroUs?: number | null;
  signals?: readonly SignalName[];
  derived?: readonly DerivedPlot[];
}) {
  const { ref, width, height } = useElementSize();
  const { ref: plotRef, width: plotWidth } = useElementSize();
  const [zoomed, setZoomed] = useState<Window | null>(null);
  const { startUs, endUs } = zoomed?.clipId === clip.clipId ? zoomed : within;
  const scale = useMemo<TimeScale>(() => ({ startUs, endUs, widthPx: plotWidth }), [startUs, endUs, plotWidth]);

  const shown = useShownRuns();
  const runIds = useMemo(() => shown.map((s) => s.runId), [shown]);
  const { data: predictions } = usePredictions(clip.clipId, runIds);
  const motions = useMemo(() => shownMotions(shown, predictions ?? []), [shown, predictions]);
  const recorded = useMemo(() => {
    const plans = motions.flatMap((m) => [...m.byFrame.values()]);
    return signals.map((name) => plotOf(name, clip.signals, plans));
  }, [clip, motions, signals]);
  const plots = useMemo(() => [...recorded, ...derived], [recorded, derived]);

  const marks = useMarks();
  const snapsUs = useMemo(() => marks.flatMap((m) => (m.part ? [m.timeUs] : [])), [marks]);
  const review = useShownReview(clip.clipId);
  const tags = useMemo(() => tagSpans(review?.tags ?? [], clip), [review, clip]);
  const eventRows = useMemo(() => eventRowsOf(marks), [marks]);
  const lanes = tagged ? tags.lanes : null;
  const rows = useMemo(() => {
    const names = plots.map((plot) => plot.name);
    return rowsOf(height, lanes, eventRows.length, names);
  }, [height, lanes, eventRows.length, plots]);

  const decision = useDecision();
  const frame = decision?.frame ?? -1;
  const plans = useMemo(
    () => [
      ...signals.map((name) => ({ name, curves: planCurves(motions, frame, name) })),
      ...derived.map(({ name, curves }) => ({ name, curves })),
    ],
    [motions, frame, signals, derived],
  );

  const zoom = useCallback(
    (aboutUs: number, factor: number, byUs: number) =>
      setZoomed((now) => {
        const from = now?.clipId === clip.clipId ? now : within;
        const next = byUs === 0 ? zoomAbout(from, clip, aboutUs, factor) : panBy(from, clip, byUs);
        const whole = next.startUs <= clip.startUs && next.endUs >= clip.endUs;
        return whole && within === clip ? null : { clipId: clip.clipId, ...next };
      }),
    [clip, within],
  );

  return (
    <div className="timeline" ref={ref}>
      <RowLabels rows={rows} plots={plots} eventRows={eventRows} />
      <div className="timeline-plot" ref={plotRef} style={{ minHeight: rows.heightPx }}>
        {width > 0 && plotWidth > 0 && (
          <>
            <svg className="timeline-still" width={scale.widthPx} height={rows.heightPx} aria-hidden>
              <Ruler scale={scale} clip={clip} rows={rows} zeroUs={zeroUs} />
              <CurveLayer scale={scale} rows={rows} plots={recorded} />
              <DerivedLayer scale={scale} rows={rows} plots={derived} />
              <SpanLayer scale={scale} rows={rows} />
              {decision && <ScoredWindow scale={scale} rows={rows} decision={decision} clipEndUs={clip.endUs} />}
              <PlanLayer scale={scale} rows={rows} plots={plots} plans={plans} />
            </svg>
            <ScrubSurface
              scale={scale}
              clip={clip}
              plots={plots}
              plans={plans}
              rows={rows}
              snapsUs={snapsUs}
              zoom={zoom}
            />
            <EventLayer scale={scale} rows={rows} eventRows={eventRows} />
            {tagged && <TagLayer scale={scale} rows={rows} clip={clip} spans={tags.spans} />}
            <Playhead
              scale={scale}
              rows={rows}
              zeroUs={zeroUs ?? clip.startUs}
              signed={zeroUs !== null}
              plots={plots}
              plans={plans}
              windowEndUs={decision && scoredEndUs(decision, clip.endUs)}
              follow={zoom}
            />
          </>
        )}
      </div>
    </div>
  );
}
