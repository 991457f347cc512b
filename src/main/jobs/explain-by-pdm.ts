import { partsOfClipId, type ClipId } from '../../shared/domain/clip.ts';
import type { PdmExplained, PlanToExplain } from '../../shared/domain/pdm-explained.ts';
import type { PdmSetting } from '../../shared/domain/pdm-metric.ts';
import type { Prediction } from '../../shared/domain/run.ts';
import type { ExplainedPlan } from '../metrics/pdm/explain-plans.ts';
import { startThread, type Thread } from '../runtime/thread.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { cacheFolders, metricCacheOfRun } from './cache-folders.ts';
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
  /** Where the metric caches lie that a run was scored against; asked for at every step of a drag. */
  const known = new Map<string, Promise<readonly string[]>>();
  workspace.onChange((change) => {
    if (change.type === 'runs') earlier = null;
    if (change.type === 'runs' || change.type === 'datasets') known.clear();
  });
  const foldersOf = (runId: string | null, clipId: ClipId): Promise<readonly string[]> => {
    const key = JSON.stringify([runId, partsOfClipId(clipId).datasetId]);
    const folders = known.get(key) ?? foldersOfRun(workspace, runId, clipId);
    known.set(key, folders);
    return folders;
  };
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
      const asked: ExplainedPlan[] = [
        ...stored.flatMap((plan) => (plan ? [plan] : [])),
        ...(await Promise.all(
          plans.map(async (plan) => ({ ...plan, previous: await previousOf(plan, clipId, frame) })),
        )),
      ];
      const scoredAs = [
        ...runIds.filter((_, i) => stored[i] !== null),
        ...plans.map((plan) => plan.previousOf ?? null),
      ];
      const folders = await Promise.all(scoredAs.map((runId) => foldersOf(runId, clipId)));
      // Runs that were scored against different references are explained against their own.
      const groups = [...Map.groupBy(asked.keys(), (i) => JSON.stringify(folders[i])).values()];
      const { indexFile } = workspace;
      const explained = async (group: readonly number[]): Promise<PdmExplained> => {
        const cacheFolders = group.length > 0 ? folders[group[0]] : await foldersOf(null, clipId);
        const wanted = group.map((i) => asked[i]);
        return running().call('explain', { indexFile, clipId, frame, setting, plans: wanted, cacheFolders });
      };
      if (groups.length < 2) return explained(groups[0] ?? []);
      const answers = await Promise.all(groups.map(explained));
      const merged = answers.flatMap((answer, g) => answer.plans.map((plan, k) => ({ plan, at: groups[g][k] })));
      return { ...answers[0], plans: merged.sort((x, y) => x.at - y.at).map(({ plan }) => plan) };
    },
    close: async () => {
      await thread?.stop();
      thread = null;
    },
  };
}

async function foldersOfRun(workspace: Workspace, runId: string | null, clipId: ClipId): Promise<readonly string[]> {
  const run = runId === null ? null : await workspace.runs.get(runId);
  return (await cacheFolders(workspace, run && metricCacheOfRun(run)))(clipId);
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
