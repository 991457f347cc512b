import type { LabRecord } from '../../../shared/domain/lab.ts';
import { dateOf, plural } from '../../ui/numbers.ts';

/** When and on what a result was computed; of one whose file cannot be read only when. */
export const recordWords = (
  record: Pick<LabRecord, 'createdUs' | 'windows' | 'clips' | 'request' | 'problem'>,
): string =>
  record.problem === null
    ? `${dateOf(record.createdUs)}, ${plural(record.windows, 'window')} of ${plural(record.clips, 'clip')}, ${String(record.request.steps)} steps`
    : `${dateOf(record.createdUs)}, cannot be read`;

/** The result that is shown of those of a kind, newest first: the chosen one, else the newest that can be read, else the newest. */
export const shownRecord = (records: readonly LabRecord[], chosen: string | undefined): LabRecord | null =>
  records.find((r) => r.labId === chosen) ?? records.find((r) => r.problem === null) ?? records.at(0) ?? null;

/** What is wrong with results that are newer than the shown one. */
export const newerProblems = (records: readonly LabRecord[], shown: LabRecord): string[] =>
  records
    .slice(0, records.indexOf(shown))
    .flatMap((r) => (r.problem === null ? [] : [`${dateOf(r.createdUs)}: ${r.problem}`]));
