import { useMemo } from 'react';
import { useShallow } from 'zustand/react/shallow';
import type { ClipPredictions } from '../../shared/domain/run.ts';
import { useClipDetail, usePredictions } from '../state/queries.ts';
import { shownRuns, useSession } from '../state/session.ts';
import { clipScene, planMaker, type ClipScene } from './scene/clip-scene.ts';

const none: ClipPredictions[] = [];

/** The open clip as both panels draw it, and the plans of a decision instant of it. */
export function useClipScene() {
  const clipId = useSession((s) => s.clipId);
  const clip = useClipDetail(clipId);
  const runs = useSession(useShallow(({ runA, runB, moreRuns }) => ({ runA, runB, moreRuns })));
  const shown = useMemo(() => shownRuns(runs), [runs]);
  const runIds = useMemo(() => shown.map((r) => r.runId), [shown]);
  const { data: predictions = none } = usePredictions(clipId, runIds);
  const { data: detail } = clip;
  const scene = useMemo((): ClipScene | null => (detail ? clipScene(detail) : null), [detail]);
  const plansAt = useMemo(() => planMaker(scene, shown, predictions), [scene, shown, predictions]);
  return { clipId, clip, scene, shown, predictions, plansAt };
}
