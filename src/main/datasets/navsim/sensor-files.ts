import { closeSync, existsSync, openSync, readdirSync, readSync, type Dirent } from 'node:fs';
import { join, posix } from 'node:path';
import { readImageHeader } from '../../media/image-header.ts';
import { pathRefusal } from '../files/file-patterns.ts';
import { liesInside } from '../files/presence.ts';
import { skip, type SkippedRows } from '../clip/skipped-rows.ts';

/** nuPlan's cameras, where no picture tells another size. */
const USUAL_SIZE = { widthPx: 1920, heightPx: 1080 } as const;
const HEADER_BYTES = 64 << 10;
const OUTSIDE = 'a link leads out of the data set; its files count as absent';

/** Which sensor files of a data set are on disk, told by listing folders: downloads hold parts of them. */
export class SensorFiles {
  readonly #root: string;
  /** Relative to the root: `sensor_blobs/mini`. */
  readonly #folder: string;
  readonly #skipped: SkippedRows;
  readonly #names = new Map<string, ReadonlySet<string>>();

  constructor(realRoot: string, folder: string, skipped: SkippedRows) {
    this.#root = realRoot;
    this.#folder = folder;
    this.#skipped = skipped;
  }

  /** A log's path relative to the data set root, and whether the file is there. A path that leads out counts as absent. */
  find(path: string): { relativePath: string; present: boolean } {
    const refusal = pathRefusal(path);
    if (refusal) {
      skip(this.#skipped, `sensor files: ${refusal}`, path.slice(0, 200));
      return { relativePath: '', present: false };
    }
    const relativePath = posix.join(this.#folder, path);
    const names = this.#namesIn(posix.dirname(relativePath));
    return { relativePath, present: names.has(posix.basename(relativePath)) };
  }

  #namesIn(folder: string): ReadonlySet<string> {
    let names = this.#names.get(folder);
    if (!names) this.#names.set(folder, (names = this.#list(folder)));
    return names;
  }

  #list(folder: string): ReadonlySet<string> {
    const path = join(this.#root, folder);
    if (!liesInside(this.#root, path)) {
      if (existsSync(path)) skip(this.#skipped, OUTSIDE, folder);
      return new Set();
    }
    return new Set(
      entriesOf(path)
        .filter((entry) => !entry.isDirectory() && (!entry.isSymbolicLink() || this.#staysInside(path, entry.name)))
        .map((entry) => entry.name),
    );
  }

  #staysInside(path: string, name: string): boolean {
    if (liesInside(this.#root, join(path, name))) return true;
    skip(this.#skipped, OUTSIDE, name);
    return false;
  }

  /** Size of a picture from its header; that of nuPlan's cameras where there is no picture or it cannot be read. */
  pictureSize(relativePath: string | undefined): { widthPx: number; heightPx: number } {
    if (!relativePath) return USUAL_SIZE;
    const header = readImageHeader(firstBytes(join(this.#root, relativePath)));
    return 'widthPx' in header ? { widthPx: header.widthPx, heightPx: header.heightPx } : USUAL_SIZE;
  }
}

/** None where the folder may not be listed. */
function entriesOf(path: string): Dirent[] {
  try {
    return readdirSync(path, { withFileTypes: true });
  } catch {
    return [];
  }
}

function firstBytes(path: string): Uint8Array {
  let file: number | null = null;
  try {
    file = openSync(path, 'r');
    const bytes = Buffer.alloc(HEADER_BYTES);
    return bytes.subarray(0, readSync(file, bytes, 0, HEADER_BYTES, 0));
  } catch {
    return new Uint8Array(0);
  } finally {
    if (file !== null) closeSync(file);
  }
}
