import { ProblemError } from '../../../shared/domain/problem.ts';

const kept = 'Boxes, plans and scores do not need it. Your work and the other cameras are untouched.';

/** The file is not a whole video, or contradicts itself. */
export const videoDamaged = (name: string, what: string, cause?: unknown) =>
  new ProblemError(
    {
      code: 'media.video-damaged',
      title: 'A video is damaged',
      whatHappened: `${name}: ${what}.`,
      whatWasKept: kept,
      whatToDo: 'Download the video again, then index again.',
    },
    { cause },
  );

/** The video is whole, but nothing here can decode it. */
export const videoUndecodable = (name: string, what: string, whatToDo: string) =>
  new ProblemError({
    code: 'media.video-undecodable',
    title: 'This video cannot be decoded here',
    whatHappened: `${name}: ${what}.`,
    whatWasKept: kept,
    whatToDo,
  });
