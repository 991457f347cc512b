import { openIndex } from './index/open-index.ts';
import { removeDatasetFromIndex } from './index/clip-writer.ts';
import { backUp, listBackups } from './safety/backup.ts';
import { reviewKind } from './safety/judge-files.ts';
import { asStorageProblem } from './safety/sqlite-problem.ts';
import { workspacePaths } from './workspace-folder.ts';

/** Slow work on whole files, in a thread of its own so that neither edits nor reads wait for it. */
export function createKeeper(folder: string) {
  const paths = workspacePaths(folder);
  const told = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw asStorageProblem(error, folder);
    }
  };
  return {
    backUp: (reason: string) => told(() => backUp(paths.review, paths.backups, reviewKind, reason)),
    backups: (_: null) => told(() => listBackups(paths.backups, reviewKind)),
    removeFromIndex: (datasetId: string) =>
      told(() => {
        const db = openIndex(paths.index);
        try {
          removeDatasetFromIndex(db, datasetId);
        } finally {
          db.close();
        }
      }),
  };
}
export type KeeperOperations = ReturnType<typeof createKeeper>;
