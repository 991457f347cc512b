import { useMemo } from 'react';
import type { Run } from '../../shared/domain/run.ts';
import type { ClipScores } from '../../shared/domain/score.ts';
import { useClipScores, useRuns } from '../state/queries.ts';
import { useSession, useShownRuns, type ShownRun } from '../state/session.ts';

/** Model that every other one is held against. */
export const REFERENCE_MODEL_ID = 'constant-velocity';

/** The newest usable run of the reference model; null when there is none, or when it is already shown as one of `shown`. */
export function referenceRun(runs: readonly Run[], shown: readonly ShownRun[]): Run | null {
  const of = runs.filter((r) => r.modelId === REFERENCE_MODEL_ID && r.clipsDone > 0);
  if (of.some((r) => shown.some((s) => s.runId === r.runId))) return null;
  return of.sort((a, b) => b.createdUs - a.createdUs).at(0) ?? null;
}

/** Ids of the shown runs and the reference, A first. */
export function useScoredRunIds(): { ids: string[]; reference: Run | null } {
  const shown = useShownRuns();
  const { data: runs } = useRuns();
  return useMemo(() => {
    const reference = referenceRun(runs ?? [], shown);
    const ids = [...new Set(shown.map((s) => s.runId))];
    return { ids: reference ? [...ids, reference.runId] : ids, reference };
  }, [runs, shown]);
}

/** Scores on the open clip of every shown run and the reference; undefined while loading. */
export function useShownScores(): ClipScores[] | undefined {
  const clipId = useSession((s) => s.clipId);
  const { ids } = useScoredRunIds();
  return useClipScores(clipId, ids).data;
}
