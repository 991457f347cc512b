import type { ReportInfo, ReportRequest } from '../../shared/api/report.ts';
import type { Job } from '../../shared/domain/job.ts';
import type { Inference } from '../inference/inference.ts';
import type { CameraFrames } from '../media/camera-frames.ts';
import type { Media } from '../media/media.ts';
import { buildReport } from '../reports/build-report.ts';
import type { PrintPdf } from '../reports/files/chromium-pdf.ts';
import { listReports } from '../reports/list-reports.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { JobQueue } from './queue.ts';

/** Building reports and listing those that were built. */
export interface ReportWork {
  build(request: ReportRequest): Job;
  list(): Promise<ReportInfo[]>;
}

export function createReportWork(parts: {
  workspace: Workspace;
  media: Media;
  frames: CameraFrames;
  inference: Inference;
  jobs: JobQueue;
  printPdf: PrintPdf | undefined;
}): ReportWork {
  const { workspace, media, frames, inference, jobs, printPdf } = parts;
  return {
    build: (request) =>
      jobs.enqueue({
        kind: 'report',
        title: `Report ${request.title}`,
        async run(context) {
          const report = await buildReport(
            { workspace, media, frames, inference, request, ...(printPdf && { printPdf }) },
            context,
          );
          return { reportId: report.reportId };
        },
      }),
    list: () => listReports(workspace.reportsFolder),
  };
}
