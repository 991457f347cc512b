import type { AppInfo, WorkspaceEvent } from '../../shared/api/app.ts';
import type { Inference } from '../inference/inference.ts';
import type { DatasetWork } from '../jobs/dataset-work.ts';
import type { PdmExplainer } from '../jobs/explain-by-pdm.ts';
import type { LabWork } from '../jobs/lab/lab-work.ts';
import type { JobQueue } from '../jobs/queue.ts';
import type { ReportWork } from '../jobs/report-work.ts';
import type { RunWork } from '../jobs/run-work.ts';
import type { ScoreSummaries } from '../jobs/score-summaries.ts';
import type { Steer } from '../jobs/steer.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { EventHub } from './event-hub.ts';
import type { RootWatch } from './root-watch.ts';

/** What the contract's handlers stand on. */
export interface Services {
  version: string;
  /** Folder of the sample drives that come with the app. */
  sampleDrives: string | null;
  host: AppInfo['host'];
  printPdf: boolean;
  workspace: Workspace;
  inference: Inference;
  jobs: JobQueue;
  events: EventHub;
  roots: RootWatch;
  datasetWork: DatasetWork;
  runWork: RunWork;
  reportWork: ReportWork;
  lab: LabWork;
  steer: Steer;
  summaries: ScoreSummaries;
  pdm: PdmExplainer;
  /** The first event of a window: everything as it is now. */
  hello(): Promise<WorkspaceEvent>;
}
