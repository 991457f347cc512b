import { existsSync, realpathSync } from 'node:fs';
import { ProblemError } from '../../../shared/domain/problem.ts';
import { neededTables, tableFile, tableNames } from './layout.ts';
import { liesInside } from '../files/presence.ts';

const kept = 'What the index showed of this data set before, and all tags, notes and runs.';

/** Throws ProblemError `dataset.table-absent` or `dataset.table-outside` where indexing cannot or must not begin. */
export function checkTables(root: string, version: string): void {
  const absent = neededTables.find((table) => !existsSync(tableFile(root, version, table)));
  if (absent) throw tableAbsent(root, version, absent);
  const realRoot = realpathSync(root);
  const held = tableNames.filter((table) => existsSync(tableFile(root, version, table)));
  const outside = held.find((table) => !liesInside(realRoot, tableFile(root, version, table)));
  if (outside) throw tableOutside(root, version, outside);
}

const tableAbsent = (root: string, version: string, table: string) =>
  new ProblemError({
    code: 'dataset.table-absent',
    title: `${version}/${table}.json is not there`,
    whatHappened: `${root} has no ${version}/${table}.json; without it no drives can be listed.`,
    whatWasKept: kept,
    whatToDo: 'Check that the volume is connected, or unpack the metadata archive into this folder, then index again.',
  });

const tableOutside = (root: string, version: string, table: string) =>
  new ProblemError({
    code: 'dataset.table-outside',
    title: `${version}/${table}.json lies outside the data set`,
    whatHappened: `A link leads from ${root} to another folder. Nothing outside a data set's own folder is read.`,
    whatWasKept: kept,
    whatToDo: 'Put the tables themselves into the folder, or add the folder that the link leads to.',
  });
