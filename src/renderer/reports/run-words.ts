import type { Run } from '../../shared/domain/run.ts';
import { count, dateOf, plural } from '../ui/numbers.ts';

/** A run as one line of a choice: model, version, how many clips, when. */
export const runWords = (
  run: Pick<Run, 'modelTitle' | 'modelVersion' | 'clipsDone' | 'clipCount' | 'createdUs'>,
): string => {
  const clips =
    run.clipsDone === run.clipCount
      ? plural(run.clipCount, 'clip')
      : `${count(run.clipsDone)} of ${plural(run.clipCount, 'clip')}`;
  return `${run.modelTitle} ${run.modelVersion}, ${clips}, ${dateOf(run.createdUs)}`;
};
