import { existsSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ProblemError, type Problem } from '../../../shared/domain/problem.ts';
import type { WorkspacePaths } from '../workspace-folder.ts';
import { timeOfBackup } from './backup-name.ts';
import { faultOf, listBackups } from './backup.ts';
import { copyDurably, setAside } from './files.ts';
import { reviewKind } from './judge-files.ts';
import { makeFreshReview } from './open-files.ts';
import { salvageInto } from './salvage.ts';

const asideOf = (paths: WorkspacePaths): string =>
  existsSync(paths.review) ? setAside(paths.review, paths.setAside) : '';

const where = (aside: string): string => (aside === '' ? '' : ` The file that was there lies in ${aside}.`);

/** Name of the newest backup that is whole. Throws a ProblemError where there is none. */
export function newestWholeBackup(paths: WorkspacePaths): string {
  const whole = listBackups(paths.backups, reviewKind).find((backup) => backup.verified);
  if (whole) return whole.name;
  throw new ProblemError({
    code: 'workspace.no-backup',
    title: 'There is no backup that is whole',
    whatHappened: `None of the files in ${paths.backups} can be read to its end.`,
    whatWasKept: 'All files are as they were.',
    whatToDo: 'Save what can still be read, or begin anew.',
  });
}

/** Puts a backup in the place of the review database, which is set aside. What was done, for the user. */
export function restoreBackup(paths: WorkspacePaths, name: string): Problem {
  const backup = join(paths.backups, name);
  const fault = timeOfBackup(name) === null ? 'it is no backup of this workspace' : faultOf(backup, reviewKind);
  if (fault)
    throw new ProblemError({
      code: 'workspace.backup-damaged',
      title: 'The backup cannot be brought back',
      whatHappened: `${name}: ${fault}.`,
      whatWasKept: 'All files are as they were.',
      whatToDo: 'Choose another backup.',
    });
  const aside = asideOf(paths);
  copyDurably(backup, paths.review);
  return {
    code: 'workspace.restored',
    title: 'A backup was brought back',
    whatHappened: `Tags and notes are as they were at ${new Date(timeOfBackup(name)!).toISOString()} (${name}).${where(aside)}`,
    whatWasKept: 'Nothing was deleted; runs, index and all backups are as they were.',
    whatToDo: 'Look whether work since then is missing.',
  };
}

/** Copies all rows that can be read into a new file and sets the damaged one aside. What was saved, in counts. */
export function salvageReview(paths: WorkspacePaths): Problem {
  const { file, saved, lost } = salvageInto(paths);
  const aside = asideOf(paths);
  copyDurably(file, paths.review);
  rmSync(dirname(file), { recursive: true, force: true });
  const counts = Object.entries(saved).map(([what, n]) => `${n} ${what}`);
  return {
    code: 'workspace.salvaged',
    title: 'What could be read was saved',
    whatHappened: `Saved: ${counts.join(', ')}. ${lost}${where(aside)}`,
    whatWasKept: 'The damaged file itself; runs, index and all backups.',
    whatToDo: 'Compare with the newest backup if something is missing.',
  };
}

/** Puts the review database away and makes a new one. What was done, for the user. */
export function setReviewAside(paths: WorkspacePaths): Problem {
  const aside = asideOf(paths);
  makeFreshReview(paths.review);
  return {
    code: 'workspace.started-new',
    title: 'The workspace was begun anew',
    whatHappened: `Tags, notes and the list of data sets are empty.${where(aside)}`,
    whatWasKept: 'Nothing was deleted; runs and all backups are as they were.',
    whatToDo: 'Add your data sets again.',
  };
}
