import { ProblemError } from '../../../shared/domain/problem.ts';
import type { CameraSpec } from '../drive.ts';
import type { Layout, WorldRequest } from './layout.ts';

/**
 * The layout's cameras that were asked for, in its own order. Fails with `sample-world.no-such-camera`, or with
 * `sample-world.odd-size` where videos would have an odd side.
 */
export function chosenCameras(
  layout: Layout,
  { cameras, size, pictures }: Pick<WorldRequest, 'cameras' | 'size' | 'pictures'>,
): CameraSpec[] {
  if (layout.videos && pictures && size && (size.widthPx % 2 !== 0 || size.heightPx % 2 !== 0))
    throw new ProblemError({
      code: 'sample-world.odd-size',
      title: 'Videos cannot have that size',
      whatHappened: `${layout.title} has H.264 videos, whose width and height are even; ${size.widthPx}x${size.heightPx} was asked for.`,
      whatWasKept: 'Nothing was written.',
      whatToDo: `Ask for ${size.widthPx + (size.widthPx % 2)}x${size.heightPx + (size.heightPx % 2)}.`,
    });
  const all = layout.cameras(size ?? undefined);
  const channels = all.map(({ channel }) => channel);
  const unknown = cameras?.find((channel) => !channels.includes(channel));
  if (unknown !== undefined)
    throw new ProblemError({
      code: 'sample-world.no-such-camera',
      title: 'There is no such camera',
      whatHappened: `${layout.title} has no camera ${unknown}. It has ${channels.join(', ')}.`,
      whatWasKept: 'Nothing was written.',
      whatToDo: 'Name some of these cameras.',
    });
  return cameras ? all.filter(({ channel }) => cameras.includes(channel)) : all;
}
