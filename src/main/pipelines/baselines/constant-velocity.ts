import { z } from 'zod';
import type { ClipDetail } from '../../../shared/domain/clip.ts';
import type { ModelManifest } from '../../../shared/domain/model.ts';
import type { ClipPredictions, Prediction } from '../../../shared/domain/run.ts';
import { planOf } from '../trajectory-output.ts';
import { pipelineParameters } from '../parameters.ts';
import type { Planner } from '../planner.ts';
import { historyS, velocityBefore } from './ego-motion.ts';

const parametersSchema = z.object({
  /** Seconds the velocity is measured over. */
  baselineS: z.number().positive(),
  /** Where the recording is shorter, down to this. */
  shortestBaselineS: z.number().positive(),
});

/**
 * Holds the velocity measured over the last half second: pose i lies at v · (i + 1) · stepS in the ego frame, in the
 * direction of motion, which need not be where the vehicle points; the heading stays. Defined in models/constant-velocity/MODEL_CARD.md.
 */
export function createConstantVelocity(manifest: ModelManifest): Planner {
  const { baselineS, shortestBaselineS } = pipelineParameters(manifest, parametersSchema);
  const { poses, stepS } = planOf(manifest);
  return {
    manifest,
    notes: { velocity: `mean over the last ${baselineS} s of ego poses` },
    plan: async (clip: ClipDetail) => {
      const started = performance.now();
      const predictions: Prediction[] = [];
      const skipped: ClipPredictions['skipped'] = [];
      clip.decisions.forEach((frame) => {
        const { timeUs } = clip.frames[frame];
        const baseline = Math.min(baselineS, historyS(clip.ego, timeUs));
        if (!(baseline >= shortestBaselineS))
          return skipped.push({ frame, reason: `history shorter than ${shortestBaselineS} s` });
        const velocity = velocityBefore(clip.ego, timeUs, baseline);
        if (!velocity) return skipped.push({ frame, reason: 'no ego pose at this instant' });
        const trajectories = Array.from({ length: poses }, (_, i) => [
          velocity.x * stepS * (i + 1),
          velocity.y * stepS * (i + 1),
          0,
        ]).flat();
        return predictions.push({ frame, timeUs, stepS, poses, modes: 1, trajectories, probabilities: null });
      });
      const ms = performance.now() - started;
      return {
        predictions: { clipId: clip.clipId, predictions, skipped },
        videos: [],
        stageMs: predictions.length > 0 ? { action: ms / predictions.length } : {},
        provider: 'analytic',
        threads: 1,
      };
    },
  };
}
