import type { DatasetCounts } from '../../shared/domain/dataset.ts';
import { startThread } from '../runtime/thread.ts';
import type { IndexInput, IndexOperations, IndexReport } from './index-thread.ts';
import type { JobContext } from './job-context.ts';

/**
 * Rows leave hardly any garbage: a small space for it is swept as quickly and saves 30 MB. The larger space holds what the
 * largest data sets need three times over; with a limit it is swept before it grows to hundreds of megabytes of leavings.
 */
const indexThreadLimits = { maxYoungGenerationSizeMb: 6, maxOldGenerationSizeMb: 640 };

/** Indexes a data set in a thread of its own; cancelling takes effect within some tens of milliseconds. */
export async function indexDataset(input: IndexInput, context: JobContext): Promise<DatasetCounts> {
  const thread = startThread<IndexOperations>('index-thread', null, indexThreadLimits);
  const onReport = (value: unknown): void => {
    const report = value as IndexReport;
    if ('progress' in report) context.progress(report.progress);
    else context.failure(report.failure.item, report.failure.problem);
  };
  try {
    return await thread.call('index', input, { signal: context.signal, onReport });
  } finally {
    await thread.stop();
  }
}
