import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { afterAll, afterEach } from 'vitest';
import { openIndex } from '../../../src/main/workspace/index/open-index.ts';
import { openWorkspace } from '../../../src/main/workspace/open-workspace.ts';
import type { Workspace } from '../../../src/main/workspace/workspace.ts';
import type { ClipId } from '../../../src/shared/domain/clip.ts';
import type { Run } from '../../../src/shared/domain/run.ts';
import type { NewTag } from '../../../src/shared/domain/tag.ts';

const toClose: Workspace[] = [];
const toRemove: string[] = [];

afterEach(async () => {
  await Promise.all(toClose.splice(0).map((workspace) => workspace.close()));
  for (const folder of toRemove.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const toRemoveLast: string[] = [];
afterAll(() => {
  for (const folder of toRemoveLast.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A folder that is gone after all tests of the file. */
export function folderForAll(): string {
  const folder = mkdtempSync(join(tmpdir(), 'foresight-test-'));
  toRemoveLast.push(folder);
  return folder;
}

/** A folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'foresight-test-'));
  toRemove.push(folder);
  return folder;
}

/** Opens a workspace that is closed after the test. */
export async function opened(folder = join(temporaryFolder(), 'workspace')): Promise<Workspace> {
  const workspace = await openWorkspace(folder);
  toClose.push(workspace);
  return workspace;
}

export const COLLISION = 'built-in.collision.vru';
export const CORNER = 'built-in.offroad.cut-corner';

export const clipTag = (clipId: ClipId, part: Partial<NewTag> = {}): NewTag => ({
  clipId,
  tagTypeId: COLLISION,
  startUs: null,
  endUs: null,
  severity: 'major',
  note: '',
  runId: null,
  ...part,
});

export interface ClipFact {
  token: string;
  name: string;
  description?: string;
  location?: string;
  logName?: string;
  startUs?: number;
  endUs?: number;
  boxes?: number;
  speed?: number;
  manoeuvre?: string;
  images?: number;
  absentImages?: number;
}

/** Registers a data set and writes clips into the index as its reader would; only the library's columns are filled. */
export async function withClips(
  workspace: Workspace,
  clips: readonly ClipFact[],
  version = 'v1.0-test',
): Promise<string> {
  const { datasetId } = await workspace.datasets.register({
    kind: 'nuscenes',
    version,
    title: `Test ${version}`,
    rootPath: temporaryFolder(),
  });
  const db = openIndex(workspace.indexFile);
  try {
    insertClips(db, datasetId, clips);
  } finally {
    db.close();
  }
  workspace.datasets.indexed(datasetId);
  return datasetId;
}

let nextStampUs = 1;

export function insertClips(db: Database, datasetId: string, clips: readonly ClipFact[]): void {
  const insert = db.prepare(
    `INSERT INTO clip (clip_id, dataset_id, kind, token, name, description, location, log_name, start_us, end_us, frame_count,
       box_count, image_count, absent_image_count, mean_speed_mps, manoeuvre)
     VALUES (@clipId, @datasetId, 'nuscenes', @token, @name, @description, @location, @logName, @startUs, @endUs, 40,
       @boxes, @images, @absentImages, @speed, @manoeuvre)`,
  );
  const text = db.prepare(
    'INSERT INTO clip_text (rowid, name, token, description, location, log_name) VALUES (@key, @name, @token, @description, @location, @logName)',
  );
  const word = db.prepare('INSERT OR IGNORE INTO clip_word (word, clip_key) VALUES (?, ?)');
  db.transaction(() => {
    for (const fact of clips) {
      const row = {
        description: '',
        location: 'boston-seaport',
        logName: 'log-1',
        startUs: 1_000_000,
        endUs: 21_000_000,
        boxes: 0,
        speed: 5,
        manoeuvre: 'straight',
        images: 6,
        absentImages: 0,
        ...fact,
      };
      const key = insert.run({ ...row, datasetId, clipId: `${datasetId}:${row.token}` }).lastInsertRowid;
      text.run({ ...row, key });
      for (const one of row.description.toLowerCase().split(/\W+/).filter(Boolean)) word.run(one, key);
    }
    db.prepare(
      `INSERT INTO dataset_index (dataset_id, kind, version, fingerprint, indexed_at_us) VALUES (?, 'nuscenes', 'v1.0-test', '', ?)
       ON CONFLICT (dataset_id) DO UPDATE SET indexed_at_us = excluded.indexed_at_us`,
    ).run(datasetId, nextStampUs++);
  })();
}

export const aRun = (runId: string, part: Partial<Run> = {}): Run => ({
  runId,
  modelId: 'constant-velocity',
  modelTitle: 'Constant velocity',
  modelVersion: '1.0.0',
  modelHash: 'ab',
  family: 'baseline',
  provider: 'analytic',
  threads: 1,
  status: 'running',
  createdUs: 1,
  finishedUs: null,
  clipCount: 2,
  clipsDone: 0,
  failures: [],
  parameters: {},
  stageMs: {},
  ...part,
});
