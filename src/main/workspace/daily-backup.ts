import { readdir, stat } from 'node:fs/promises';
import { backupNames, timeOfBackup } from './safety/backup-name.ts';
import type { WorkspacePaths } from './workspace-folder.ts';

const DAY_MS = 24 * 3_600_000;
const LOOK_EVERY_MS = 3_600_000;

/** Whether a backup is due: work has changed since the newest one and that is a day old, or there is none. */
export function backupIsDue(nowMs: number, newestMs: number | null, changedMs: number, hasWork: boolean): boolean {
  if (!hasWork) return false;
  return newestMs === null || (changedMs > newestMs && nowMs - newestMs >= DAY_MS);
}

/** When the review database was last written, ms. */
export async function changedMs({ review }: WorkspacePaths): Promise<number> {
  const times = await Promise.all(
    [review, `${review}-wal`].map((file) =>
      stat(file).then(
        (found) => (found.size > 0 ? found.mtimeMs : 0),
        () => 0,
      ),
    ),
  );
  return Math.max(...times);
}

/** When the newest backup was made, ms; null where there is none. */
export async function newestBackupMs({ backups }: WorkspacePaths): Promise<number | null> {
  const [newest] = backupNames(await readdir(backups).catch(() => []));
  return newest === undefined ? null : timeOfBackup(newest);
}

/** Calls `look` now and once an hour; `stop` waits for one that is under way. */
export function startHourly(look: () => Promise<void>): { stop(): Promise<void> } {
  let current = look();
  const timer = setInterval(() => {
    current = current.then(look);
  }, LOOK_EVERY_MS).unref();
  return {
    stop: () => {
      clearInterval(timer);
      return current;
    },
  };
}
