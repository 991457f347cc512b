import { appHandlers } from './handlers/app.ts';
import { clipHandlers } from './handlers/clips.ts';
import { datasetHandlers } from './handlers/datasets.ts';
import { jobHandlers } from './handlers/jobs.ts';
import { labHandlers } from './handlers/lab.ts';
import { modelHandlers } from './handlers/models.ts';
import { reportHandlers } from './handlers/reports.ts';
import { reviewHandlers } from './handlers/review.ts';
import { runHandlers } from './handlers/runs.ts';
import { steerHandlers } from './handlers/steer.ts';
import { workspaceHandlers } from './handlers/workspace.ts';
import { createImplementer } from './implementer.ts';
import type { Log } from './log.ts';
import type { Services } from './services.ts';

/** The whole contract, answered by the workstation's services. */
export function createRouter(services: Services, log: Log) {
  const os = createImplementer(log);
  return os.router({
    app: appHandlers(os.app, services),
    workspace: workspaceHandlers(os.workspace, services),
    datasets: datasetHandlers(os.datasets, services),
    clips: clipHandlers(os.clips, services),
    models: modelHandlers(os.models, services),
    runs: runHandlers(os.runs, services),
    review: reviewHandlers(os.review, services),
    steer: steerHandlers(os.steer, services, log),
    lab: labHandlers(os.lab, services),
    reports: reportHandlers(os.reports, services),
    jobs: jobHandlers(os.jobs, services),
  });
}
export type WorkstationRouter = ReturnType<typeof createRouter>;
