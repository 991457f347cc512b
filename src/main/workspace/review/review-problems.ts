import { ProblemError } from '../../../shared/domain/problem.ts';

const KEPT = 'Nothing was changed.';

export const tagAbsent = (tagId: string) =>
  new ProblemError({
    code: 'tag.absent',
    title: 'The tag is not there',
    whatHappened: `No tag has the id ${tagId}; it was removed or its creation undone.`,
    whatWasKept: KEPT,
    whatToDo: 'Undo the removal, or tag again.',
  });

export const tagTypeAbsent = (tagTypeId: string) =>
  new ProblemError({
    code: 'tag-type.absent',
    title: 'The tag type is not there',
    whatHappened: `No tag type has the id ${tagTypeId}.`,
    whatWasKept: KEPT,
    whatToDo: 'Choose one of the types in the settings, or make a new one.',
  });

export const tagTypeArchived = (name: string) =>
  new ProblemError({
    code: 'tag-type.archived',
    title: `${name} is archived`,
    whatHappened: `The tag type ${name} was archived: tags that have it stay, new ones are not made.`,
    whatWasKept: KEPT,
    whatToDo: 'Choose another type, or bring this one back in the settings.',
  });

export const nameTaken = (name: string) =>
  new ProblemError({
    code: 'tag-type.name-taken',
    title: `${name} is there already`,
    whatHappened: `Another tag type has the name ${name}; names are unique, archived types included.`,
    whatWasKept: KEPT,
    whatToDo: 'Choose another name, or bring the archived type back.',
  });

export const digitTaken = (digit: number, name: string) =>
  new ProblemError({
    code: 'tag-type.digit-taken',
    title: `Digit ${digit} belongs to ${name}`,
    whatHappened: `The key ${digit} tags with ${name}; one digit tags with one type.`,
    whatWasKept: KEPT,
    whatToDo: `Choose another digit, or take ${digit} from ${name} first.`,
  });

export const spanTurned = (startUs: number, endUs: number) =>
  new ProblemError({
    code: 'tag.span-turned',
    title: 'The span ends before it starts',
    whatHappened: `Start ${startUs} µs, end ${endUs} µs.`,
    whatWasKept: KEPT,
    whatToDo: 'Set the end after the start.',
  });
