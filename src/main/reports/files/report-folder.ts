import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { ReportInfo } from '../../../shared/api/report.ts';
import { ProblemError } from '../../../shared/domain/problem.ts';

/** Tells what a folder of the reports folder holds; written last, so that a folder without it is no report. */
const INFO_FILE = 'info.json';
const infoSchema = z.object({ reportId: z.string(), title: z.string(), createdUs: z.number().int() });

const formatOf: Record<string, ReportInfo['files'][number]['format']> = {
  html: 'html',
  pdf: 'pdf',
  csv: 'csv',
  json: 'json',
};

/** A name for a report's folder: when, what about, and something that no other has. */
export function newReportId(title: string, createdUs: number): string {
  const when = new Date(createdUs / 1000).toISOString().slice(0, 16).replace('T', '-').replace(':', '');
  const slug = title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40);
  return [when, slug, randomBytes(3).toString('hex')].filter((part) => part !== '').join('-');
}

/**
 * Writes a report's files in a draft folder and gives it its name when all are there: a report is whole or not there.
 * @param write gets the draft folder
 */
export async function writeReportFolder(
  reportsFolder: string,
  info: z.infer<typeof infoSchema>,
  write: (folder: string) => Promise<void>,
): Promise<ReportInfo> {
  const draft = join(reportsFolder, `.draft-${info.reportId}`);
  try {
    await mkdir(draft, { recursive: true });
    await write(draft);
    await writeFile(join(draft, INFO_FILE), JSON.stringify(info));
    await rename(draft, join(reportsFolder, info.reportId));
  } catch (error) {
    await rm(draft, { recursive: true, force: true }).catch(() => {});
    throw diskProblem(reportsFolder, error);
  }
  const report = await readReport(reportsFolder, info.reportId);
  if (!report) throw new Error(`the report ${info.reportId} is gone right after it was written`);
  return report;
}

/** A built report, or null for a folder that is none. */
export async function readReport(reportsFolder: string, reportId: string): Promise<ReportInfo | null> {
  const folder = join(reportsFolder, reportId);
  const text = await readFile(join(folder, INFO_FILE), 'utf8').catch(() => null);
  if (text === null) return null;
  const info = infoSchema.safeParse(parsed(text));
  if (!info.success) return null;
  const files: ReportInfo['files'] = [];
  for (const name of (await readdir(folder)).sort()) {
    const format = formatOf[name.slice(name.lastIndexOf('.') + 1)];
    if (format === undefined || name === INFO_FILE) continue;
    const path = join(folder, name);
    const { size } = await stat(path);
    files.push({ format, url: `/media/report/${encodeURIComponent(reportId)}/${name}`, bytes: size, path });
  }
  return { ...info.data, reportId, files };
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

function diskProblem(reportsFolder: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const words: Record<string, string> = {
    ENOSPC: 'the disk is full',
    EROFS: 'the disk is read-only',
    EACCES: 'permission is denied',
    EDQUOT: 'the disk quota is used up',
    ENOTDIR: 'a file lies where the folder should be',
    EEXIST: 'a file lies where the folder should be',
  };
  // `mkdir -p` on a disk that is read-only says that the folder it should make is not there.
  const isFolder = error instanceof Error && 'syscall' in error && error.syscall === 'mkdir';
  const meaning = words[code === 'ENOENT' && isFolder ? 'EROFS' : code];
  if (meaning === undefined) return error;
  return new ProblemError(
    {
      code: 'report.not-written',
      title: 'The report could not be written',
      whatHappened: `${reportsFolder}: ${meaning}.`,
      whatWasKept: 'No part of it was left behind. Runs, scores and tags are untouched.',
      whatToDo: 'Make room or allow writing there, then build the report again.',
    },
    { cause: error },
  );
}
