import { z } from 'zod';
import { datasetKindSchema, type DatasetCounts } from '../../shared/domain/dataset.ts';
import { ProblemError, type Problem } from '../../shared/domain/problem.ts';
import { indexNuscenes } from '../datasets/nuscenes/index-nuscenes.ts';
import type { CallContext } from '../runtime/calls.ts';
import { serveThread } from '../runtime/thread.ts';
import { openIndex } from '../workspace/index/open-index.ts';
import type { JobProgress } from './job-context.ts';

const inputSchema = z.object({
  datasetId: z.string().min(1),
  kind: datasetKindSchema,
  version: z.string().regex(/^[\w-][\w.-]*$/),
  rootPath: z.string().min(1),
  indexFile: z.string().min(1),
});
export type IndexInput = z.infer<typeof inputSchema>;

/** What the thread reports while it works. */
export type IndexReport = { progress: JobProgress } | { failure: { item: string; problem: Problem } };

/** Indexes one data set with a connection of its own, so that neither the host nor the review store ever waits for it. */
const operations = {
  async index(input: IndexInput, context: CallContext): Promise<DatasetCounts> {
    const { datasetId, kind, version, rootPath, indexFile } = inputSchema.parse(input);
    if (kind !== 'nuscenes') throw unknownKind(kind);
    const db = openIndex(indexFile);
    try {
      return await indexNuscenes(db, {
        datasetId,
        root: rootPath,
        version,
        signal: context.signal,
        progress: (progress) => context.report({ progress } satisfies IndexReport),
        failure: (item, problem) => context.report({ failure: { item, problem } } satisfies IndexReport),
      });
    } catch (error) {
      throw writeProblem(indexFile, error) ?? error;
    } finally {
      db.close();
    }
  },
};
export type IndexOperations = typeof operations;

/** A failed write of the index in words; null for any other error. */
function writeProblem(indexFile: string, error: unknown): ProblemError | null {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const reasons: Record<string, [string, string, string]> = {
    SQLITE_FULL: [
      'index.disk-full',
      'The disk is full',
      'Make room on the disk of the workspace, then index again; what was written is used.',
    ],
    SQLITE_READONLY: [
      'index.read-only',
      'The workspace cannot be written',
      'Check the rights of the workspace folder, then index again.',
    ],
    SQLITE_IOERR: [
      'index.write-failed',
      'The index could not be written',
      'Check the disk of the workspace, then index again.',
    ],
  };
  const reason = reasons[code.split('_').slice(0, 2).join('_')];
  if (!reason) return null;
  const [name, title, whatToDo] = reason;
  const whatWasKept = 'What the index showed of this data set before, and all tags, notes and runs.';
  return new ProblemError(
    { code: name, title, whatHappened: `${indexFile}: ${String(error)}`, whatWasKept, whatToDo },
    { cause: error },
  );
}

const unknownKind = (kind: string) =>
  new ProblemError({
    code: 'dataset.kind-unknown',
    title: 'This kind of data set cannot be read yet',
    whatHappened: `No reader for ${kind} is in this Foresight.`,
    whatWasKept: 'Everything.',
    whatToDo: 'Use a newer Foresight for this data set.',
  });

serveThread(operations);
