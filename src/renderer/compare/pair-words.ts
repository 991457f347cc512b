import type { ClipDetail } from '../../shared/domain/clip.ts';
import { problemOf } from '../../shared/domain/problem.ts';
import type { MetricKey, ScoreInfo } from '../../shared/domain/score.ts';
import { reasonOf, type LabelOf } from '../score/pdm/reason.ts';
import type { Explained } from '../score/pdm/use-explained.ts';
import { whyNotScored, type PanelRun } from '../score/scored-clip.ts';
import type { Verdict } from '../ui/verdict-glyph.tsx';

/** The run's value at a key frame, else that of the whole clip. */
export const valueOf = ({ scores }: Pick<PanelRun, 'scores'>, frame: number | null, metric: MetricKey): number | null =>
  scores?.frames.find((f) => f.frame === frame)?.values[metric] ?? scores?.values[metric] ?? null;

/** What decided the run's score at a key frame, or why there is nothing to tell. */
export function wordsOf(
  run: PanelRun,
  clip: Pick<ClipDetail, 'clipId'>,
  explained: Explained | null,
  frame: number | null,
  info: ScoreInfo | undefined,
  labelOf: LabelOf,
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
  const told = (rest: string) => ({ verdict: 'na' as const, lead: '', rest });
  if (info?.family === 'pdm')
    return explained?.error
      ? { verdict: 'na', lead: 'The reasons could not be had. ', rest: problemOf(explained.error).whatHappened }
      : told('Scoring the plan again for its reasons.');
  const title = info?.title ?? 'This metric';
  if (info?.family === 'video')
    return told(
      `${letter} predicts pictures and plans nothing: nothing to draw. ${title} holds them against the recorded ones; Review shows both.`,
    );
  return told(`${title} tells how far, not why; EPDMS and PDMS tell why.`);
}
