import { ProblemError } from '../../../shared/domain/problem.ts';

export const emptySelection = (words: string): ProblemError =>
  new ProblemError({
    code: 'report.empty-selection',
    title: 'Nothing to report on',
    whatHappened: `No clip passes the filter (${words}).`,
    whatWasKept: 'No file was written. Runs, scores and tags are untouched.',
    whatToDo: 'Widen the filter, or index a data set first.',
  });

export const nothingScored = (runTitles: string, clips: number): ProblemError =>
  new ProblemError({
    code: 'report.nothing-scored',
    title: 'Nothing is scored yet',
    whatHappened: `${runTitles} has no score on any of the ${clips} clips of this selection.`,
    whatWasKept: 'No file was written. Runs, scores and tags are untouched.',
    whatToDo: 'Run a model over these clips first.',
  });

export const unknownRun = (runId: string): ProblemError =>
  new ProblemError({
    code: 'run.unknown',
    title: 'No such run',
    whatHappened: `The workspace has no run ${runId}.`,
    whatWasKept: 'No file was written.',
    whatToDo: 'Look in the list of runs.',
  });

export const unknownMetric = (metric: string): ProblemError =>
  new ProblemError({
    code: 'report.unknown-metric',
    title: 'No such metric',
    whatHappened: `${metric} is not a metric of this scorer; one is written like ade@4s/10Hz.`,
    whatWasKept: 'No file was written.',
    whatToDo: 'Choose one of ade, fde, minAde, minFde, missRate, at 1, 2, 3 or 4 s, at model rate or 10Hz.',
  });
