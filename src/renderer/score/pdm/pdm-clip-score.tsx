import { useLayoutEffect, useMemo, useRef } from 'react';
import type { ClipDetail } from '../../../shared/domain/clip.ts';
import { pdmMetricKey, pdmSettingWords, type PdmMetricInfo } from '../../../shared/domain/pdm-metric.ts';
import { pdmTitles, type PdmTerm } from '../../../shared/domain/pdm.ts';
import { problemOf } from '../../../shared/domain/problem.ts';
import { scoreInfoOf } from '../../../shared/domain/score.ts';
import { useDecision } from '../../state/decision.ts';
import { ABSENT, clipTime, metricDelta, metricValue } from '../../ui/numbers.ts';
import { Absent, Loading } from '../../ui/states.tsx';
import { VerdictGlyph } from '../../ui/verdict-glyph.tsx';
import { ErrorStrip } from '../error-strip.tsx';
import { PlansNothing } from '../plans-nothing.tsx';
import { ReasonLine } from '../reason-line.tsx';
import { plansNothing, usePanelRuns, whyNotScored, type PanelRun } from '../scored-clip.ts';
import { labelsOf } from './labels.ts';
import './pdm.css';
import { PdmRuns } from './pdm-runs.tsx';
import { usePdmFocus } from './pdm-focus.ts';
import { reasonOf, type LabelOf } from './reason.ts';
import { shownScore, type ShownScore } from './shown-score.ts';
import { TermPlots } from './term-plots.tsx';
import type { SeriesSource } from './term-series.ts';
import { useExplained } from './use-explained.ts';
import { WaterfallView } from './waterfall-view.tsx';
import { WhatIfBar } from './what-if-bar.tsx';
import { useWhatIf } from './what-if.ts';

const share = { unit: 'share' } as const;

/** A run with what it scores at the decision instant. */
export interface ScoredRun {
  run: PanelRun;
  score: ShownScore | null;
}

/** What the shown runs score by PDM at the decision instant: the answer, the reason, then its parts. */
export function PdmClipScore({ clip, info }: { clip: ClipDetail; info: PdmMetricInfo }) {
  const runs = usePanelRuns(clip);
  const explained = useExplained(clip);
  const decision = useDecision();
  const focus = usePdmFocus();
  const edit = useWhatIf();
  const labelOf = useMemo(() => labelsOf(clip), [clip]);
  const { setting } = info;
  const frame = decision?.frame ?? null;
  const scored = useMemo(
    () =>
      (runs ?? []).map((run): ScoredRun => {
        const result = explained?.plans.find((p) => p.letter === run.key)?.result ?? null;
        return { run, score: shownScore(run.scores, frame, setting, result) };
      }),
    [runs, explained, frame, setting],
  );
  if (!runs) return <Loading what="Reading the scores" rows={6} />;
  const shown = scored.find((s) => s.run.key === focus.letter) ?? scored.find((s) => s.run.key !== 'reference');
  const letter = shown?.run.key ?? 'A';
  const edited =
    edit.plan !== null && edit.scored?.result ? shownScore(null, frame, setting, edit.scored.result) : null;
  const score = edited ?? shown?.score ?? null;
  const sources = scored.flatMap(({ run, score: s }): SeriesSource[] =>
    run.key === 'reference' || !s?.result
      ? []
      : [{ series: run.key, result: run.key === letter && edited?.result ? edited.result : s.result }],
  );
  if (explained?.whole?.human) sources.push({ series: 'human', result: explained.whole.human });
  const term: PdmTerm | null = focus.hovered ?? focus.term;
  return (
    <section aria-label="This clip">
      <PdmHeadline scored={scored} edited={edited} letter={letter} />
      <p className="pdm-setting" title={referenceWords(score)}>
        {`${pdmSettingWords(setting)}; ${
          score?.from === 'clip'
            ? 'mean of the clip'
            : decision
              ? `t0 ${clipTime(decision.timeUs - clip.startUs)}`
              : 'no decision instant yet'
        }`}
      </p>
      {score?.result && <ReasonBox score={score} letter={edited ? `${letter}, edited,` : letter} labelOf={labelOf} />}
      <WhatIfBar />
      {score && shown && score.total === null && !score.result && (
        <Note>{`No ${pdmTitles[setting.version]} for ${letter}: a part is not available.`}</Note>
      )}
      {score === null && shown && plansNothing(shown.run) ? (
        <PlansNothing />
      ) : score ? (
        <WaterfallView score={score} setting={setting} letter={letter} labelOf={labelOf} />
      ) : (
        <Absent>{whyNoScore(shown?.run ?? null, clip, frame, info)}</Absent>
      )}
      <Notes scored={scored} shown={shown ?? null} explained={explained} frame={frame} />
      {term !== null && explained && (
        <TermPlots key={term} term={term} sources={sources} fromUs={explained.decision.timeUs} />
      )}
      <PdmRuns scored={scored} setting={setting} clip={clip} frame={frame} info={info} />
      {clip.decisions.length > 1 && <ErrorStrip clip={clip} runs={runs} info={info} />}
    </section>
  );
}

const referenceNames = {
  given: 'the reference that came with the scene',
  'metric-cache': 'the metric cache of the kit',
  'pdm-closed': 'PDM-Closed, planned here',
};

/** Whose progress is the measure. */
const referenceWords = (score: ShownScore | null): string | undefined => {
  const reference = score?.result?.context.reference;
  return reference ? `Progress is measured against ${referenceNames[reference]}.` : undefined;
};

/** A, B and Δ A − B at the decision instant; an edited plan before them. */
function PdmHeadline({
  scored,
  edited,
  letter,
}: {
  scored: readonly ScoredRun[];
  edited: ShownScore | null;
  letter: string;
}) {
  const totalOf = (key: string) => scored.find((s) => s.run.key === key)?.score?.total ?? null;
  const [a, b] = [totalOf('A'), totalOf('B')];
  const has = (key: string) => scored.some((s) => s.run.key === key);
  const ref = useRef<HTMLDivElement>(null);
  const took = useWhatIf((s) => s.tookMs);
  useLayoutEffect(() => {
    // For measuring how long an edit takes until it is shown.
    if (ref.current) ref.current.dataset.tookMs = took === null ? '' : took.toFixed(1);
  }, [took]);
  return (
    <div className="score-headline" ref={ref}>
      {edited && <OneTotal total={edited.total} name={`${letter} edited`} />}
      {(['A', 'B'] as const).filter(has).map((key) => (
        <OneTotal key={key} total={totalOf(key)} name={key} aside={edited !== null} />
      ))}
      {edited ? (
        <Delta value={difference(edited.total, totalOf(letter))} name={`Δ edited − ${letter}`} />
      ) : (
        has('A') && has('B') && <Delta value={difference(a, b)} name="Δ A − B" />
      )}
    </div>
  );
}

const difference = (a: number | null, b: number | null): number | null => (a === null || b === null ? null : a - b);

function OneTotal({ total, name, aside = false }: { total: number | null; name: string; aside?: boolean }) {
  return (
    <span data-aside={aside} data-fail={total === 0 || undefined}>
      <b>{metricValue(total, share)}</b>
      <small>{name}</small>
    </span>
  );
}

const Delta = ({ value, name }: { value: number | null; name: string }) => (
  <span data-delta>
    <b>{value === null ? ABSENT : metricDelta(value, share)}</b>
    <small>{name}</small>
  </span>
);

function ReasonBox({ score, letter, labelOf }: { score: ShownScore; letter: string; labelOf: LabelOf }) {
  if (!score.result) return null;
  const { verdict, lead, rest } = reasonOf(score.result, letter, labelOf);
  return <ReasonLine verdict={verdict} lead={lead} rest={rest} />;
}

function Note({ children }: { children: React.ReactNode }) {
  return (
    <p className="score-absent">
      <VerdictGlyph verdict="na" label="" />
      <span>{children}</span>
    </p>
  );
}

/** What the numbers lack: evidence, parts, or an answer. */
function Notes({
  scored,
  shown,
  explained,
  frame,
}: {
  scored: readonly ScoredRun[];
  shown: ScoredRun | null;
  explained: ReturnType<typeof useExplained>;
  frame: number | null;
}) {
  const notes: string[] = [];
  const imported = scored.filter((s) => s.run.run?.provider === 'imported').map((s) => s.run.short);
  const missing = shown?.score?.result?.terms.filter(
    (t) => t.missing !== null && t.weight + Number(t.role === 'gate') > 0,
  );
  if (shown && imported.includes(shown.run.short))
    notes.push(`The scores of ${shown.run.short} were imported: there is no plan, so no evidence of why.`);
  if (explained?.error) notes.push(problemOf(explained.error).whatHappened);
  if (explained?.whole?.missing) notes.push(`Nothing can be explained here: ${explained.whole.missing}.`);
  const refused = explained?.plans.find((p) => p.letter === shown?.run.key)?.refused;
  if (refused) notes.push(refused);
  for (const part of missing ?? []) notes.push(part.sentence);
  for (const note of shown?.score?.result?.notes ?? []) notes.push(note);
  if (notes.length === 0 || (frame === null && shown?.score === null)) return null;
  return (
    <>
      {[...new Set(notes)].map((note) => (
        <Note key={note}>{note}</Note>
      ))}
    </>
  );
}

function whyNoScore(run: PanelRun | null, clip: ClipDetail, frame: number | null, info: PdmMetricInfo): string {
  if (run === null) return 'No run is shown.';
  if (frame === null && clip.decisions.length > 0) return 'No plan: this is before the first decision instant.';
  const total = scoreInfoOf(pdmMetricKey(info.setting, 'total'));
  const why = whyNotScored(run, clip.clipId, frame, total ?? info);
  return `${run.short} has no ${pdmTitles[info.setting.version]} here: ${why ?? 'it was not scored in this setting'}.`;
}
