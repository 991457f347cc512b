import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Writes records as JSON, one a line with commas between, to be joined with those of other clips. */
export function stageRows(staging: string, table: string, rows: readonly unknown[]): void {
  writeFileSync(join(staging, `${table}.rows`), rows.map((row) => JSON.stringify(row)).join(',\n'));
}

/** The members of a JSON object likewise. */
export function stageMembers(staging: string, table: string, members: Readonly<Record<string, unknown>>): void {
  const lines = Object.entries(members).map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`);
  writeFileSync(join(staging, `${table}.rows`), lines.join(',\n'));
}

/** Joins staged records of many clips between two brackets into an open file, without holding more than one clip's. */
export function joinRows(
  fd: number,
  [open, close]: readonly [string, string],
  stagings: readonly string[],
  table: string,
): void {
  let separator = `${open}\n`;
  for (const staging of stagings) {
    const rows = readFileSync(join(staging, `${table}.rows`));
    if (rows.length === 0) continue;
    writeFileSync(fd, separator);
    writeFileSync(fd, rows);
    separator = ',\n';
  }
  writeFileSync(fd, separator === ',\n' ? `\n${close}` : `${open}${close}`);
}

/** Opens a file for writing, with its folders, and closes it whatever happens. */
export function withFile(path: string, write: (fd: number) => void): void {
  mkdirSync(dirname(path), { recursive: true });
  const fd = openSync(path, 'w');
  try {
    write(fd);
  } finally {
    closeSync(fd);
  }
}
