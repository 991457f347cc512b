import { z } from 'zod';
import type { ClipDetail, EgoTrack } from '../../../shared/domain/clip.ts';
import type { ModelManifest } from '../../../shared/domain/model.ts';
import type { ClipPredictions } from '../../../shared/domain/run.ts';
import type { Inference } from '../../inference/inference.ts';
import type { TensorData } from '../../inference/tensor.ts';
import { pipelineParameters } from '../parameters.ts';
import type { ClipPlan, PlanHooks, Planner } from '../planner.ts';
import { planOf, readPlans } from '../trajectory-output.ts';
import { commandFromFuture, commands } from './command.ts';
import { historyBefore } from './ego-motion.ts';

const parametersSchema = z.object({
  historyPoses: z.number().int().min(3),
  historyStepS: z.number().positive(),
  commands: z
    .array(z.string())
    .refine((c) => c.join() === commands.join(), `expected ${commands.join(', ')} in this order`),
  commandHorizonS: z.number().positive(),
  commandOffsetM: z.number().positive(),
  /** Inputs are divided by these; nothing is subtracted. */
  scales: z.object({
    history: z.array(z.array(z.number().positive()).length(3)),
    velocity: z.array(z.number().positive()).length(2),
    acceleration: z.array(z.number().positive()).length(2),
  }),
});
type Parameters = z.infer<typeof parametersSchema>;

/** Numbers of the manifest that define the inputs. Throws ProblemError. */
export const egoMlpParameters = (manifest: ModelManifest): Parameters => pipelineParameters(manifest, parametersSchema);

/** One decision instant as the graph takes it: rows of the four inputs, normalised. */
interface EgoStatus {
  history: number[];
  velocity: number[];
  acceleration: number[];
  command: number[];
}

/**
 * Ego status before an instant; null where the recorded path does not reach back far enough. Velocity is that of the last
 * history step, acceleration its change from the step before, both as vectors in the ego frame of the instant.
 */
export function egoStatus(track: EgoTrack, timeUs: number, p: Parameters): EgoStatus | null {
  const history = historyBefore(track, timeUs, p.historyPoses, p.historyStepS);
  if (!history) return null;
  const [older, before, now] = history.slice(-3);
  const step = p.historyStepS;
  const velocity = [(now.x - before.x) / step, (now.y - before.y) / step];
  const earlier = [(before.x - older.x) / step, (before.y - older.y) / step];
  const command = commandFromFuture(track, timeUs, p.commandHorizonS, p.commandOffsetM);
  return {
    history: history.flatMap((pose, i) => [pose.x, pose.y, pose.yaw].map((v, k) => v / p.scales.history[i][k])),
    velocity: velocity.map((v, k) => v / p.scales.velocity[k]),
    acceleration: velocity.map((v, k) => (v - earlier[k]) / step / p.scales.acceleration[k]),
    command: commands.map((c) => (c === command ? 1 : 0)),
  };
}

/** The ego-status MLP: all key frames of a clip in one run of its graph. */
export function createEgoMlp(manifest: ModelManifest, inference: Inference): Planner {
  const p = egoMlpParameters(manifest);
  const { poses, stepS, modes } = planOf(manifest);
  return {
    manifest,
    notes: {
      command: `from the logged future: left or right where the true path lies more than ${p.commandOffsetM} m aside ${p.commandHorizonS} s ahead, unknown where the log ends before`,
    },
    async plan(clip: ClipDetail, hooks: PlanHooks = {}): Promise<ClipPlan> {
      const started = performance.now();
      const skipped: ClipPredictions['skipped'] = [];
      const rows = clip.decisions.flatMap((frame) => {
        const { timeUs } = clip.frames[frame];
        const status = egoStatus(clip.ego, timeUs, p);
        if (status) return [{ frame, timeUs, status }];
        skipped.push({ frame, reason: `history shorter than ${(p.historyPoses - 1) * p.historyStepS} s` });
        return [];
      });
      const predictions: ClipPredictions['predictions'] = [];
      if (rows.length === 0)
        return {
          predictions: { clipId: clip.clipId, predictions, skipped },
          videos: [],
          stageMs: {},
          provider: 'cpu',
          threads: 1,
        };

      const tensor = (name: keyof EgoStatus, shape: number[]): TensorData => ({
        type: 'float32',
        shape: [rows.length, ...shape],
        data: Float32Array.from(rows.flatMap((row) => row.status[name])),
      });
      const feeds = {
        history: tensor('history', [p.historyPoses, 3]),
        velocity: tensor('velocity', [2]),
        acceleration: tensor('acceleration', [2]),
        command: tensor('command', [commands.length]),
      };
      const prepared = performance.now();
      const { outputs, ms, provider, threads } = await inference.run(
        { modelId: manifest.id, graph: 'planner', feeds },
        { signal: hooks.signal },
      );
      const answered = performance.now();
      readPlans(outputs, rows.length, manifest).forEach((plan, i) => {
        predictions.push({ frame: rows[i].frame, timeUs: rows[i].timeUs, stepS, poses, modes, ...plan });
      });
      const each = (total: number) => total / rows.length;
      return {
        predictions: { clipId: clip.clipId, predictions, skipped },
        videos: [],
        stageMs: { preprocess: each(prepared - started), action: each(ms), messages: each(answered - prepared - ms) },
        provider,
        threads,
      };
    },
  };
}
