import { ProblemError } from '../../../shared/domain/problem.ts';
import { listed } from '../../../shared/words/listed.ts';

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

export const metricNotScored = (title: string, clips: number, scored: readonly string[]): ProblemError =>
  new ProblemError({
    code: 'report.metric-not-scored',
    title: `No clip has ${title}`,
    whatHappened: `None of the ${clips} clips has ${title} of these runs. They have ${listed(scored)}.`,
    whatWasKept: 'No file was written. Runs, scores and tags are untouched.',
    whatToDo: 'Choose one of those metrics, or score the runs by the one that was asked for.',
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
    whatHappened: `${metric} is not a metric of this scorer; one is written like ade@4s/10Hz or video/ssim@4s.`,
    whatWasKept: 'No file was written.',
    whatToDo:
      'Choose one of ade, fde, minAde, minFde, missRate, at 1, 2, 3 or 4 s, at model rate or 10Hz; of predicted pictures ssim, psnr or cosSim at 1, 2, 4 or 8 s.',
  });
