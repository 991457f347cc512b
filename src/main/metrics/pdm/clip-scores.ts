import type { ClipDetail } from '../../../shared/domain/clip.ts';
import { pdmMetricKey, pdmReferenceKey, pdmTermsOf, type PdmSetting } from '../../../shared/domain/pdm-metric.ts';
import type { PdmResult } from '../../../shared/domain/pdm.ts';
import { ProblemError } from '../../../shared/domain/problem.ts';
import type { RoadMap } from '../../../shared/domain/road-map.ts';
import type { Prediction } from '../../../shared/domain/run.ts';
import type { ClipScores, MetricKey } from '../../../shared/domain/score.ts';
import { noCaches, type CachedScenes } from './cached-scene.ts';
import { frameBefore, planOf, preparedFrame } from './clip-frames.ts';
import type { Scorer } from './score-batch.ts';
import { scorePlan } from './score-plan.ts';

/** Plans of one run on one clip. */
export interface PlansOfClip {
  runId: string;
  predictions: readonly Prediction[];
  /** The run's plan of the frame before the clip's first decision, where that frame belongs to another clip. */
  before: Prediction | null;
}

export interface PdmClipScores {
  scores: Pick<ClipScores, 'runId' | 'values' | 'frameCounts' | 'frames'>[];
  /** Frames without a total, and why, in words. */
  notScored: { runId: string; frame: number; reason: string }[];
}

/**
 * Scores the plans of some runs on one clip: per key frame the terms that are available, and their means. `caches` goes before
 * what is made of the clip.
 */
export function pdmClipScores(
  scorer: Scorer,
  clip: ClipDetail,
  roads: RoadMap | null,
  setting: PdmSetting,
  runs: readonly PlansOfClip[],
  caches: CachedScenes = noCaches,
): PdmClipScores {
  const notScored: PdmClipScores['notScored'] = [];
  const frames = new Map<string, ClipScores['frames']>(runs.map(({ runId }) => [runId, []]));
  const wanted = [...new Set(runs.flatMap(({ predictions }) => predictions.map(({ frame }) => frame)))].sort(
    (a, b) => a - b,
  );
  for (const frame of wanted) {
    const lack = (runId: string, reason: string) => notScored.push({ runId, frame, reason });
    const asked = runs.filter(({ predictions }) => predictions.some((p) => p.frame === frame));
    try {
      const prepared = preparedFrame(
        scorer,
        clip,
        roads,
        frame,
        setting,
        caches.get(clip.frames[frame]?.token ?? '') ?? null,
      );
      if ('missing' in prepared) {
        asked.forEach(({ runId }) => lack(runId, prepared.missing));
        continue;
      }
      for (const { runId, predictions, before } of asked) {
        const own = predictions.find((p) => p.frame === frame)!;
        const earlier = frameBefore(clip, frame);
        const previous = predictions.find((p) => p.frame === earlier) ?? (before?.frame === earlier ? before : null);
        try {
          const result = scorePlan(scorer, prepared, setting.version, {
            name: runId,
            plan: planOf(prepared.scene.name, own),
            previous: previous ? planOf(prepared.scene.name, previous) : null,
          });
          if (result.totalMissing !== null) lack(runId, result.totalMissing);
          const values = valuesOf(setting, result);
          if (Object.keys(values).length > 0) frames.get(runId)!.push({ frame, values });
        } catch (error) {
          lack(runId, reasonOf(error));
        }
      }
    } catch (error) {
      asked.forEach(({ runId }) => lack(runId, reasonOf(error)));
    }
  }
  return { scores: runs.map(({ runId }) => ({ runId, ...meansOf(frames.get(runId)!) })), notScored };
}

/** A fault of the input is told; one of the program is not swallowed. */
function reasonOf(error: unknown): string {
  if (error instanceof ProblemError) return error.problem.whatHappened;
  throw error;
}

function valuesOf(setting: PdmSetting, result: PdmResult): Record<MetricKey, number> {
  const values: Record<MetricKey, number> = {};
  if (result.total !== null) values[pdmMetricKey(setting, 'total')] = result.total;
  for (const term of pdmTermsOf(setting.version)) {
    const value = result.terms.find((t) => t.term === term)?.value ?? null;
    if (value !== null) values[pdmMetricKey(setting, term)] = value;
  }
  const { reference } = result.context;
  if (reference !== null) values[pdmReferenceKey(setting)] = reference === 'metric-cache' ? 1 : 0;
  return values;
}

function meansOf(frames: ClipScores['frames']): Pick<ClipScores, 'values' | 'frameCounts' | 'frames'> {
  const sums: Record<MetricKey, number> = {};
  const frameCounts: Record<MetricKey, number> = {};
  for (const { values } of frames)
    for (const [key, value] of Object.entries(values)) {
      sums[key] = (sums[key] ?? 0) + value;
      frameCounts[key] = (frameCounts[key] ?? 0) + 1;
    }
  return {
    values: Object.fromEntries(Object.entries(sums).map(([key, sum]) => [key, sum / frameCounts[key]])),
    frameCounts,
    frames,
  };
}
