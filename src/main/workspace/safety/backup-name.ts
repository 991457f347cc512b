import { timeInName } from '../workspace-folder.ts';

const NAME = /^review-(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)-(\d{3})Z(-[a-z0-9-]+)?\.sqlite$/;

/** When a backup was made, from its name; null for a file that is no backup of ours. */
export function timeOfBackup(name: string): number | null {
  const [, day, h, m, s, ms] = NAME.exec(name) ?? [];
  return day === undefined ? null : Date.parse(`${day}T${h}:${m}:${s}.${ms}Z`);
}

/** `reason` is part of the name: `daily`, `before-version-2`; empty for one that was asked for. */
export const nameOfBackup = (ms: number, reason: string): string =>
  `review-${timeInName(ms)}${reason && `-${reason}`}.sqlite`;

/** The backups among the names in a folder, newest first. */
export const backupNames = (names: readonly string[]): string[] =>
  names
    .filter((name) => timeOfBackup(name) !== null)
    .toSorted()
    .toReversed();
