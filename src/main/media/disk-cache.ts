import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * A folder of files that can be made again, held under a number of bytes: the ones used longest ago go first.
 * The time of last use is the file's own, so it survives a restart. A file that cannot be stored is only made again
 * next time: nothing here is worth failing a request for.
 */
interface DiskCache {
  get(key: string): Promise<Uint8Array | null>;
  put(key: string, bytes: Uint8Array): Promise<void>;
  /** Where the file of a key lies or would lie, for makers that write it themselves and then call `added`. */
  pathOf(key: string): Promise<string>;
  has(key: string): Promise<boolean>;
  added(key: string): Promise<void>;
}

interface Entry {
  bytes: number;
  usedMs: number;
}

/** Opens the cache in a folder of its own; the folder is listed when it is first used. */
export function createDiskCache(folder: string, budgetBytes: number): DiskCache {
  let entries: Promise<Map<string, Entry>> | null = null;
  const load = () => (entries ??= readEntries(folder));
  const nameOf = (key: string) => createHash('sha256').update(key).digest('hex').slice(0, 40);

  const touch = async (name: string) => {
    const now = Date.now();
    const entry = (await load()).get(name);
    if (entry) entry.usedMs = now;
    await utimes(join(folder, name), now / 1000, now / 1000);
  };
  const shed = async () => {
    const all = await load();
    let total = 0;
    for (const entry of all.values()) total += entry.bytes;
    if (total <= budgetBytes) return;
    // Down to 90 % so that a full cache does not shed at every file.
    for (const [name, entry] of [...all].sort((a, b) => a[1].usedMs - b[1].usedMs)) {
      if (total <= budgetBytes * 0.9) break;
      all.delete(name);
      total -= entry.bytes;
      await rm(join(folder, name), { force: true });
    }
  };
  const noteAdded = async (name: string, bytes: number) => {
    (await load()).set(name, { bytes, usedMs: Date.now() });
    await shed();
  };

  return {
    async get(key) {
      const name = nameOf(key);
      try {
        const bytes = await readFile(join(folder, name));
        await touch(name);
        return bytes;
      } catch {
        return null;
      }
    },
    async put(key, bytes) {
      const name = nameOf(key);
      const draft = join(folder, `${name}.${process.pid}.draft`);
      try {
        await mkdir(folder, { recursive: true });
        await writeFile(draft, bytes);
        await rename(draft, join(folder, name));
        await noteAdded(name, bytes.length);
      } catch {
        await rm(draft, { force: true }).catch(() => {});
      }
    },
    async pathOf(key) {
      await mkdir(folder, { recursive: true });
      return join(folder, nameOf(key));
    },
    async has(key) {
      const name = nameOf(key);
      return touch(name).then(
        () => true,
        () => false,
      );
    },
    async added(key) {
      const name = nameOf(key);
      await noteAdded(name, (await stat(join(folder, name))).size);
    },
  };
}

async function readEntries(folder: string): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const path = join(folder, name);
    if (name.endsWith('.draft')) {
      // Left behind by a process that ended while writing.
      await rm(path, { force: true });
      continue;
    }
    const info = await stat(path).catch(() => null);
    if (info?.isFile()) entries.set(name, { bytes: info.size, usedMs: info.mtimeMs });
  }
  return entries;
}
