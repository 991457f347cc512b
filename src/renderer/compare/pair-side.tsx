import { useMemo } from 'react';
import type { ClipDetail } from '../../shared/domain/clip.ts';
import { scoreInfoOf, type MetricKey, type ScoreInfo } from '../../shared/domain/score.ts';
import type { RunLetter } from '../../shared/domain/series.ts';
import { labelsOf } from '../score/pdm/labels.ts';
import { reasonOf } from '../score/pdm/reason.ts';
import type { Explained } from '../score/pdm/use-explained.ts';
import { whyNotScored, type PanelRun } from '../score/scored-clip.ts';
import { useDecision } from '../state/decision.ts';
import { metricValue } from '../ui/numbers.ts';
import { SeriesKey } from '../ui/series-key.tsx';
import { VerdictGlyph, type Verdict } from '../ui/verdict-glyph.tsx';
import { evidencePicture } from '../viewer/birds-eye/evidence-picture.ts';
import type { GroundLink } from '../viewer/birds-eye/ground-link.ts';
import { GroundView } from '../viewer/birds-eye/ground-view.tsx';
import { clipScene, planMaker } from '../viewer/scene/clip-scene.ts';
import { useShownPart } from '../viewer/use-shown-part.ts';

/** One run on the clip: its name and value, the ground with its plan and what it does not meet, and why in words. */
export function PairSide({
  clip,
  run,
  explained,
  metric,
  link,
}: {
  clip: ClipDetail;
  run: PanelRun;
  explained: Explained | null;
  metric: MetricKey;
  link: GroundLink;
}) {
  const letter = run.key as RunLetter;
  const scene = clipScene(clip);
  const decision = useDecision();
  const info = scoreInfoOf(metric);
  const { predictions } = run;
  const plansAt = useMemo(
    () => planMaker(scene, predictions ? [{ runId: predictions.runId, letter }] : [], predictions ? [predictions] : []),
    [scene, predictions, letter],
  );
  const labelOf = useMemo(() => labelsOf(clip), [clip]);
  const shown = useShownPart(explained?.clipId === clip.clipId ? explained : null, letter);
  const score = useMemo(
    () => ({
      evidence: shown && evidencePicture(shown.part, letter, shown.driven, labelOf),
      quiet: null,
      edit: null,
    }),
    [shown, letter, labelOf],
  );
  const frame = decision?.frame ?? null;
  const value = valueOf(run, frame, metric);
  const { verdict, lead, rest } = wordsOf(run, clip, explained, frame, info, labelOf);
  return (
    <section className="compare-side" aria-label={`Run ${letter}`}>
      <header className="compare-side-head">
        <SeriesKey series={letter}>
          <b>{letter}</b>
        </SeriesKey>
        <span className="compare-side-name" title={run.run?.modelTitle}>
          {run.run?.modelTitle ?? 'run is gone'}
        </span>
        {info && (
          <b
            className="mono"
            data-fail={(info.unit === 'share' && value === 0 && info.better === 'higher') || undefined}
          >
            {metricValue(value, info)}
          </b>
        )}
      </header>
      <div className="compare-side-ground">
        <GroundView
          scene={scene}
          plansAt={plansAt}
          score={score}
          label={`Bird’s eye view with the plan of ${letter}, forward up`}
          link={link}
        />
      </div>
      <p className="compare-side-words">
        <VerdictGlyph verdict={verdict} label="" />
        <span>
          <b>{lead}</b>
          {rest}
        </span>
      </p>
    </section>
  );
}

/** The run's value at a key frame, else that of the whole clip. */
const valueOf = ({ scores }: PanelRun, frame: number | null, metric: MetricKey): number | null =>
  scores?.frames.find((f) => f.frame === frame)?.values[metric] ?? scores?.values[metric] ?? null;

/** What decided the run's score at a key frame, or why there is nothing to tell. */
function wordsOf(
  run: PanelRun,
  clip: ClipDetail,
  explained: Explained | null,
  frame: number | null,
  info: ScoreInfo | undefined,
  labelOf: (token: string) => string | null,
): { verdict: Verdict; lead: string; rest: string } {
  const letter = run.key;
  if (run.run?.provider === 'imported' && !run.predictions)
    return { verdict: 'na', lead: 'Scores only. ', rest: `${letter} was imported without plans: nothing to draw.` };
  const plan = explained?.plans.find((p) => p.letter === letter);
  if (plan?.result) return reasonOf(plan.result, letter, labelOf);
  if (plan?.refused) return { verdict: 'na', lead: 'No score. ', rest: plan.refused };
  const missing = explained?.whole?.missing;
  if (missing) return { verdict: 'na', lead: 'Nothing can be explained here: ', rest: `${missing}.` };
  const why = info && whyNotScored(run, clip.clipId, frame, info);
  if (why) return { verdict: 'na', lead: `${letter} has no score here: `, rest: `${why}.` };
  return info?.family === 'pdm'
    ? { verdict: 'na', lead: '', rest: 'Scoring the plan again for its reasons.' }
    : {
        verdict: 'na',
        lead: '',
        rest: `${info?.title ?? 'This metric'} tells how far, not why; EPDMS and PDMS tell why.`,
      };
}
