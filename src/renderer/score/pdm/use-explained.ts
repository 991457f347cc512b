import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ClipDetail, ClipId } from '../../../shared/domain/clip.ts';
import type { PdmExplained } from '../../../shared/domain/pdm-explained.ts';
import type { PdmSetting } from '../../../shared/domain/pdm-metric.ts';
import { scoreInfoOf } from '../../../shared/domain/score.ts';
import type { RunLetter } from '../../../shared/domain/series.ts';
import { api } from '../../state/connection.ts';
import { useDecision, type Decision } from '../../state/decision.ts';
import { subjects, usePredictions } from '../../state/queries.ts';
import { useSession, useShownRuns } from '../../state/session.ts';
import { usePdmFocus } from './pdm-focus.ts';

/** The setting of the shown metric; null where it is no PDM metric. */
export function usePdmSetting(): PdmSetting | null {
  const info = scoreInfoOf(useSession((s) => s.metric));
  return info?.family === 'pdm' ? info.setting : null;
}

export type ExplainedPlan = PdmExplained['plans'][number] & { letter: RunLetter; runId: string };

/** Scores with all evidence of the runs that are taken apart, at the decision instant. */
export interface Explained {
  clipId: ClipId;
  setting: PdmSetting;
  decision: Decision;
  /** A and B, and the run that is looked at, as far as they plan there. */
  plans: ExplainedPlan[];
  /** Null while it is computed. */
  whole: PdmExplained | null;
  error: unknown;
}

/** Null where nothing is to be explained: no PDM metric, no decision instant yet, or no shown run that plans there. */
export function useExplained(clip: Pick<ClipDetail, 'clipId'> | undefined): Explained | null {
  const clipId = clip?.clipId ?? null;
  const setting = usePdmSetting();
  const decision = useDecision();
  const focus = usePdmFocus((s) => s.letter);
  const shown = useShownRuns();
  const shownIds = useMemo(() => shown.map((s) => s.runId), [shown]);
  const { data: predictions } = usePredictions(clipId, shownIds);
  const frame = decision?.frame ?? null;
  const asked = useMemo(
    () =>
      shown
        .filter(({ letter }) => letter === 'A' || letter === 'B' || letter === focus)
        .filter(({ runId }) =>
          predictions?.some((p) => p.runId === runId && p.predictions.some((one) => one.frame === frame)),
        ),
    [shown, focus, predictions, frame],
  );
  const runIds = useMemo(() => asked.map((s) => s.runId), [asked]);
  const { data, error } = useQuery({
    queryKey: [subjects.pdm, clipId, frame, setting, runIds],
    queryFn: ({ signal }) => {
      if (clipId === null || frame === null || setting === null) throw new Error('nothing to explain');
      return api.clips.pdm({ clipId, frame, setting, runIds, plans: [] }, { signal });
    },
    enabled: clipId !== null && frame !== null && setting !== null && runIds.length > 0,
    gcTime: 60_000,
  });
  return useMemo(() => {
    if (clipId === null || setting === null || decision === null || asked.length === 0) return null;
    const plans = (data?.plans ?? []).flatMap((plan, i) => (asked.at(i) ? [{ ...plan, ...asked[i] }] : []));
    return { clipId, setting, decision, plans, whole: data ?? null, error };
  }, [clipId, setting, decision, asked, data, error]);
}
