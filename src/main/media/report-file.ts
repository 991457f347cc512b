import { ProblemError } from '../../shared/domain/problem.ts';
import { etagOf, streamFile } from './image-file.ts';
import type { Content } from './media-response.ts';
import { resolveFile } from './resolve-file.ts';

const types: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  pdf: 'application/pdf',
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
};

/** A file of a built report. The page is sandboxed: it holds the user's words and recorded pictures, and no script. */
export async function openReportFile(reportsFolder: string, reportId: string, file: string): Promise<Content> {
  const type = types[/\.([a-z]+)$/.exec(file)?.[1] ?? ''];
  if (type === undefined) throw noSuchFile(file);
  const found = await resolveFile({ rootPath: reportsFolder, relativePath: `${reportId}/${file}` }).catch(
    (error: unknown) => {
      throw error instanceof ProblemError && error.problem.code === 'media.root-absent' ? noSuchFile(file) : error;
    },
  );
  return {
    type,
    size: found.bytes,
    etag: etagOf(found),
    cacheControl: 'private, max-age=0, must-revalidate',
    ...(file.endsWith('.html') && {
      contentSecurityPolicy: "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox allow-downloads",
    }),
    read: (start, end) => streamFile(found.path, start, end),
  };
}

const noSuchFile = (file: string) =>
  new ProblemError({
    code: 'media.file-absent',
    title: 'No such report',
    whatHappened: `${file} is not among the reports of this workspace.`,
    whatWasKept: 'Runs, scores and tags, from which it can be built again.',
    whatToDo: 'Build the report again.',
  });
