import { randomUUID } from 'node:crypto';
import { clipFilterSchema, type ClipFilter } from '../../shared/domain/clip.ts';
import type { ModelInfo } from '../../shared/domain/model.ts';
import { ProblemError } from '../../shared/domain/problem.ts';
import type { Run } from '../../shared/domain/run.ts';
import { videoRunOptionsSchema, type VideoRunOptions } from '../../shared/domain/video-prediction.ts';
import type { Inference } from '../inference/inference.ts';
import type { CameraFrames } from '../media/camera-frames.ts';
import { requirePipeline } from '../pipelines/create-planner.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { JobQueue } from './queue.ts';
import type { PdmSetting } from '../../shared/domain/pdm-metric.ts';
import {
  isSecondStageClip,
  twoStageScoresOf,
  type TwoStageRequest,
  type TwoStageScore,
} from '../../shared/domain/pdm-two-stage.ts';
import { checkCacheFolder, metricCacheOfRun } from './cache-folders.ts';
import { scoreTwoStage, stagesOf } from './score-two-stage.ts';
import { runModel } from './run-model.ts';
import { partHashes } from './run-parts.ts';
import { defaultPdmSettings, scoreByPdm } from './score-by-pdm.ts';

/** Running models over clips. */
export interface RunWork {
  /**
   * Runs a planner or a world model over the clips that pass the filter and scores it. `video` is read for a world model.
   * Throws ProblemError: a model that is unknown, cannot run or is a part of others; no clips.
   */
  start(modelId: string, filter: ClipFilter, video?: VideoRunOptions): Promise<{ runId: string; jobId: string }>;
  /** Goes on with a run that was cancelled, failed or stopped with the app: clips that are done are not run again. */
  resume(runId: string): Promise<{ jobId: string }>;
  /**
   * Scores a run's stored plans by PDM in these settings, beside the scores it has. `metricCache` is a folder of the kit's metric
   * caches whose reference goes before PDM-Closed; it is kept with the run, null forgets it. Throws ProblemError for a run of a
   * world model and for a folder without caches.
   */
  scorePdm(runId: string, settings: readonly PdmSetting[], metricCache?: string | null): Promise<{ jobId: string }>;
  /**
   * Scores a run in two stages as a split of the kit pairs its scenes, and keeps the result with the run. Throws ProblemError for a
   * run without second-stage scenes, and for a file that pairs none.
   */
  scoreTwoStage(runId: string, request: TwoStageRequest): Promise<{ jobId: string }>;
  /** How many scenes of each stage a run has plans of; a run without a second stage cannot be scored in two. */
  stages(runId: string): Promise<{ first: number; second: number }>;
  remove(runId: string): Promise<void>;
  /** To be called when the workspace was opened: runs that were under way when the app ended are `stopped`. */
  settle(): Promise<void>;
}

export interface RunParts {
  workspace: Workspace;
  inference: Inference;
  /** Recorded pictures, for world models. */
  frames: CameraFrames;
  jobs: JobQueue;
}

export function createRunWork({ workspace, inference, frames, jobs }: RunParts): RunWork {
  const enqueue = (run: Run, clipIds: string[], plans: boolean): { jobId: string } => {
    const { jobId } = jobs.enqueue({
      kind: 'run',
      title: `Run ${run.modelTitle}`,
      result: { runId: run.runId },
      async run(context) {
        await runModel({ workspace, inference, frames, runId: run.runId, modelId: run.modelId, clipIds }, context);
        // A world model plans nothing that PDM could score.
        if (plans)
          await scoreByPdm(
            {
              workspace,
              runId: run.runId,
              settings: defaultPdmSettings,
              resume: true,
              metricCache: metricCacheOfRun(run),
            },
            context,
          );
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
    async start(modelId, filter, video) {
      const model = await runnableModel(inference, modelId);
      const clipIds = await workspace.library.clipIds(filter);
      if (clipIds.length === 0) throw noClips();
      const run = newRun(model, clipIds.length, inference, {
        filter,
        ...(model.role === 'world-model' && {
          video: videoRunOptionsSchema.parse(video ?? {}),
          parts: await partHashes(inference, modelId),
        }),
      });
      await workspace.runs.create(run);
      return { runId: run.runId, jobId: enqueue(run, clipIds, model.output !== null).jobId };
    },
    async resume(runId) {
      const open = jobs.openFor('run', 'runId', runId);
      if (open) return { jobId: open.jobId };
      const run = await known(runId);
      const model = await runnableModel(inference, run.modelId);
      const clipIds = await workspace.library.clipIds(clipFilterSchema.parse(run.parameters.filter ?? {}));
      await workspace.runs.update(runId, { status: 'running', finishedUs: null, clipCount: clipIds.length });
      return { jobId: enqueue(run, clipIds, model.output !== null).jobId };
    },
    async scorePdm(runId, settings, metricCache) {
      const run = await known(runId);
      if (predictsVideo(run)) throw plansNothing(run);
      const cache = metricCache === undefined ? metricCacheOfRun(run) : metricCache;
      if (cache !== null) checkCacheFolder(cache);
      if (cache !== metricCacheOfRun(run)) await workspace.runs.update(runId, { parameters: withCache(run, cache) });
      const { jobId } = jobs.enqueue({
        kind: 'score',
        title: `Score ${run.modelTitle} by PDM`,
        result: { runId },
        async run(context) {
          const { clips, notScored } = await scoreByPdm(
            { workspace, runId, settings, resume: false, metricCache: cache },
            context,
          );
          return { clips: String(clips), notScored: String(notScored.length), ...reasonOf(notScored) };
        },
      });
      return { jobId };
    },
    async scoreTwoStage(runId, request) {
      const run = await known(runId);
      if (predictsVideo(run)) throw plansNothing(run);
      if ((await stagesOfRun(workspace, runId)).second === 0) throw noSecondStage(run);
      await stagesOf(request.splitFile);
      const { jobId } = jobs.enqueue({
        kind: 'score',
        title: `Score ${run.modelTitle} in two stages`,
        result: { runId },
        async run(context) {
          const score = await scoreTwoStage(
            { workspace, runId, ...request, metricCache: metricCacheOfRun(run) },
            context,
          );
          // The run may have changed while it was scored.
          const now = await known(runId);
          await workspace.runs.update(runId, { parameters: withTwoStage(now, score) });
          return { mappings: String(score.mappings) };
        },
      });
      return { jobId };
    },
    stages: (runId) => stagesOfRun(workspace, runId),
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

async function stagesOfRun(workspace: Workspace, runId: string): Promise<{ first: number; second: number }> {
  const done = new Set(await workspace.runs.doneClips(runId));
  const clipIds = (await workspace.library.clipIds({ kinds: ['navsim'] })).filter((clipId) => done.has(clipId));
  const second = clipIds.filter(isSecondStageClip).length;
  return { first: clipIds.length - second, second };
}

/** A split is scored once with each filter and traffic: the newest counts. */
const withTwoStage = (run: Run, score: TwoStageScore): Run['parameters'] => ({
  ...run.parameters,
  twoStage: [
    ...twoStageScoresOf(run).filter(
      ({ split, filter, traffic }) => split !== score.split || filter !== score.filter || traffic !== score.traffic,
    ),
    score,
  ],
});

const withCache = ({ parameters: { metricCache: _, ...others } }: Run, cache: string | null): Run['parameters'] =>
  cache === null ? others : { ...others, metricCache: cache };

/** Whether a run is one of a world model: it was started with options for pictures. */
export const predictsVideo = ({ parameters }: Pick<Run, 'parameters'>): boolean => parameters.video !== undefined;

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
  if (model.role === 'part') throw isPart(model);
  // Before there is a run: one that can never begin would stand among the others.
  requirePipeline(modelId, model.pipeline);
  return model;
}

const newRun = (model: ModelInfo, clipCount: number, inference: Inference, parameters: Run['parameters']): Run => ({
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
  parameters,
  stageMs: {},
});

/** The reason that most clips share, for the one line that a job has. */
function reasonOf(notScored: readonly { reason: string }[]): Record<string, string> {
  const reasons = [...Map.groupBy(notScored, ({ reason }) => reason)].sort(([, a], [, b]) => b.length - a.length);
  return reasons.length === 0 ? {} : { reason: reasons[0][0] };
}

const isPart = ({ modelId, title, pipeline }: ModelInfo) =>
  new ProblemError({
    code: 'model.is-part',
    title: 'This model is a part of others',
    whatHappened: `"${modelId}" (${title}, ${pipeline}) gives neither a plan nor a video by itself: other models call on it.`,
    whatWasKept: 'Nothing was started.',
    whatToDo: 'Run a planner or a world model; the list of models says which are.',
  });

const noSecondStage = ({ modelTitle }: Run) =>
  new ProblemError({
    code: 'pdm.no-second-stage',
    title: 'The run has no second stage',
    whatHappened: `None of the clips that ${modelTitle} planned is a synthetic scene.`,
    whatWasKept: 'All scores as they were.',
    whatToDo:
      'Add a two-stage folder of NAVSIM (navhard_two_stage), and run the model on its scenes and on the original ones together.',
  });

const plansNothing = ({ modelTitle }: Run) =>
  new ProblemError({
    code: 'run.plans-nothing',
    title: 'A world model plans nothing',
    whatHappened: `The run of ${modelTitle} holds predicted pictures; PDM scores plans.`,
    whatWasKept: 'All pictures and their scores.',
    whatToDo: 'Choose the run of a planner.',
  });

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
