import { realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, resolve, sep } from 'node:path';
import { modelProblem } from './model-problem.ts';

const isBelow = (path: string, folder: string): boolean =>
  path.startsWith(folder.endsWith(sep) ? folder : folder + sep);

/**
 * Folders a model's files may really lie in: its own, and, inside a Hugging Face cache
 * (`models--x/snapshots/<revision>`), the blob folder that the cache's own links lead to.
 */
function allowedFolders(folder: string): string[] {
  const real = realpathSync(folder);
  const snapshots = dirname(real);
  const cache = dirname(snapshots);
  const inCache = basename(snapshots) === 'snapshots' && basename(cache).startsWith('models--');
  return inCache ? [real, join(cache, 'blobs')] : [real];
}

/**
 * Real path of a file that a model names, proved to lie inside the model's folder.
 * `base` is the folder the name counts from; `what` says in words which part names it.
 * Throws ProblemError `model.outside-folder` or `model.file-absent`.
 */
export function fileInside(folder: string, base: string, named: string, what: string): string {
  const outside = (how: string) =>
    modelProblem(
      'outside-folder',
      'A model file points outside its folder',
      `${what} names "${named}", ${how}. It was not opened.`,
      `Put the file into ${folder}, name it relative to the graph, and add the model again.`,
    );
  if (isAbsolute(named) || /^[a-zA-Z]:/.test(named)) throw outside('which is an absolute path');
  if (named.split(/[\\/]/).includes('..') || named.includes('\0')) throw outside('which leaves the folder by ".."');
  let real: string;
  try {
    real = realpathSync(resolve(base, named));
  } catch (cause) {
    throw modelProblem(
      'file-absent',
      'A model file is absent',
      `${what} names "${named}", which is not in ${base}.`,
      'Copy the missing file there or export the model again.',
      cause,
    );
  }
  if (!allowedFolders(folder).some((allowed) => isBelow(real, allowed))) throw outside(`a link that leads to ${real}`);
  return real;
}
