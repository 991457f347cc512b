import { useMemo } from 'react';
import type { ClipDetail } from '../../shared/domain/clip.ts';
import type { ClipPredictions, Run } from '../../shared/domain/run.ts';
import type { ClipScores, ScoreInfo } from '../../shared/domain/score.ts';
import { usePredictions, useRuns } from '../state/queries.ts';
import type { RunLetter } from '../../shared/domain/series.ts';
import { useShownRuns } from '../state/session.ts';
import { useScoredRunIds, useShownScores } from './shown-scores.ts';

/** A run as the score panel shows it: under its letter, or as the reference that stands beside. */
export interface PanelRun {
  key: RunLetter | 'reference';
  /** `A`, `CV`. */
  short: string;
  run: Run | null;
  scores: ClipScores | null;
  predictions: ClipPredictions | null;
}

const noIds: readonly string[] = [];

/** The shown runs and the reference with what they made of a clip; null while it is being read. */
export function usePanelRuns(clip: Pick<ClipDetail, 'clipId'>): PanelRun[] | null {
  const shown = useShownRuns();
  const { ids, reference } = useScoredRunIds();
  const runs = useRuns().data;
  const scores = useShownScores();
  const shownIds = useMemo(() => shown.map((s) => s.runId), [shown]);
  // Apart, so that the plans of the shown runs are the ones that cameras and timeline read.
  const { data: shownPlans } = usePredictions(clip.clipId, shownIds);
  const { data: referencePlans } = usePredictions(clip.clipId, reference ? [reference.runId] : noIds);
  return useMemo(() => {
    if (ids.length > 0 && (!scores || (shownIds.length > 0 && !shownPlans) || (reference && !referencePlans)))
      return null;
    const predictions = [...(shownPlans ?? []), ...(referencePlans ?? [])];
    const made = (key: PanelRun['key'], short: string, runId: string): PanelRun => ({
      key,
      short,
      run: runs?.find((r) => r.runId === runId) ?? null,
      scores: scores?.find((s) => s.runId === runId) ?? null,
      predictions: predictions.find((p) => p.runId === runId) ?? null,
    });
    return [
      ...shown.map(({ letter, runId }) => made(letter, letter, runId)),
      ...(reference ? [made('reference', 'CV', reference.runId)] : []),
    ];
  }, [ids, shown, shownIds, reference, runs, scores, shownPlans, referencePlans]);
}

/** Whether a run is one of a world model: it predicts pictures and makes no plan. */
export const plansNothing = ({ run, predictions }: Pick<PanelRun, 'run' | 'predictions'>): boolean =>
  predictions && predictions.predictions.length + predictions.videos.length > 0
    ? predictions.predictions.length === 0
    : run?.parameters.video !== undefined;

/** Why a run has no score by a metric at a key frame, or none on the whole clip; null when it has one. */
export function whyNotScored(panel: PanelRun, clipId: string, frame: number | null, metric: ScoreInfo): string | null {
  const scored = panel.scores?.frames.find((f) => f.frame === frame);
  if (scored && scored.values[metric.key] !== undefined) return null;
  if (plansNothing(panel) !== (metric.family === 'video'))
    return metric.family === 'video' ? 'its family predicts no video' : 'a world model plans nothing';
  if (scored)
    return 'horizonS' in metric
      ? `the log ends before ${String(metric.horizonS)} s`
      : 'it was not scored in this setting, or a part is not available';
  const failure = panel.run?.failures.find((f) => f.clipId === clipId);
  if (failure) return failure.reason;
  if (!panel.predictions)
    return panel.run?.status === 'running' ? 'not planned yet' : 'this run did not cover the clip';
  if (frame === null) return panel.scores ? null : 'not scored yet';
  const skipped = panel.predictions.skipped.find((s) => s.frame === frame);
  return skipped?.reason ?? 'the log ends before the first scored second';
}
