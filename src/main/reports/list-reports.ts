import { readdir } from 'node:fs/promises';
import type { ReportInfo } from '../../shared/api/report.ts';
import { readReport } from './files/report-folder.ts';

/** Reports that were built in a workspace, newest first. */
export async function listReports(reportsFolder: string): Promise<ReportInfo[]> {
  const names = await readdir(reportsFolder).catch(() => []);
  const reports = await Promise.all(
    names.filter((name) => !name.startsWith('.')).map((name) => readReport(reportsFolder, name)),
  );
  return reports.filter((report) => report !== null).sort((a, b) => b.createdUs - a.createdUs);
}
