import { setImmediate } from 'node:timers/promises';
import { startThread, type Thread } from '../../runtime/thread.ts';
import { chosenCameras } from './chosen-cameras.ts';
import { worldRequestSchema, type WorldRequest } from './layout.ts';
import { loadLayout } from './layouts.ts';
import type { SampleWorldOperations } from './sample-world-thread.ts';
import { placeInTowns } from './towns.ts';
import { writeProblem } from './write-problems.ts';
import {
  lockWorldFolder,
  openWorldFolder,
  type WorldFolder,
  type WorldPlan,
  type WorldRecord,
} from './world-folder.ts';

type WorldThread = Thread<SampleWorldOperations>;

export interface MakingWorld {
  threads: number;
  signal: AbortSignal;
  /** Clips that are done; a clip under way counts by its share. */
  progress: (done: number, current: string) => void;
  /** Words about what will be left out, before the work begins. */
  note: (words: string) => void;
}

/**
 * Makes drives and writes them to `root` in a layout, one clip a thread at a time. Clips that were finished before are not
 * made again; the same request gives the same bytes. Fails with a problem in words where the folder is taken or the disk
 * full, and with an AbortError when it is cancelled.
 */
export async function makeWorld(asked: WorldRequest, root: string, making: MakingWorld): Promise<WorldRecord> {
  // Members in one order, so that equal requests leave equal records.
  const request = worldRequestSchema.parse(asked);
  const layout = await loadLayout(request.layout);
  const cameras = chosenCameras(layout, request);
  let release = () => {};
  try {
    const folder = openWorldFolder(root, request);
    if (folder.finished) return folder.finished;
    release = lockWorldFolder(root);
    const notes = await layout.notes(request);
    notes.forEach(making.note);
    const plan = await writeClips(request, folder, making);
    const clips = plan.clips.map(({ name, site }, index) => ({ index, name, site, staging: folder.staging(index) }));
    making.progress(request.clips, 'putting together');
    await setImmediate();
    await layout.finish({ request, root, cameras, clips, towns: plan.towns, signal: making.signal });
    making.signal.throwIfAborted();
    const record: WorldRecord = {
      madeBy: 'Foresight sample world: procedural, no recording of a real road',
      request,
      notes,
      clips: clips.map(({ name, site }) => ({ name, ...site })),
    };
    release();
    folder.finish(record);
    return record;
  } catch (error) {
    throw writeProblem(error, root);
  } finally {
    release();
  }
}

async function writeClips(
  request: WorldRequest,
  folder: WorldFolder,
  { threads: wanted, signal, progress }: MakingWorld,
): Promise<WorldPlan> {
  const numbers = Array.from({ length: request.clips }, (_, index) => index);
  const missing = numbers.filter((index) => !folder.isMade(index));
  const stop = new AbortController();
  const anySignal = AbortSignal.any([signal, stop.signal]);
  const threads = Array.from({ length: Math.max(1, Math.min(wanted, request.clips)) }, () =>
    startThread<SampleWorldOperations>('sample-world-thread'),
  );
  try {
    const plan = folder.plan() ?? (await planOf(request, threads, numbers, anySignal));
    folder.keepPlan(plan);
    const shares = new Map<number, number>();
    const done = request.clips - missing.length;
    const tell = (current: string) =>
      progress(done + [...shares.values()].reduce((sum, share) => sum + share, 0), current);
    await spread(threads, missing, async (thread, index) => {
      const { name, site } = plan.clips[index];
      const onReport = (share: unknown) => {
        shares.set(index, Math.min(Number(share), 1));
        tell(name);
      };
      await thread.call('clip', { request, index, root: folder.root, site }, { signal: anySignal, onReport });
      onReport(1);
    });
    return plan;
  } finally {
    // Where one clip failed the others end too, before their threads are stopped in the middle of a file.
    stop.abort();
    await Promise.all(threads.map((thread) => thread.stop()));
  }
}

async function planOf(
  request: WorldRequest,
  threads: readonly WorldThread[],
  numbers: readonly number[],
  signal: AbortSignal,
): Promise<WorldPlan> {
  const measured: Awaited<ReturnType<SampleWorldOperations['measure']>>[] = [];
  await spread(threads, numbers, async (thread, index) => {
    measured[index] = await thread.call('measure', { request, index }, { signal });
  });
  const { sites, towns } = placeInTowns(measured.map(({ bounds }) => bounds));
  return { clips: measured.map(({ name }, i) => ({ name, site: sites[i] })), towns };
}

/** Gives the numbers to the threads one after another. The first failure ends it. */
async function spread(
  threads: readonly WorldThread[],
  numbers: readonly number[],
  work: (thread: WorldThread, index: number) => Promise<void>,
): Promise<void> {
  const left = [...numbers];
  const results = threads.map(async (thread) => {
    for (let index = left.shift(); index !== undefined; index = left.shift()) await work(thread, index);
  });
  try {
    await Promise.all(results);
  } catch (error) {
    left.length = 0;
    throw error;
  }
}
