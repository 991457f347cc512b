import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useMemo } from 'react';
import type { ClipDetail } from '../../shared/domain/clip.ts';
import { SCORED_S } from '../../shared/domain/score.ts';
import { useClock } from '../state/clock.ts';
import { useDecision } from '../state/decision.ts';
import { PlayButtons } from '../timeline/play-buttons.tsx';
import type { DerivedPlot } from '../timeline/plots.ts';
import { TimelineBody } from '../timeline/timeline-body.tsx';
import '../timeline/timeline.css';
import '../timeline/transport.css';
import { IconButton } from '../ui/icon-button.tsx';
import { clipTime, fixed } from '../ui/numbers.ts';
import { SeriesLegend } from '../ui/series-legend.tsx';
import { useClipScene } from '../viewer/use-clip-scene.ts';
import { aheadCurves } from './ahead-curves.ts';
import { aheadPlots } from './ahead-plots.ts';

/** So much of the clip is shown before and after the scored seconds, µs. */
const BESIDE_US = 250_000;
const signals = ['speed', 'acceleration'] as const;

/** The clock of both sides: play, step, time since the decision instant, and the scored seconds to scrub in. */
export function PairTime({ clip }: { clip: ClipDetail }) {
  const decisionUs = useDecision()?.timeUs ?? null;
  const within = useMemo(
    () =>
      decisionUs === null
        ? undefined
        : {
            startUs: Math.max(clip.startUs, decisionUs - BESIDE_US),
            endUs: Math.min(clip.endUs, decisionUs + SCORED_S * 1e6 + BESIDE_US),
          },
    [clip, decisionUs],
  );
  const ahead = useAhead();
  return (
    <div className="compare-pair-time">
      {/* A click leaves the keyboard where it was. */}
      <div className="transport" onMouseDown={(event) => event.preventDefault()}>
        <PlayButtons />
        <PairClock clip={clip} decisionUs={decisionUs} />
        <span className="transport-space" />
        <SeriesLegend most={3} few={2} />
      </div>
      <div className="compare-pair-timeline">
        <TimelineBody
          key={clip.clipId}
          clip={clip}
          within={within}
          tagged={false}
          zeroUs={decisionUs}
          signals={signals}
          derived={ahead}
        />
      </div>
    </div>
  );
}

/** `+2.70 s`. */
const sinceDecision = (seconds: number): string => `${seconds < 0 ? '' : '+'}${fixed(seconds, 2)} s`;

function PairClock({ clip, decisionUs }: { clip: ClipDetail; decisionUs: number | null }) {
  const timeUs = useClock((s) => s.timeUs);
  if (decisionUs === null) return <span className="transport-time">No decision instant in this clip.</span>;
  return (
    <span className="transport-time">
      <b className="mono">{sinceDecision((timeUs - decisionUs) / 1e6)}</b>
      <span className="mono compare-pair-instant">
        <IconButton icon={ChevronLeft} label="Decision instant before" command="compare.instant-previous" />
        {`t0 ${clipTime(decisionUs - clip.startUs)}`}
        <IconButton icon={ChevronRight} label="Next decision instant" command="compare.instant-next" />
      </span>
    </span>
  );
}

/** The plots of what lies ahead of the shown plans and of the human. */
function useAhead(): DerivedPlot[] {
  const { scene, plansAt } = useClipScene();
  const decision = useDecision();
  return useMemo(() => {
    // A first, as in the other plots.
    const plans = [...plansAt(decision)].reverse();
    const curves = scene ? aheadCurves(scene, plans) : { gap: [], ttc: [] };
    return aheadPlots(curves, (scene?.tracks.length ?? 0) > 0);
  }, [scene, plansAt, decision]);
}
