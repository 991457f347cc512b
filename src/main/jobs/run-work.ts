import { randomUUID } from 'node:crypto';
import { clipFilterSchema, type ClipFilter } from '../../shared/domain/clip.ts';
import type { ModelInfo } from '../../shared/domain/model.ts';
import { ProblemError } from '../../shared/domain/problem.ts';
import type { Run } from '../../shared/domain/run.ts';
import type { Inference } from '../inference/inference.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { JobQueue } from './queue.ts';
import type { PdmSetting } from '../../shared/domain/pdm-metric.ts';
import { runModel } from './run-model.ts';
import { defaultPdmSettings, scoreByPdm } from './score-by-pdm.ts';

/** Running models over clips. */
export interface RunWork {
  /** Runs a model over the clips that pass the filter and scores it. */
  start(modelId: string, filter: ClipFilter): Promise<{ runId: string; jobId: string }>;
  /** Goes on with a run that was cancelled, failed or stopped with the app: clips that are done are not run again. */
  resume(runId: string): Promise<{ jobId: string }>;
  /** Scores a run's stored plans by PDM in these settings, beside the scores it has. */
  scorePdm(runId: string, settings: readonly PdmSetting[]): Promise<{ jobId: string }>;
  remove(runId: string): Promise<void>;
  /** To be called when the workspace was opened: runs that were under way when the app ended are `stopped`. */
  settle(): Promise<void>;
}

export function createRunWork(workspace: Workspace, inference: Inference, jobs: JobQueue): RunWork {
  const enqueue = (run: Run, clipIds: string[]): { jobId: string } => {
    const { jobId } = jobs.enqueue({
      kind: 'run',
      title: `Run ${run.modelTitle}`,
      result: { runId: run.runId },
      async run(context) {
        await runModel({ workspace, inference, runId: run.runId, modelId: run.modelId, clipIds }, context);
        await scoreByPdm({ workspace, runId: run.runId, settings: defaultPdmSettings, resume: true }, context);
        return {};
      },
    });
    void jobs.finished(jobId).then(async (job) => {
      // Cancelled while it waited: nothing ran that could have written it. A workspace that closes settles it at its next start.
      if (job.startedUs === null)
        await workspace.runs
          .update(run.runId, { status: 'cancelled', finishedUs: Date.now() * 1000 })
          .catch(() => undefined);
    });
    return { jobId };
  };

  const known = async (runId: string): Promise<Run> => {
    const run = await workspace.runs.get(runId);
    if (!run) throw unknownRun(runId);
    return run;
  };

  return {
    async start(modelId, filter) {
      const model = await runnableModel(inference, modelId);
      const clipIds = await workspace.library.clipIds(filter);
      if (clipIds.length === 0) throw noClips();
      const run = newRun(model, filter, clipIds.length, inference);
      await workspace.runs.create(run);
      return { runId: run.runId, jobId: enqueue(run, clipIds).jobId };
    },
    async resume(runId) {
      const open = jobs.openFor('run', 'runId', runId);
      if (open) return { jobId: open.jobId };
      const run = await known(runId);
      await runnableModel(inference, run.modelId);
      const clipIds = await workspace.library.clipIds(clipFilterSchema.parse(run.parameters.filter ?? {}));
      await workspace.runs.update(runId, { status: 'running', finishedUs: null, clipCount: clipIds.length });
      return { jobId: enqueue(run, clipIds).jobId };
    },
    async scorePdm(runId, settings) {
      const run = await known(runId);
      const { jobId } = jobs.enqueue({
        kind: 'score',
        title: `Score ${run.modelTitle} by PDM`,
        result: { runId },
        async run(context) {
          const { clips, notScored } = await scoreByPdm({ workspace, runId, settings, resume: false }, context);
          return { clips: String(clips), notScored: String(notScored.length), ...reasonOf(notScored) };
        },
      });
      return { jobId };
    },
    async remove(runId) {
      const open = jobs.openFor('run', 'runId', runId);
      if (open) {
        jobs.cancel(open.jobId);
        await jobs.finished(open.jobId);
      }
      await workspace.runs.remove(runId);
    },
    async settle() {
      for (const run of await workspace.runs.list()) {
        if (run.status === 'running' && !jobs.openFor('run', 'runId', run.runId))
          await workspace.runs.update(run.runId, { status: 'stopped' });
      }
    },
  };
}

async function runnableModel(inference: Inference, modelId: string): Promise<ModelInfo> {
  const model = (await inference.models()).find((m) => m.modelId === modelId);
  if (!model) {
    throw new ProblemError({
      code: 'model.unknown',
      title: 'No such model',
      whatHappened: `No manifest in the bundled models or in the workspace has the id ${modelId}.`,
      whatWasKept: 'Everything that was saved before.',
      whatToDo: 'Look in the list of models, or add the model’s folder.',
    });
  }
  if (model.problem) throw new ProblemError(model.problem);
  return model;
}

const newRun = (model: ModelInfo, filter: ClipFilter, clipCount: number, inference: Inference): Run => ({
  runId: randomUUID(),
  modelId: model.modelId,
  modelTitle: model.title,
  modelVersion: model.version,
  modelHash: model.hash ?? '',
  family: model.family,
  // Told anew by the job, which knows where each graph really ran.
  provider: inference.state().provider ?? 'cpu',
  threads: 0,
  status: 'running',
  createdUs: Date.now() * 1000,
  finishedUs: null,
  clipCount,
  clipsDone: 0,
  failures: [],
  parameters: { filter },
  stageMs: {},
});

/** The reason that most clips share, for the one line that a job has. */
function reasonOf(notScored: readonly { reason: string }[]): Record<string, string> {
  const reasons = [...Map.groupBy(notScored, ({ reason }) => reason)].sort(([, a], [, b]) => b.length - a.length);
  return reasons.length === 0 ? {} : { reason: reasons[0][0] };
}

const noClips = () =>
  new ProblemError({
    code: 'run.no-clips',
    title: 'No clip to run on',
    whatHappened: 'No clip passes the filter.',
    whatWasKept: 'Nothing was started.',
    whatToDo: 'Widen the filter, or add a data set first.',
  });

const unknownRun = (runId: string) =>
  new ProblemError({
    code: 'run.unknown',
    title: 'No such run',
    whatHappened: `The workspace has no run ${runId}.`,
    whatWasKept: 'Everything that was saved before.',
    whatToDo: 'Look in the list of runs.',
  });
