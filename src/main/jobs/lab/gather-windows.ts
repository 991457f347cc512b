import type { ClipFilter, ClipId } from '../../../shared/domain/clip.ts';
import { ProblemError, problemOf } from '../../../shared/domain/problem.ts';
import { listed } from '../../../shared/words/listed.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { JobContext } from '../job-context.ts';
import { windowsOfClip, type LabWindow, type WindowNeeds } from './lab-window.ts';
import { evenlySpaced, evenShares, shuffled } from './spread-windows.ts';

export interface WindowsWanted {
  filter: ClipFilter;
  needs: WindowNeeds;
  /** Windows at most. */
  limit: number;
  seed: number;
  /** As many as are wanted, evenly spaced in time; one at a place that the seed draws; or the first. */
  perClip: 'evenly' | 'one' | 'first';
}

export interface GatheredWindows {
  /** Clip by clip, rising in time inside a clip. */
  windows: LabWindow[];
  clips: number;
  skipped: { clipId: ClipId; reason: string }[];
}

/**
 * Chooses windows by seed, spread evenly over the clips that pass the filter: clips are looked at in a random order until
 * enough have one, then each gives as many as the others, evenly spaced in time. Throws ProblemError `lab.no-windows` with
 * the reasons where no clip gives one; a clip that cannot be read is noted and passed over.
 */
export async function gatherWindows(
  workspace: Workspace,
  { filter, needs, limit, seed, perClip }: WindowsWanted,
  context: JobContext,
): Promise<GatheredWindows> {
  const clipIds = shuffled(await workspace.library.clipIds(filter), seed);
  const skipped: GatheredWindows['skipped'] = [];
  const found: LabWindow[][] = [];
  for (const [i, clipId] of clipIds.entries()) {
    if (found.length >= limit) break;
    context.signal.throwIfAborted();
    context.progress({ done: i, total: clipIds.length, unit: 'clips', current: 'choosing windows' });
    try {
      const { windows, reasons } = windowsOfClip(await workspace.clips.detail(clipId), needs);
      if (windows.length > 0) found.push(windows);
      else skipped.push({ clipId, reason: reasons.join('; ') });
    } catch (error) {
      if (context.signal.aborted) throw error;
      const problem = problemOf(error);
      context.failure(clipId, problem);
      skipped.push({ clipId, reason: `${problem.title}: ${problem.whatHappened}` });
    }
  }
  if (found.length === 0) throw noWindows(clipIds.length, skipped);
  const available = found.map((windows) => (perClip === 'evenly' ? windows.length : 1));
  const shares = evenShares(available, limit);
  const windows = found.flatMap((list, i) =>
    perClip === 'first' ? list.slice(0, shares[i]) : evenlySpaced(list, shares[i], seed + i),
  );
  return { windows, clips: shares.filter((share) => share > 0).length, skipped };
}

const noWindows = (clips: number, skipped: GatheredWindows['skipped']) =>
  new ProblemError({
    code: 'lab.no-windows',
    title: 'No window for the experiment',
    whatHappened:
      clips === 0
        ? 'No clip passes the filter.'
        : `None of the ${clips} clips that pass the filter has one: ${listed([...new Set(skipped.map((s) => s.reason))].slice(0, 3))}.`,
    whatWasKept: 'Nothing was started.',
    whatToDo:
      'Choose clips with a front camera on disk and a recording that goes on for as long as the models look ahead.',
  });
