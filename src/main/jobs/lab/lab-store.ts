import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  labKinds,
  labRequestSchema,
  type LabKind,
  type LabRecord,
  type LabResult,
} from '../../../shared/domain/lab.ts';
import { ProblemError } from '../../../shared/domain/problem.ts';
import { labFileSchema } from './lab-file.ts';

/** Results of experiments in a workspace: a JSON file each, whole or not there. */
export interface LabStore {
  save(result: LabResult): Promise<void>;
  list(): Promise<LabRecord[]>;
  get(labId: string): Promise<LabResult>;
  remove(labId: string): Promise<void>;
}

const labIdPattern = new RegExp(`^(${labKinds.join('|')})-[0-9]{8}T[0-9]{9}-[0-9a-f]{6}$`);

/** A name that says what and when: `frontier-20261120T114012345-0c91fa`. */
export function newLabId(kind: LabKind, createdUs: number): string {
  const when = new Date(createdUs / 1000).toISOString().replaceAll(/[-:.Z]/g, '');
  return `${kind}-${when}-${randomBytes(3).toString('hex')}`;
}

export function openLabStore(workspaceFolder: string): LabStore {
  const folder = join(workspaceFolder, 'lab');
  const fileOf = (labId: string): string => {
    // The id comes from a window or a command line: no other file may be reached by it.
    if (!labIdPattern.test(labId)) throw unknownLab(labId);
    return join(folder, `${labId}.json`);
  };

  const read = async (labId: string): Promise<LabResult> => {
    const file = fileOf(labId);
    const text = await readFile(file, 'utf8').catch((error: unknown) => {
      throw isAbsent(error) ? unknownLab(labId) : damaged(file, wordsOf(error), error);
    });
    let json: unknown;
    try {
      json = JSON.parse(text);
    } catch (error) {
      throw damaged(file, wordsOf(error), error);
    }
    const parsed = labFileSchema.safeParse(json);
    if (parsed.success) return parsed.data.result;
    const [issue] = parsed.error.issues;
    throw damaged(file, `${issue.path.join('.') || 'the whole'}: ${issue.message}`, parsed.error);
  };

  return {
    async save(result) {
      const file = fileOf(result.record.labId);
      const draft = join(folder, `.${result.record.labId}.draft`);
      try {
        await mkdir(folder, { recursive: true });
        await writeFile(draft, JSON.stringify({ format: 1, result }));
        await rename(draft, file);
      } catch (error) {
        await rm(draft, { force: true }).catch(() => {});
        throw notWritten(file, error);
      }
    },
    async list() {
      const names = await readdir(folder).catch(() => []);
      const labIds = names.flatMap((name) => {
        const labId = name.replace(/\.json$/, '');
        return labId !== name && labIdPattern.test(labId) ? [labId] : [];
      });
      const records = await Promise.all(
        labIds.map(async (labId) => {
          try {
            return (await read(labId)).record;
          } catch (error) {
            if (!(error instanceof ProblemError)) throw error;
            const { mtimeMs } = await stat(fileOf(labId)).catch(() => ({ mtimeMs: 0 }));
            return unreadableRecord(labId, Math.round(mtimeMs * 1000), error.problem.whatHappened);
          }
        }),
      );
      return records.sort((a, b) => b.createdUs - a.createdUs);
    },
    get: read,
    remove: async (labId) => rm(fileOf(labId), { force: true }),
  };
}

/** What can be told of a result whose file cannot be read: its name says what it was. */
function unreadableRecord(labId: string, createdUs: number, problem: string): LabRecord {
  return {
    labId,
    request: labRequestSchema.parse({ kind: labId.slice(0, labId.indexOf('-')), filter: {} }),
    createdUs,
    durationS: 0,
    clips: 0,
    windows: 0,
    models: [],
    provider: 'cpu',
    threads: 0,
    stageMs: {},
    skipped: [],
    notes: [],
    problem,
  };
}

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
const isAbsent = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';

const unknownLab = (labId: string) =>
  new ProblemError({
    code: 'lab.unknown',
    title: 'No such experiment',
    whatHappened: `The workspace has no result ${labId}.`,
    whatWasKept: 'Everything that was saved before.',
    whatToDo: 'Look in the list of experiments.',
  });

const damaged = (file: string, what: string, cause: unknown) =>
  new ProblemError(
    {
      code: 'lab.damaged',
      title: 'The result of an experiment cannot be read',
      whatHappened: `${file}: ${what}.`,
      whatWasKept: 'The file was not touched; every other result can be read.',
      whatToDo:
        'Run the experiment again with the same seed, or bring the file back from a backup; then remove this one.',
    },
    { cause },
  );

const notWritten = (file: string, error: unknown) =>
  new ProblemError(
    {
      code: 'lab.not-written',
      title: 'The result of an experiment could not be written',
      whatHappened: `${file}: ${wordsOf(error)}.`,
      whatWasKept: 'No part of it was left behind. Earlier results are untouched.',
      whatToDo: 'Make room or allow writing there, then run the experiment again.',
    },
    { cause: error },
  );
