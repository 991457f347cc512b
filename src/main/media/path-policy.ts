import { posix } from 'node:path';

type PathVerdict = { ok: true } | { ok: false; reason: string };

/**
 * Whether a path that a data set names may be looked up below its root: relative, forward slashes, no `..`.
 * Says nothing about links; that is `staysInside` on the resolved paths.
 */
export function relativePathVerdict(relativePath: string): PathVerdict {
  const refuse = (reason: string): PathVerdict => ({ ok: false, reason });
  if (relativePath === '') return refuse('the path is empty');
  if (relativePath.includes('\0')) return refuse('the path holds a NUL character');
  if (relativePath.includes('\\')) return refuse('the path holds a backslash');
  if (relativePath.startsWith('/') || /^[A-Za-z]:/.test(relativePath)) return refuse('the path is absolute');
  if (relativePath.split('/').includes('..')) return refuse('the path goes up by ".."');
  return { ok: true };
}

/**
 * Whether a resolved file lies inside a resolved root. A Hugging Face cache keeps its files as links from
 * `<repository>/snapshots/<revision>` into `<repository>/blobs`; those blobs count as inside.
 * @param realRoot root with all links resolved, forward slashes
 * @param realFile file with all links resolved, forward slashes
 */
export function staysInside(realRoot: string, realFile: string): boolean {
  if (isBelow(realRoot, realFile)) return true;
  const cache = /^(.*\/(?:datasets|models)--[^/]+)\/snapshots\/[^/]+(?:\/|$)/.exec(realRoot);
  return cache !== null && isBelow(`${cache[1]}/blobs`, realFile);
}

function isBelow(folder: string, file: string): boolean {
  const relative = posix.relative(folder, file);
  return relative !== '' && relative !== '..' && !relative.startsWith('../') && !posix.isAbsolute(relative);
}
