import { appendFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';

const ROTATE_AT_BYTES = 2_000_000;

/** Where faults go that the user can do nothing about: beside the workspace, for whoever mends Foresight. */
export interface Log {
  readonly file: string;
  /** Writes one entry with the error, its stack and its causes. Never throws. */
  fault(where: string, error: unknown): void;
}

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

/** `foresight.log` in the workspace folder; at 2 MB it becomes `foresight.old.log`. Where it cannot be written, stderr. */
export function openLog(workspaceFolder: string): Log {
  const file = join(workspaceFolder, 'foresight.log');
  return {
    file,
    fault(where, error) {
      const entry = `${new Date().toISOString()} ${where}\n${inspect(error, { depth: 6 })}\n\n`;
      try {
        if (sizeOf(file) > ROTATE_AT_BYTES) renameSync(file, join(workspaceFolder, 'foresight.old.log'));
        appendFileSync(file, entry);
      } catch {
        process.stderr.write(entry);
      }
    },
  };
}
