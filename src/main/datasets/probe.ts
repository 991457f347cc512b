import { realpath, stat } from 'node:fs/promises';
import type { DatasetProbe } from '../../shared/domain/dataset.ts';
import { ProblemError } from '../../shared/domain/problem.ts';
import { probeNuscenes } from './nuscenes/probe-nuscenes.ts';

/**
 * Tells which data sets lie in a folder, without reading them: one entry for each version found.
 * Throws ProblemError `dataset.folder-absent`, `dataset.not-a-folder` or `dataset.none-here`.
 */
export async function probeFolder(path: string): Promise<DatasetProbe[]> {
  const real = await realpath(path).catch((cause: unknown) => {
    throw problem(
      'dataset.folder-absent',
      'The folder is not there',
      `${path} does not exist or cannot be reached.`,
      cause,
    );
  });
  if (!(await stat(real)).isDirectory()) {
    throw problem('dataset.not-a-folder', 'This is a file, not a folder', `${path} is a file; a data set is a folder.`);
  }
  const found = probeNuscenes(real);
  if (found.length === 0) {
    throw problem(
      'dataset.none-here',
      'No data set is in this folder',
      `${path} has no version folder (v1.0-mini, v1.0-trainval, v1.0-test) with the tables scene.json and log.json.`,
    );
  }
  return found;
}

const problem = (code: string, title: string, whatHappened: string, cause?: unknown) =>
  new ProblemError(
    {
      code,
      title,
      whatHappened,
      whatWasKept: 'Everything; nothing was changed.',
      whatToDo: 'Choose the folder that holds the version folder, samples and maps of a nuScenes download.',
    },
    { cause },
  );
