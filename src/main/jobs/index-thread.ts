import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { datasetKindSchema, type DatasetCounts } from '../../shared/domain/dataset.ts';
import { ProblemError, type Problem } from '../../shared/domain/problem.ts';
import { datasetReaders } from '../datasets/readers.ts';
import type { CallContext } from '../runtime/calls.ts';
import { serveThread } from '../runtime/thread.ts';
import { openIndex } from '../workspace/index/open-index.ts';
import { indexProblem } from './index-problems.ts';
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
    const reader = datasetReaders[kind];
    if (!reader) throw unknownKind(kind);
    let db: Database | null = null;
    try {
      db = openIndex(indexFile);
      return await reader.index(db, {
        datasetId,
        root: rootPath,
        version,
        signal: context.signal,
        progress: (progress) => context.report({ progress } satisfies IndexReport),
        failure: (item, problem) => context.report({ failure: { item, problem } } satisfies IndexReport),
      });
    } catch (error) {
      throw indexProblem(indexFile, error);
    } finally {
      db?.close();
    }
  },
};
export type IndexOperations = typeof operations;

const unknownKind = (kind: string) =>
  new ProblemError({
    code: 'dataset.kind-unknown',
    title: 'This kind of data set cannot be read yet',
    whatHappened: `No reader for ${kind} is in this Foresight.`,
    whatWasKept: 'Everything.',
    whatToDo: 'Use a newer Foresight for this data set.',
  });

serveThread(operations);
