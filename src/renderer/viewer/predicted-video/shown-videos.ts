import { useMemo } from 'react';
import type { ModelInfo } from '../../../shared/domain/model.ts';
import type { ClipPredictions, Run } from '../../../shared/domain/run.ts';
import type { RunLetter } from '../../../shared/domain/series.ts';
import type { VideoPrediction } from '../../../shared/domain/video-prediction.ts';
import { useShownScores } from '../../score/shown-scores.ts';
import { useModels, usePredictions, useRuns } from '../../state/queries.ts';
import { useSession, useShownRuns } from '../../state/session.ts';
import type { VideoRun } from './strip-model.ts';

/** The shown runs as the panel sees them. */
export interface ShownVideos {
  /** Those of world models, A first. */
  runs: readonly VideoRun[];
  /** Those that predict no pictures at all. */
  without: readonly RunLetter[];
  /** All videos of the clip. */
  videos: readonly VideoPrediction[];
}

/** Whether a run is one of a world model: it has pictures here, or plans nothing and its model makes pictures. */
export function predictsVideo(
  run: Pick<Run, 'modelId' | 'parameters'> | null,
  models: readonly Pick<ModelInfo, 'modelId' | 'role'>[],
  predictions: Pick<ClipPredictions, 'predictions' | 'videos'> | null,
): boolean {
  if (predictions && predictions.videos.length > 0) return true;
  if (predictions && predictions.predictions.length > 0) return false;
  const model = models.find((m) => m.modelId === run?.modelId);
  // A model may have been taken away since; how its run was made is kept with the run.
  return model ? model.role === 'world-model' : run?.parameters.video !== undefined;
}

const noRuns: readonly Run[] = [];
const noModels: readonly ModelInfo[] = [];

/** The shown runs with their videos of the open clip; null while they are read. `error` says why they cannot be. */
export function useShownVideos(): { shown: ShownVideos | null; error: unknown; refetch: () => void } {
  const clipId = useSession((s) => s.clipId);
  const letters = useShownRuns();
  const runIds = useMemo(() => letters.map((r) => r.runId), [letters]);
  const { data: predictions, error, refetch } = usePredictions(clipId, runIds);
  const runs = useRuns().data ?? noRuns;
  const models = useModels().data ?? noModels;
  const scores = useShownScores();
  const shown = useMemo((): ShownVideos | null => {
    if (letters.length > 0 && !predictions) return null;
    const all = letters.map(({ letter, runId }): VideoRun => ({
      letter,
      run: runs.find((r) => r.runId === runId) ?? null,
      predictions: predictions?.find((p) => p.runId === runId) ?? null,
      scores: scores?.find((s) => s.runId === runId) ?? null,
    }));
    const has = all.filter((r) => predictsVideo(r.run, models, r.predictions));
    return {
      runs: has,
      without: all.filter((r) => !has.includes(r)).map((r) => r.letter),
      videos: has.flatMap((r) => r.predictions?.videos ?? []),
    };
  }, [letters, predictions, runs, models, scores]);
  return { shown, error, refetch: () => void refetch() };
}
