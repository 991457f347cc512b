import { ProblemError } from '../../../shared/domain/problem.ts';

const titles = {
  refused: 'The pickle holds something that is not read',
  damaged: 'The pickle is cut off or damaged',
  excessive: 'The pickle asks for more than it can hold',
} as const;
export type PickleReason = keyof typeof titles;

/** A pickle that is not read further, told with its file and byte. `finding` is a clause: `it calls os.system`. */
export const pickleProblem = (reason: PickleReason, file: string, offset: number, finding: string): ProblemError =>
  new ProblemError({
    code: `pickle.${reason}`,
    title: titles[reason],
    whatHappened: `${file}, byte ${offset}: ${finding}.`,
    whatWasKept: 'Everything; nothing in the file was run, and all other files are read.',
    whatToDo:
      reason === 'refused'
        ? 'Get the file again from where it was published; such a name has no place in it.'
        : 'Get the file again.',
  });
