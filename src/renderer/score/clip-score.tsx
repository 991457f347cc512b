import { useState } from 'react';
import { VerdictGlyph } from '../ui/verdict-glyph.tsx';
import type { ClipDetail } from '../../shared/domain/clip.ts';
import type { MetricInfo, ScoreInfo } from '../../shared/domain/score.ts';
import { listedLetters } from '../../shared/words/letters.ts';
import { useClock } from '../state/clock.ts';
import { useDecision } from '../state/decision.ts';
import { ABSENT, clipTime, metricDelta, metricValue } from '../ui/numbers.ts';
import { Loading } from '../ui/states.tsx';
import { ErrorStrip } from './error-strip.tsx';
import { factOf } from './fact-sentence.ts';
import { HorizonPlot } from './horizon-plot.tsx';
import { MetricChoice } from './metric-choice.tsx';
import { MetricTable } from './metric-table.tsx';
import { PlansNothing } from './plans-nothing.tsx';
import { ReasonLine } from './reason-line.tsx';
import { RunName } from './run-name.tsx';
import { plansNothing, usePanelRuns, whyNotScored, type PanelRun } from './scored-clip.ts';

/** What the shown runs score on the open clip: the answer, the reason, then its parts. */
export function ClipScore({ clip, info }: { clip: ClipDetail; info: MetricInfo }) {
  const runs = usePanelRuns(clip);
  const decision = useDecision();
  const [all, setAll] = useState(false);
  if (!runs) return <Loading what="Reading the scores" rows={6} />;
  const frame = decision?.frame ?? null;
  const shown = runs.filter((r) => r.key !== 'reference');
  if (shown.length > 0 && shown.every(plansNothing)) return <PlansNothing />;
  const lettered = runs.flatMap(({ key, scores }) => (key === 'reference' || !scores ? [] : [{ letter: key, scores }]));
  const fact = factOf(lettered, info, clip);
  return (
    <section aria-label="This clip">
      <Headline runs={runs} info={info} />
      {fact && (
        <ReasonLine verdict={fact.verdict} lead={fact.lead} rest={fact.rest}>
          {fact.seekUs !== null && (
            <button type="button" className="score-go" onClick={() => useClock.getState().seek(fact.seekUs ?? 0)}>
              Go there
            </button>
          )}
        </ReasonLine>
      )}
      <Unscored runs={runs} clip={clip} info={info} frame={frame} timeUs={decision?.timeUs ?? null} />
      <MetricChoice info={info} all={all} onAll={setAll} />
      <MetricTable runs={runs} info={info} frame={frame} all={all} />
      <ErrorStrip clip={clip} runs={runs} info={info} />
      <HorizonPlot clip={clip} runs={runs} frame={frame} />
    </section>
  );
}

/** So many further runs stand beside A and B; more are told in the table only. */
const MOST_BESIDE = 3;

/** A, B, Δ A − B and the reference, as clip means. */
export function Headline({ runs, info }: { runs: readonly PanelRun[]; info: ScoreInfo }) {
  const value = (key: PanelRun['key']) => runs.find((r) => r.key === key)?.scores?.values[info.key];
  const a = value('A');
  const b = value('B');
  const bothShown = runs.some((r) => r.key === 'A') && runs.some((r) => r.key === 'B');
  const isPair = (r: PanelRun) => r.key === 'A' || r.key === 'B';
  const others = runs.filter((r) => !isPair(r));
  return (
    <div className="score-headline">
      {runs.filter(isPair).map((run) => (
        <OneValue key={run.key} run={run} info={info} />
      ))}
      {bothShown && (
        <span data-delta>
          <b>{a === undefined || b === undefined ? ABSENT : metricDelta(a - b, info)}</b>
          <small>Δ A − B</small>
        </span>
      )}
      {others.slice(0, others.length > MOST_BESIDE ? 0 : MOST_BESIDE).map((run) => (
        <OneValue key={run.key} run={run} info={info} />
      ))}
      {others.length > MOST_BESIDE && <small>{`${String(others.length)} runs more in the table`}</small>}
    </div>
  );
}

function OneValue({ run, info }: { run: PanelRun; info: ScoreInfo }) {
  const pair = run.key === 'A' || run.key === 'B';
  return (
    <span data-aside={!pair}>
      <b>{metricValue(run.scores?.values[info.key], info)}</b>
      <RunName series={run.key}>{run.short}</RunName>
    </span>
  );
}

/** Which shown runs have no score here and why, in words. */
export function Unscored({
  runs,
  clip,
  info,
  frame,
  timeUs,
}: {
  runs: readonly PanelRun[];
  clip: ClipDetail;
  info: ScoreInfo;
  /** Decision instant; null tells of the whole clip only. */
  frame: number | null;
  timeUs: number | null;
}) {
  const reasons = runs.flatMap((r) => {
    if (r.key === 'reference') return [];
    const onClip = whyNotScored(r, clip.clipId, null, info);
    const why = onClip ?? (frame === null ? null : whyNotScored(r, clip.clipId, frame, info));
    return why === null ? [] : [{ letter: r.key, why, whole: onClip !== null }];
  });
  if (reasons.length === 0) return null;
  const at = timeUs === null ? '' : ` at ${clipTime(timeUs - clip.startUs)}`;
  const told = [...Map.groupBy(reasons, (r) => `${String(r.whole)} ${r.why}`).values()].map((same) => ({
    ...same[0],
    letters: listedLetters(same.map((r) => r.letter)),
    verb: same.length > 1 ? 'are' : 'is',
  }));
  return (
    <p className="score-absent">
      <VerdictGlyph verdict="na" label="" />
      <span>
        {told.map((r) => `${r.letters} ${r.verb} not scored${r.whole ? ' on this clip' : at}: ${r.why}.`).join(' ')}
      </span>
    </p>
  );
}
