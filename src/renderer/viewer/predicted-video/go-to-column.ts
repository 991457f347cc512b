import { useClock } from '../../state/clock.ts';
import { columnsS, timeOfColumn } from './columns.ts';
import { neighbourInstant, type VideoInstant } from './instant.ts';

/** Takes the clock to a column. The decision instant is held, else one on the way there would take its place. */
export function goToColumn(instant: VideoInstant, column: number): void {
  const { pause, pin, seek } = useClock.getState();
  pause();
  pin(instant.timeUs);
  seek(timeOfColumn(instant.timeUs, columnsS[column]));
}

/** Takes the clock to the next or previous instant that pictures were predicted at; one that is held gives way to it. */
export function stepInstant(
  videos: Parameters<typeof neighbourInstant>[0],
  now: VideoInstant | null,
  direction: 1 | -1,
): void {
  const { timeUs, pinnedUs, pause, pin, seek } = useClock.getState();
  const to = neighbourInstant(videos, now?.timeUs ?? timeUs, direction);
  if (!to) return;
  pause();
  if (pinnedUs !== null) pin(to.timeUs);
  seek(to.timeUs);
}
