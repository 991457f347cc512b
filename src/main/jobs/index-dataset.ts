import type { DatasetCounts } from '../../shared/domain/dataset.ts';
import { startThread } from '../runtime/thread.ts';
import type { IndexInput, IndexOperations, IndexReport } from './index-thread.ts';
import type { JobContext } from './job-context.ts';

/** Rows leave hardly any garbage: a small space for it is swept as quickly and saves 30 MB. */
const indexThreadLimits = { maxYoungGenerationSizeMb: 6 };

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
