import type { ClipId } from '../../shared/domain/clip.ts';
import type { PdmExplained, PlanToExplain } from '../../shared/domain/pdm-explained.ts';
import type { PdmSetting } from '../../shared/domain/pdm-metric.ts';
import type { Prediction } from '../../shared/domain/run.ts';
import type { ExplainedPlan } from '../metrics/pdm/explain-plans.ts';
import { startThread, type Thread } from '../runtime/thread.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { PdmOperations } from './pdm-thread.ts';
import { planBefore } from './plan-before.ts';

/** Scores on demand, for the window: one thread that keeps the scene it was asked for last. */
export interface PdmExplainer {
  explain(request: {
    clipId: ClipId;
    frame: number;
    setting: PdmSetting;
    runIds: readonly string[];
    plans: readonly PlanToExplain[];
  }): Promise<PdmExplained>;
  close(): Promise<void>;
}

export function createPdmExplainer(workspace: Workspace): PdmExplainer {
  let thread: Thread<PdmOperations> | null = null;
  const running = (): Thread<PdmOperations> => {
    if (thread) return thread;
    const started = startThread<PdmOperations>('pdm-thread');
    started.onExit(() => {
      if (thread === started) thread = null;
    });
    return (thread = started);
  };
  workspace.onChange((change) => {
    if (change.type === 'datasets') void thread?.call('forget', null).catch(() => undefined);
  });
  /** A plan that is dragged asks for the same one again and again. */
  let earlier: { key: string; plan: Promise<PlanToExplain | null> } | null = null;
  workspace.onChange((change) => {
    if (change.type === 'runs') earlier = null;
  });
  const previousOf = ({ previousOf: runId }: PlanToExplain, clipId: ClipId, frame: number) => {
    if (runId === undefined) return null;
    const key = JSON.stringify([clipId, frame, runId]);
    if (earlier?.key !== key)
      earlier = { key, plan: storedPlan(workspace, runId, clipId, frame).then((plan) => plan?.previous ?? null) };
    return earlier.plan;
  };
  return {
    async explain({ clipId, frame, setting, runIds, plans }) {
      const stored = await Promise.all(runIds.map((runId) => storedPlan(workspace, runId, clipId, frame)));
      const { indexFile } = workspace;
      const asked: ExplainedPlan[] = [
        ...stored.flatMap((plan) => (plan ? [plan] : [])),
        ...(await Promise.all(
          plans.map(async (plan) => ({ ...plan, previous: await previousOf(plan, clipId, frame) })),
        )),
      ];
      return running().call('explain', { indexFile, clipId, frame, setting, plans: asked });
    },
    close: async () => {
      await thread?.stop();
      thread = null;
    },
  };
}

async function storedPlan(
  workspace: Workspace,
  runId: string,
  clipId: ClipId,
  frame: number,
): Promise<ExplainedPlan | null> {
  const [found] = await workspace.runs.predictions(clipId, [runId]);
  const own = found?.predictions.find((p) => p.frame === frame);
  if (!own) return null;
  const within = found.predictions.find((p) => p.frame === frame - 1);
  const before = within ?? (await planBefore(workspace, runId, clipId, [own]));
  const asPlan = ({ trajectories, poses, stepS, probabilities }: Prediction): PlanToExplain => {
    // Of several modes the likeliest is scored.
    const mode = probabilities === null ? 0 : Math.max(0, probabilities.indexOf(Math.max(...probabilities)));
    return { name: runId, poses: trajectories.slice(mode * poses * 3, (mode + 1) * poses * 3), stepS };
  };
  return { ...asPlan(own), previous: before ? asPlan(before) : null };
}
