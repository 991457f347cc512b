import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ReportInfo, ReportRequest } from '../../shared/api/report.ts';
import { ProblemError, problemOf } from '../../shared/domain/problem.ts';
import { scoreInfoOf } from '../../shared/domain/score.ts';
import type { Inference } from '../inference/inference.ts';
import type { JobContext } from '../jobs/job-context.ts';
import type { CameraFrames } from '../media/camera-frames.ts';
import type { Media } from '../media/media.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { chooseGallery, type GalleryChoice } from './data/gallery.ts';
import { gatherReport } from './data/gather-report.ts';
import { reportDataSchema, type ReportData } from './data/report-data.ts';
import type { PrintPdf } from './files/chromium-pdf.ts';
import { clipsCsv, metricsCsv } from './files/csv.ts';
import { newReportId, writeReportFolder } from './files/report-folder.ts';
import { reportPage, type PagePictures } from './html/page.ts';
import { drawGalleryItem, type DrawnItem } from './scene/gallery-pictures.ts';

export interface ReportParts {
  workspace: Workspace;
  media: Media;
  /** Recorded pictures as models see them, beside predicted ones. */
  frames: CameraFrames;
  inference: Inference;
  request: ReportRequest;
  /** Without it a PDF is refused in words. */
  printPdf?: PrintPdf;
}

/**
 * Builds a report into a folder of its own under the workspace's reports: all files of it or none.
 * A PDF that cannot be printed fails the job only when nothing else was asked for. Fails as `gatherReport`.
 */
export async function buildReport(given: ReportParts, context: JobContext): Promise<ReportInfo> {
  // A run that is named twice would count every clip twice and make its intervals narrower than they are.
  const request = { ...given.request, runIds: [...new Set(given.request.runIds)] };
  const parts = { ...given, request };
  const { workspace } = parts;
  if (request.formats.every((format) => format === 'pdf') && !parts.printPdf) throw noPrinter();
  const createdUs = Date.now() * 1000;
  const reportId = newReportId(request.title, createdUs);
  const gathered = await gatherReport({ ...parts, reportId, createdUs }, context);
  const letters = gathered.runs.map((run) => run.letter);
  const { better, unit } = scoreInfoOf(request.metric) ?? { better: 'lower', unit: 'm' };
  const chosen = chooseGallery(gathered.clips, letters, request.metric, { better, unit });
  const [toWorst, toBest] =
    better === 'lower' ? (['largest', 'smallest'] as const) : (['smallest', 'largest'] as const);
  const draw = async (choices: readonly GalleryChoice[], pick: 'largest' | 'smallest') => {
    const drawn: DrawnItem[] = [];
    for (const [i, choice] of choices.entries()) {
      context.signal.throwIfAborted();
      context.progress({ done: i, total: choices.length, unit: 'pictures', current: choice.clip.name });
      const item = await drawGalleryItem(parts, choice, gathered, pick, context);
      if (item) drawn.push(item);
    }
    return drawn;
  };
  const worst = await draw(chosen.worst, toWorst);
  const best = await draw(chosen.best, toBest);
  const data = reportDataSchema.parse({ ...gathered, worst: worst.map((d) => d.item), best: best.map((d) => d.item) });
  const pictures = { worst: worst.map((d) => d.picture), best: best.map((d) => d.picture) };
  context.progress({ done: 0, total: request.formats.length, unit: 'files', current: 'writing' });
  return writeReportFolder(workspace.reportsFolder, { reportId, title: request.title, createdUs }, (folder) =>
    writeFiles(folder, data, pictures, parts, context),
  );
}

async function writeFiles(
  folder: string,
  data: ReportData,
  pictures: PagePictures,
  parts: ReportParts,
  context: JobContext,
): Promise<void> {
  const { formats } = parts.request;
  const tables = { clips: clipsCsv(data), metrics: metricsCsv(data), json: JSON.stringify(data, null, 1) };
  if (formats.includes('csv')) {
    await writeFile(join(folder, 'clips.csv'), tables.clips);
    await writeFile(join(folder, 'metrics.csv'), tables.metrics);
  }
  if (formats.includes('json')) await writeFile(join(folder, 'report.json'), tables.json);
  if (!formats.includes('html') && !formats.includes('pdf')) return;
  const htmlFile = join(folder, 'report.html');
  const page = reportPage(data, pictures, [
    { label: 'Metrics', fileName: 'metrics.csv', type: 'text/csv', text: tables.metrics },
    { label: 'Clips', fileName: 'clips.csv', type: 'text/csv', text: tables.clips },
    { label: 'JSON', fileName: 'report.json', type: 'application/json', text: tables.json },
  ]);
  await writeFile(htmlFile, page);
  if (formats.includes('pdf')) await writePdf(htmlFile, join(folder, 'report.pdf'), parts, context);
  if (!formats.includes('html')) await rm(htmlFile);
}

async function writePdf(
  htmlFile: string,
  pdfFile: string,
  { printPdf, request }: ReportParts,
  context: JobContext,
): Promise<void> {
  try {
    if (!printPdf) throw noPrinter();
    context.progress({ done: 0, total: 1, unit: 'files', current: 'report.pdf' });
    await printPdf(htmlFile, pdfFile);
  } catch (error) {
    if (request.formats.length === 1) throw error;
    context.failure('report.pdf', problemOf(error));
  }
}

const noPrinter = () =>
  new ProblemError({
    code: 'report.no-pdf-printer',
    title: 'No PDF here',
    whatHappened:
      'Nothing on this machine prints a page to a PDF: neither Electron nor a Chromium, Chrome or Edge was found.',
    whatWasKept: 'The HTML page holds the same and prints well.',
    whatToDo: 'Build the report as HTML and print it from a browser, or install Chromium.',
  });
