import { serveThread } from '../../runtime/thread.ts';
import type { CallContext } from '../../runtime/calls.ts';
import { readAnnotations, type AnnotationLinks, type Annotations } from './annotations.ts';
import { nothingSkipped, type SkippedRows } from './skipped-rows.ts';
import type { TableSource } from './small-tables.ts';

export interface TableRequest {
  root: string;
  version: string;
}

/** What a table held, and what of it could not be used. */
export interface TableResult<T> {
  value: T;
  skipped: SkippedRows;
  rows: Record<string, number>;
}

/** Reported while a table is read. */
export interface TableProgress {
  table: string;
  rows: number;
  bytes: number;
}

async function read<T>(
  request: TableRequest,
  context: CallContext,
  work: (source: TableSource) => Promise<T>,
): Promise<TableResult<T>> {
  const source: TableSource = {
    ...request,
    skipped: nothingSkipped(),
    rows: {},
    signal: context.signal,
    progress: (table, rows, bytes) => context.report({ table, rows, bytes } satisfies TableProgress),
  };
  const value = await work(source);
  return { value, skipped: source.skipped, rows: source.rows };
}

/** Reads the annotations beside the other big tables; columns come back in shared memory. */
const operations = {
  annotations: (
    request: TableRequest & { links: AnnotationLinks },
    context: CallContext,
  ): Promise<TableResult<Annotations>> => read(request, context, (source) => readAnnotations(source, request.links)),
};
export type TableOperations = typeof operations;

serveThread(operations);
