import { realpath, stat } from 'node:fs/promises';
import type { DatasetProbe } from '../../shared/domain/dataset.ts';
import { ProblemError } from '../../shared/domain/problem.ts';
import { datasetReaders } from './readers.ts';

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
  const readers = Object.values(datasetReaders);
  const found = readers.flatMap((reader) => reader.probe(real));
  if (found.length === 0) {
    throw problem(
      'dataset.none-here',
      'No data set is in this folder',
      `${path} is none of these. ${readers.map((reader) => `${reader.looksLike}.`).join(' ')}`,
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
      whatToDo: 'Choose the folder that a data set was downloaded or unpacked to.',
    },
    { cause },
  );
