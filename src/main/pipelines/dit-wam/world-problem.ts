import { ProblemError } from '../../../shared/domain/problem.ts';

/** A world model was given what it cannot take; nothing was computed. */
export const inputProblem = (modelId: string, what: string): ProblemError =>
  new ProblemError({
    code: 'model.input-unusable',
    title: 'A world model cannot take this input',
    whatHappened: `"${modelId}": ${what}.`,
    whatWasKept: 'All predictions stored before, all your work.',
    whatToDo: 'Look at the recording at this instant, or at the actions that were asked for.',
  });

/** A graph answered with what cannot be used. */
export const answerProblem = (modelId: string, what: string): ProblemError =>
  new ProblemError({
    code: 'model.answer-unusable',
    title: 'A world model gave no usable answer',
    whatHappened: `"${modelId}": ${what}.`,
    whatWasKept: 'All predictions stored before, all your work.',
    whatToDo:
      'Compare the tensors in its manifest with the graph; if only some instants are hit, look at their actions.',
  });
