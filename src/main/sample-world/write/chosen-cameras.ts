import { ProblemError } from '../../../shared/domain/problem.ts';
import type { CameraSpec } from '../drive.ts';
import type { Layout, WorldRequest } from './layout.ts';

/** The layout's cameras that were asked for, in its own order. Fails with `sample-world.no-such-camera`. */
export function chosenCameras(layout: Layout, { cameras, size }: Pick<WorldRequest, 'cameras' | 'size'>): CameraSpec[] {
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
