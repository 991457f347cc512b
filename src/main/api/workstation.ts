import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import type { AppInfo } from '../../shared/api/app.ts';
import type { ReportRequest } from '../../shared/api/report.ts';
import type { ClipFilter } from '../../shared/domain/clip.ts';
import type { Job } from '../../shared/domain/job.ts';
import type { PdmSetting } from '../../shared/domain/pdm-metric.ts';
import type { TwoStageRequest } from '../../shared/domain/pdm-two-stage.ts';
import type { VideoRunOptions } from '../../shared/domain/video-prediction.ts';
import { bundledDrives } from '../datasets/sample/bundled-drives.ts';
import { startInference } from '../inference/start-inference.ts';
import type { Inference } from '../inference/inference.ts';
import type { SpawnProcess } from '../inference/process-line.ts';
import { createPdmExplainer } from '../jobs/explain-by-pdm.ts';
import { createDatasetWork, type DatasetWork } from '../jobs/dataset-work.ts';
import { createJobQueue, type JobQueue } from '../jobs/queue.ts';
import { createLabWork, type LabWork } from '../jobs/lab/lab-work.ts';
import { createReportWork } from '../jobs/report-work.ts';
import { createRunWork } from '../jobs/run-work.ts';
import { createScoreSummaries } from '../jobs/score-summaries.ts';
import { createSteer, type Steer } from '../jobs/steer.ts';
import type { CameraFrames } from '../media/camera-frames.ts';
import { createCameraFrames } from '../media/create-camera-frames.ts';
import { createMedia, type Media } from '../media/media.ts';
import { proveManifest } from '../pipelines/prove-manifest.ts';
import type { PrintPdf } from '../reports/files/chromium-pdf.ts';
import { productFolder } from '../runtime/product-folder.ts';
import { openWorkspace } from '../workspace/open-workspace.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { createEventHub, type EventHub } from './event-hub.ts';
import { openLog, type Log } from './log.ts';
import { watchRoots } from './root-watch.ts';
import { createRouter, type WorkstationRouter } from './router.ts';
import type { Services } from './services.ts';

export interface WorkstationOptions {
  workspaceFolder: string;
  host: AppInfo['host'];
  /** How the inference process starts; a Node fork by default. */
  spawnInference?: SpawnProcess;
  /** Prints an HTML file to a PDF file; without it no PDF is offered. */
  printPdf?: PrintPdf;
}

/** The whole workstation over one workspace, without any window. */
export interface Workstation {
  readonly workspace: Workspace;
  readonly inference: Inference;
  readonly jobs: JobQueue;
  readonly media: Media;
  readonly router: WorkstationRouter;
  readonly log: Log;
  readonly datasets: DatasetWork;
  /** Recorded pictures as models see them. */
  readonly frames: CameraFrames;
  readonly lab: LabWork;
  readonly steer: Steer;
  /** Registers the data set in a folder and indexes it. */
  addDataset(path: string, version?: string): Promise<{ datasetId: string; jobId: string }>;
  /** Runs a model over the clips that pass a filter and scores it; `video` is how a world model is run. */
  startRun(modelId: string, filter: ClipFilter, video?: VideoRunOptions): Promise<{ runId: string; jobId: string }>;
  /** Goes on with a run that did not end; clips that are done are not run again. */
  resumeRun(runId: string): Promise<{ jobId: string }>;
  /** Scores a run's stored plans by PDM; `metricCache` is a folder of the kit's metric caches, null forgets that of the run. */
  scorePdm(runId: string, settings: readonly PdmSetting[], metricCache?: string | null): Promise<{ jobId: string }>;
  /** Scores a run in two stages as a split of the kit pairs its scenes. */
  scoreTwoStage(runId: string, request: TwoStageRequest): Promise<{ jobId: string }>;
  buildReport(request: ReportRequest): Job;
  /** Stops jobs and processes, leaves the workspace whole. */
  close(): Promise<void>;
}

const MEMORY_EVERY_MS = 2000;
const packageSchema = z.object({ version: z.string() });

/** Opens a workspace with everything around it. Never fails over a damaged workspace: its state says what is wrong. */
export async function openWorkstation(options: WorkstationOptions): Promise<Workstation> {
  const product = productFolder();
  const workspace = await openWorkspace(resolve(options.workspaceFolder));
  const log = openLog(workspace.folder);
  const events = createEventHub();
  const jobs = createJobQueue((job, error) => log.fault(`job ${job.kind} "${job.title}"`, error));
  const inference = startInference({
    bundledFolder: resolve(product, 'models'),
    userFolder: workspace.modelsFolder,
    prove: proveManifest,
    ...(options.spawnInference && { spawn: options.spawnInference }),
    onState: (state) => events.publish({ type: 'inference', state }),
    onModels: () => {
      steer.modelsChanged();
      events.publish({ type: 'models' });
    },
  });
  const roots = watchRoots(
    workspace,
    () => events.followers() > 0,
    () => events.publish({ type: 'datasets' }),
  );
  const media = noticingAbsence(createMedia({ workspace }), () => roots.doubt());
  const datasetWork = createDatasetWork(workspace, jobs);
  const frames = createCameraFrames({ workspace });
  const runWork = createRunWork({ workspace, inference, frames, jobs });
  const steer = createSteer({ workspace, inference, frames });
  const lab = createLabWork({ workspace, inference, frames, jobs, onChange: () => events.publish({ type: 'lab' }) });
  const reportWork = createReportWork({ workspace, media, frames, inference, jobs, printPdf: options.printPdf });

  const summaries = createScoreSummaries();
  const pdm = createPdmExplainer(workspace);

  const memory = () => ({
    processBytes: process.memoryUsage.rss(),
    frameCacheBytes: 0,
    inferenceBytes: inference.memoryBytes(),
  });
  const services: Services = {
    version: packageSchema.parse(JSON.parse(readFileSync(resolve(product, 'package.json'), 'utf8'))).version,
    host: options.host,
    sampleDrives: bundledDrives(),
    printPdf: options.printPdf !== undefined,
    workspace,
    inference,
    jobs,
    events,
    roots,
    datasetWork,
    runWork,
    reportWork,
    lab,
    steer,
    summaries,
    pdm,
    hello: async () => ({
      type: 'hello',
      jobs: jobs.list(),
      inference: inference.state(),
      // A blocked workspace has no history to tell.
      history: await workspace.review.history().catch(() => ({ undo: null, redo: null })),
      workspace: workspace.state(),
      memory: memory(),
    }),
  };

  forwardChanges(workspace, jobs, events);
  const memoryTimer = setInterval(() => {
    if (events.followers() > 0) events.publish({ type: 'memory', memory: memory() });
  }, MEMORY_EVERY_MS);
  // Read-only or blocked, the runs stay as they were written until the workspace is open.
  const settleRuns = async () => {
    if (workspace.state().status !== 'open') return;
    await runWork.settle().catch((error: unknown) => log.fault('settling runs', error));
  };
  await settleRuns();
  workspace.onChange((change) => void (change.type === 'workspace' && settleRuns()));

  return {
    workspace,
    inference,
    jobs,
    media,
    log,
    datasets: datasetWork,
    frames,
    lab,
    steer,
    router: createRouter(services, log),
    addDataset: (path, version) => datasetWork.add(path, version),
    startRun: (modelId, filter, video) => runWork.start(modelId, filter, video),
    resumeRun: (runId) => runWork.resume(runId),
    scorePdm: (runId, settings, metricCache) => runWork.scorePdm(runId, settings, metricCache),
    scoreTwoStage: (runId, request) => runWork.scoreTwoStage(runId, request),
    buildReport: (request) => reportWork.build(request),
    async close() {
      clearInterval(memoryTimer);
      roots.close();
      await jobs.close();
      events.close();
      await summaries.close();
      await pdm.close();
      await inference.close();
      await frames.close();
      await media.close();
      await workspace.close();
    },
  };
}

function forwardChanges(workspace: Workspace, jobs: JobQueue, events: EventHub): void {
  jobs.onChange((job) => events.publish({ type: 'job', job }));
  jobs.onDismiss((jobId) => events.publish({ type: 'job-dismissed', jobId }));
  jobs.onChange((job) => {
    if (job.kind === 'report' && job.state === 'done') events.publish({ type: 'reports' });
  });
  workspace.onChange((change) =>
    events.publish(change.type === 'workspace' ? { type: 'workspace', state: workspace.state() } : change),
  );
}

/** Media that also raises doubt when a picture is not where the index says: perhaps its whole root is gone. */
function noticingAbsence(media: Media, doubt: () => void): Media {
  return {
    ...media,
    async respond(request) {
      const response = await media.respond(request);
      if (response.status === 404) doubt();
      return response;
    },
  };
}
