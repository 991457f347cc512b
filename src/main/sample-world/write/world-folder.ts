import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ProblemError } from '../../../shared/domain/problem.ts';
import { takeLock } from '../../workspace/safety/lock.ts';
import { worldRequestSchema, type WorldRequest } from './layout.ts';

/** Says how a finished data set was made; lies at its root. */
export const RECORD_FILE = 'sample-world.json';
/** Holds what a data set in the making needs to go on; goes away at the end. */
const MAKING = '.foresight-making';
const LOCK_FILE = 'lock.sqlite';

const recordSchema = z.object({
  madeBy: z.string(),
  request: worldRequestSchema,
  notes: z.array(z.string()),
  clips: z.array(z.object({ name: z.string(), town: z.int(), x: z.number(), y: z.number() })),
});
export type WorldRecord = z.infer<typeof recordSchema>;

/** Where and how drives lie; told once and kept, so that a resumed run needs not make all drives again. */
const plansSchema = z.object({
  clips: z.array(z.object({ name: z.string(), site: z.object({ town: z.int(), x: z.number(), y: z.number() }) })),
  towns: z.array(z.object({ widthM: z.number(), heightM: z.number() })),
});
export type WorldPlan = z.infer<typeof plansSchema>;

/** The folder of a data set in the making. Everything in it is whole or not there. */
export interface WorldFolder {
  root: string;
  /** Set where the same data set is already there. */
  finished: WorldRecord | null;
  plan(): WorldPlan | null;
  keepPlan(plan: WorldPlan): void;
  /** Folder of what clip number `index` stages. */
  staging(index: number): string;
  isMade(index: number): boolean;
  /** An empty folder for a clip to stage in; `keep` makes it count. */
  begin(index: number): { staging: string; keep: () => void };
  /** Writes the record and clears what was needed on the way. */
  finish(record: WorldRecord): void;
}

/**
 * Opens a folder to write in. It must be new, empty, or hold the same data set, finished or begun; nothing else is ever
 * written into. The request must come from its schema: its text is compared. Fails with `sample-world.folder-taken`.
 */
export function openWorldFolder(root: string, request: WorldRequest): WorldFolder {
  const making = join(root, MAKING);
  const requestFile = join(making, 'request.json');
  const held = existsSync(root) ? readdirSync(root) : [];
  const begun = held.includes(MAKING) ? readJson(requestFile, worldRequestSchema) : null;
  const finished = held.includes(RECORD_FILE) ? readJson(join(root, RECORD_FILE), recordSchema) : null;
  const wanted = JSON.stringify(request);
  const isSame = (other: WorldRequest) => JSON.stringify(other) === wanted;
  if (finished && !isSame(finished.request)) throw taken(root, 'It holds a sample world that was made otherwise.');
  if (!finished && begun && !isSame(begun))
    throw taken(root, 'It holds a sample world that was begun with other options.');
  // A run that was ended before it could note its request leaves the empty folder only.
  const strange = held.filter((name) => name !== MAKING);
  if (!finished && !begun && strange.length > 0)
    throw taken(root, `It is not empty: ${strange.slice(0, 3).join(', ')}${strange.length > 3 ? ', …' : ''}.`);
  if (!finished && !begun) {
    mkdirSync(making, { recursive: true });
    writeWhole(requestFile, wanted);
  }
  const folderOf = (index: number) => join(making, 'clips', String(index).padStart(6, '0'));
  const planFile = join(making, 'plan.json');
  return {
    root,
    finished,
    plan: () => readJson(planFile, plansSchema),
    keepPlan: (plan) => writeWhole(planFile, JSON.stringify(plan)),
    staging: folderOf,
    isMade: (index) => existsSync(folderOf(index)),
    begin(index) {
      const staging = `${folderOf(index)}.begun`;
      rmSync(staging, { recursive: true, force: true });
      mkdirSync(staging, { recursive: true });
      return { staging, keep: () => renameSync(staging, folderOf(index)) };
    },
    finish(record) {
      writeWhole(join(root, RECORD_FILE), `${JSON.stringify(record, null, 2)}\n`);
      rmSync(making, { recursive: true, force: true });
    },
  };
}

/**
 * Takes a data set in the making for one process, whose threads all write into it; returns what gives it back. Where the
 * disk knows no locks it is used without one. Fails with `sample-world.folder-taken`.
 */
export function lockWorldFolder(root: string): () => void {
  const attempt = takeLock(join(root, MAKING, LOCK_FILE));
  if (attempt.got === 'lock') return () => attempt.release();
  if (attempt.got === 'no-access') return () => {};
  throw new ProblemError({
    code: 'sample-world.folder-taken',
    title: 'The folder is being written already',
    whatHappened: `${root}: This data set is made by ${attempt.holder}.`,
    whatWasKept: 'The other goes on undisturbed.',
    whatToDo: 'Wait until it is done, or end it and give the same command again; it goes on with what was begun.',
  });
}

/** null where the file is not there or was cut off. */
function readJson<T>(path: string, schema: z.ZodType<T>): T | null {
  try {
    return schema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return null;
  }
}

function writeWhole(path: string, text: string): void {
  writeFileSync(`${path}.new`, text);
  renameSync(`${path}.new`, path);
}

const taken = (root: string, whatHappened: string) =>
  new ProblemError({
    code: 'sample-world.folder-taken',
    title: 'The folder cannot be written into',
    whatHappened: `${root}: ${whatHappened}`,
    whatWasKept: 'Nothing in that folder was changed.',
    whatToDo: 'Name an empty or new folder, or give the same options again to go on with what was begun.',
  });
