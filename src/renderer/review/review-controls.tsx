import { useMetricCommands } from '../score/metric-commands.ts';
import { usePartCommands } from '../score/pdm/part-commands.ts';
import { useClockCommands } from '../timeline/clock-commands.ts';
import { useClockDriver } from '../timeline/clock-driver.ts';
import { useListCommands } from './list-commands.ts';
import { NoteBox } from './note-box.tsx';
import { usePrefetchedNeighbours } from './prefetch.ts';
import { TagBox } from './tag-box.tsx';
import { useTagCommands } from './tag-commands.ts';

/** Drives the clock and holds the keys and boxes of the review flow, whichever panels are open. Mounted once in the window. */
export function ReviewControls() {
  useClockDriver();
  useClockCommands();
  useListCommands();
  useTagCommands();
  useMetricCommands();
  usePartCommands();
  usePrefetchedNeighbours();
  return (
    <>
      <TagBox />
      <NoteBox />
    </>
  );
}
