import { realpathSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { relativePathVerdict, staysInside } from '../../media/path-policy.ts';
import { namesIn } from '../files/on-disk.ts';

/** A file below a data set root, links resolved and proved to stay inside it or in its own Hugging Face blobs. */
export interface RootFile {
  relativePath: string;
  path: string;
  bytes: number;
  modifiedMs: number;
}

export interface RootFiles {
  root: string;
  /** Names in a folder, in order; none where it is not there. */
  namesIn(folder: string): string[];
  /** A file; null where there is none, or where its path or link leads out of the data set. */
  find(relativePath: string): RootFile | null;
}

const slashes = (path: string): string => (sep === '/' ? path : path.replaceAll(sep, '/'));

const resolved = (path: string): string => {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
};

/** Looks below a root, which is absolute. */
export function rootFiles(root: string): RootFiles {
  const realRoot = slashes(resolved(root));
  return {
    root,
    namesIn: (folder) => namesIn(join(root, folder)),
    find(relativePath) {
      if (!relativePathVerdict(relativePath).ok) return null;
      try {
        const path = realpathSync(join(root, relativePath));
        if (!staysInside(realRoot, slashes(path))) return null;
        const info = statSync(path);
        return info.isFile() ? { relativePath, path, bytes: info.size, modifiedMs: info.mtimeMs } : null;
      } catch {
        return null;
      }
    },
  };
}
