import { lstatSync, opendirSync, realpathSync } from 'node:fs';
import { join, posix, sep } from 'node:path';
import { lastAtOrBefore } from '../../../shared/maths/track.ts';
import { TIME_MARK } from '../../workspace/index/indexed-clip.ts';
import { splitAtTime, type FilePattern } from './file-patterns.ts';
import { skip, type SkippedRows } from '../clip/skipped-rows.ts';

/** Which files of a data set are on disk, told by listing folders rather than by asking for each of millions of files. */
export interface Presence {
  isPresent(pattern: number, timeUs: number): boolean;
}

const OUTSIDE = 'a link leads out of the data set; its files count as absent';

/** True where a path, links resolved, lies in the root (links resolved too); false where it does not exist. */
export function liesInside(realRoot: string, path: string): boolean {
  try {
    const real = realpathSync(path);
    return real === realRoot || real.startsWith(realRoot.endsWith(sep) ? realRoot : realRoot + sep);
  } catch {
    return false;
  }
}

/** Lists every folder that a pattern names. */
export function findPresent(root: string, patterns: readonly FilePattern[], skipped: SkippedRows): Presence {
  const realRoot = realpathSync(root);
  const folders = new Set(patterns.filter((p) => p.refusal === null).map((p) => posix.dirname(p.text)));
  const times = new Map<string, Float64Array>();
  const literals = new Set<string>();
  const wantsLiterals = patterns.some((pattern) => !pattern.hasTime);
  for (const folder of folders) {
    const byName = new TimesByName();
    for (const name of namesIn(root, realRoot, folder, skipped)) {
      byName.add(name);
      if (wantsLiterals) literals.add(`${folder}/${name}`);
    }
    for (const [before, after, found] of byName.lists())
      times.set(`${folder}/${before}${TIME_MARK}${after}`, Float64Array.from(found).sort());
  }
  const none = new Float64Array(0);
  const sorted = patterns.map((pattern) => times.get(pattern.text) ?? none);
  return {
    isPresent(pattern, timeUs) {
      if (!patterns[pattern].hasTime) return literals.has(patterns[pattern].text);
      const list = sorted[pattern];
      const at = lastAtOrBefore(list, timeUs);
      return at >= 0 && list[at] === timeUs;
    },
  };
}

/** The times in a folder's file names by what stands before and after them; a folder holds hundreds of thousands. */
class TimesByName {
  readonly #lists = new Map<string, Map<string, number[]>>();

  add(name: string): void {
    const split = splitAtTime(name);
    if (!split) return;
    const { before, timeUs, after } = split;
    let byAfter = this.#lists.get(before);
    if (!byAfter) this.#lists.set(before, (byAfter = new Map<string, number[]>()));
    const list = byAfter.get(after);
    if (list) list.push(timeUs);
    else byAfter.set(after, [timeUs]);
  }

  *lists(): Generator<[before: string, after: string, timesUs: number[]]> {
    for (const [before, byAfter] of this.#lists) for (const [after, found] of byAfter) yield [before, after, found];
  }
}

/** Names of the files of a folder that may be opened; none where the folder is absent or leads out of the root. */
function* namesIn(root: string, realRoot: string, folder: string, skipped: SkippedRows): Generator<string> {
  const path = join(root, folder);
  if (!liesInside(realRoot, path)) {
    if (isThere(path)) skip(skipped, OUTSIDE, folder);
    return;
  }
  const directory = openDirectory(path);
  if (!directory) return;
  try {
    for (let entry = directory.readSync(); entry; entry = directory.readSync()) {
      if (entry.isSymbolicLink() && !liesInside(realRoot, join(path, entry.name))) {
        if (isThere(join(path, entry.name))) skip(skipped, OUTSIDE, `${folder}/${entry.name}`);
        continue;
      }
      if (!entry.isDirectory()) yield entry.name;
    }
  } finally {
    directory.closeSync();
  }
}

function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

function openDirectory(path: string) {
  try {
    return opendirSync(path, { bufferSize: 1024 });
  } catch {
    return null;
  }
}
