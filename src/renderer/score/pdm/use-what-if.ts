import { useEffect, useMemo } from 'react';
import { pose2At } from '../../../shared/maths/track.ts';
import { likeliestMode } from '../../viewer/scene/plan-path.ts';
import { useClock } from '../../state/clock.ts';
import { useDecision } from '../../state/decision.ts';
import { useClipDetail, usePredictions } from '../../state/queries.ts';
import { useSession, useShownRuns } from '../../state/session.ts';
import { usePdmFocus } from './pdm-focus.ts';
import { usePdmSetting } from './use-explained.ts';
import { endWhatIf, startWhatIf, useWhatIf, type EditedPlan } from './what-if.ts';

/** The plan that "what if" would take up now, or why there is none, in words. */
export function useEditablePlan(): EditedPlan | string {
  const clipId = useSession((s) => s.clipId);
  const { data: clip } = useClipDetail(clipId);
  const setting = usePdmSetting();
  const decision = useDecision();
  const letter = usePdmFocus((s) => s.letter);
  const shown = useShownRuns();
  const shownIds = useMemo(() => shown.map((s) => s.runId), [shown]);
  const { data: predictions } = usePredictions(clipId, shownIds);
  return useMemo(() => {
    const runId = shown.find((s) => s.letter === letter)?.runId;
    if (setting === null) return 'Choose EPDMS or PDMS as the metric first.';
    if (clipId === null || runId === undefined) return `No run ${letter} is shown.`;
    if (decision === null) return 'This is before the first decision instant.';
    const found = predictions?.find((p) => p.runId === runId)?.predictions.find((p) => p.frame === decision.frame);
    if (!found) return `${letter} has no plan here.`;
    const origin = clip && pose2At(clip.ego, found.timeUs);
    if (!origin) return 'Where the vehicle is at this instant is not known.';
    const mode = likeliestMode(found.probabilities);
    const original = found.trajectories.slice(mode * found.poses * 3, (mode + 1) * found.poses * 3);
    const { frame, timeUs, stepS } = found;
    return { clipId, frame, timeUs, letter, runId, setting, stepS, origin, original };
  }, [clipId, clip, setting, decision, letter, shown, predictions]);
}

/** While "what if" is on it follows the clip, the setting and the run; the decision instant is held. Mounted once. */
export function useWhatIfFollows(): void {
  const plan = useEditablePlan();
  useEffect(() => {
    const now = useWhatIf.getState().plan;
    if (now === null) return;
    if (typeof plan === 'string') return endWhatIf();
    const same = plan.clipId === now.clipId && plan.frame === now.frame && plan.runId === now.runId;
    if (!same || plan.setting !== now.setting) startWhatIf(plan);
  }, [plan]);
}

/** Takes the plan up, holding its decision instant, or lets it go. */
export function toggleWhatIf(plan: EditedPlan | string): void {
  if (useWhatIf.getState().plan !== null || typeof plan === 'string') return endWhatIf();
  useClock.getState().pause();
  useClock.getState().pin(plan.timeUs);
  startWhatIf(plan);
}
