import { existsSync, statSync } from 'node:fs';
import { z } from 'zod';
import { partsOfClipId, type ClipId } from '../../shared/domain/clip.ts';
import { ProblemError } from '../../shared/domain/problem.ts';
import type { Run } from '../../shared/domain/run.ts';
import { metricCacheFoldersIn, metricCachesIn } from '../datasets/navsim/metric-cache-files.ts';
import type { Workspace } from '../workspace/workspace.ts';

const parametersSchema = z.object({ metricCache: z.string().optional() });

/** The folder of metric caches that a run was told to be scored against; null for none. */
export const metricCacheOfRun = ({ parameters }: Pick<Run, 'parameters'>): string | null =>
  parametersSchema.parse(parameters).metricCache ?? null;

/**
 * Where metric caches of the kit lie for a clip: in the folder that was named, then in the roots of NAVSIM data sets. Empty for
 * clips of other kinds.
 */
export async function cacheFolders(
  workspace: Workspace,
  named: string | null,
): Promise<(clipId: ClipId) => readonly string[]> {
  const own = named === null ? [] : [named, ...metricCacheFoldersIn(named)];
  const datasets = (await workspace.datasets.list()).filter(({ kind }) => kind === 'navsim');
  const folders = new Map(
    datasets.map(({ datasetId, rootPath }) => [datasetId, [...own, ...metricCacheFoldersIn(rootPath)]]),
  );
  return (clipId) => folders.get(partsOfClipId(clipId).datasetId) ?? [];
}

/** Refuses a folder that holds no metric cache. */
export function checkCacheFolder(folder: string): void {
  const caches = [folder, ...metricCacheFoldersIn(folder)].flatMap((one) => [...metricCachesIn(one).values()]);
  if (caches.some((file) => existsSync(file))) return;
  const isFolder = statSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? false;
  throw new ProblemError({
    code: 'pdm.no-metric-cache',
    title: 'No metric cache is there',
    whatHappened: isFolder
      ? `${folder} has no <log>/<scenario type>/<token>/metric_cache.pkl.`
      : `${folder} is no folder that can be read.`,
    whatWasKept: 'All scores as they were.',
    whatToDo: 'Name the folder that run_metric_caching.py of the NAVSIM kit wrote.',
  });
}
