import Database from 'better-sqlite3';
import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import type { WorkspaceState } from '../../shared/api/app.ts';
import { ProblemError, type Problem } from '../../shared/domain/problem.ts';
import type { ClipPredictions, Run } from '../../shared/domain/run.ts';
import type { ClipScores } from '../../shared/domain/score.ts';
import type { NewTag, TagType } from '../../shared/domain/tag.ts';
import type { DatasetKind } from '../../shared/domain/dataset.ts';
import { openDatasetRegistry, type DatasetRegistry } from './review/dataset-registry.ts';
import { openReviewStore, type ReviewStore } from './review/review-store.ts';
import { openSettings, type Settings } from './review/settings.ts';
import type { TagImport } from './review/tag-import.ts';
import { openRunStore, type ClipVideos, type RunStore } from './runs/run-store.ts';
import { takeLock } from './safety/lock.ts';
import { judgeReview } from './safety/judge-files.ts';
import { openForWriting, type OpenFiles } from './safety/open-files.ts';
import * as problems from './safety/opening-problems.ts';
import { newestWholeBackup, restoreBackup, salvageReview, setReviewAside } from './safety/recovery.ts';
import { asStorageProblem } from './safety/sqlite-problem.ts';
import type { TagChange } from './workspace.ts';
import { workspacePaths, type WorkspacePaths } from './workspace-folder.ts';

/** How opening for writing went. */
export type Opening = Pick<WorkspaceState, 'status' | 'problem' | 'choices'>;

interface Stores {
  review: ReviewStore;
  registry: DatasetRegistry;
  settings: Settings;
  runs: RunStore;
}

/** The one writer of a workspace: holds the lock, the review database and the run store. Runs in a thread of its own. */
export function createWriter() {
  let release: (() => void) | null = null;
  let files: OpenFiles | null = null;
  let stores: Stores | null = null;
  let paths: WorkspacePaths | null = null;

  const closeFiles = () => {
    files?.review.close();
    files?.runs.close();
    files = stores = null;
  };

  const open = (folder: string, thorough: boolean): Opening => {
    paths = workspacePaths(folder);
    closeFiles();
    const blocked = prepareFolder(folder) ?? lock(paths);
    if (blocked) return blocked;
    const found = judgeReview(paths);
    if (found) return { status: 'blocked', ...found };
    const opened = openForWriting(paths, { thorough });
    if ('problem' in opened) return { status: 'blocked', ...opened };
    files = opened;
    stores = {
      review: openReviewStore(opened.review),
      registry: openDatasetRegistry(opened.review),
      settings: openSettings(opened.review),
      runs: openRunStore(opened.runs),
    };
    return { status: 'open', problem: opened.notes[0] ?? null, choices: [] };
  };

  const lock = (at: WorkspacePaths): Opening | null => {
    if (release) return null;
    const attempt = takeLock(at.lock);
    switch (attempt.got) {
      case 'lock':
        release = () => attempt.release();
        return null;
      case 'taken':
        return {
          status: 'blocked',
          problem: problems.inUse(at.folder, attempt.holder),
          choices: ['open-read-only', 'look-again'],
        };
      case 'no-access':
        if (/^SQLITE_(FULL|IOERR)/.test(attempt.code)) throw new Database.SqliteError(attempt.message, attempt.code);
        return readOnly(at.folder, attempt.message);
    }
  };

  const guarded = (folder: string, work: () => Opening): Opening => {
    try {
      return work();
    } catch (error) {
      const told = asStorageProblem(error, folder);
      if (!(told instanceof ProblemError)) throw told;
      if (told.problem.code === 'workspace.read-only') return readOnly(folder, told.problem.whatHappened);
      return {
        status: 'blocked',
        problem: { ...told.problem, whatToDo: 'Look again when that is put right.' },
        choices: ['look-again'],
      };
    }
  };

  /** One edit; what SQLite refuses is told as a problem. The transaction was rolled back then. */
  const edit = <T>(work: (stores: Stores) => T): T => {
    if (!stores || !paths) throw new Error('the workspace is not open for writing');
    try {
      return work(stores);
    } catch (error) {
      throw asStorageProblem(error, paths.folder);
    }
  };

  /** After a repair the workspace opens, and the user is told what was done. */
  const reopenWith = (folder: string, note: Problem): Opening => {
    const opening = open(folder, false);
    return opening.status === 'open' ? { ...opening, problem: note } : opening;
  };

  return {
    /** `thorough` looks at every page of the index and the run store too, not of the review database only. */
    open: ({ folder, thorough = false }: { folder: string; thorough?: boolean }): Opening =>
      guarded(folder, () => open(folder, thorough)),
    restore: ({ folder, backup }: { folder: string; backup: string | null }): Opening =>
      guarded(folder, () => {
        closeFiles();
        const at = workspacePaths(folder);
        return reopenWith(folder, restoreBackup(at, backup ?? newestWholeBackup(at)));
      }),
    salvage: ({ folder }: { folder: string }): Opening =>
      guarded(folder, () => {
        closeFiles();
        return reopenWith(folder, salvageReview(workspacePaths(folder)));
      }),
    startNew: ({ folder }: { folder: string }): Opening =>
      guarded(folder, () => {
        closeFiles();
        return reopenWith(folder, setReviewAside(workspacePaths(folder)));
      }),

    addTag: (tag: NewTag) => edit((s) => s.review.addTag(tag)),
    changeTag: (change: TagChange) => edit((s) => s.review.changeTag(change)),
    removeTags: (tagIds: string[]) => edit((s) => s.review.removeTags(tagIds)),
    setNote: (input: { clipId: string; note: string }) => edit((s) => s.review.setNote(input.clipId, input.note)),
    setReviewed: (input: { clipId: string; reviewed: boolean }) =>
      edit((s) => s.review.setReviewed(input.clipId, input.reviewed)),
    saveTagType: (type: TagType) => edit((s) => s.review.saveTagType(type)),
    removeTagType: (tagTypeId: string) => edit((s) => s.review.removeTagType(tagTypeId)),
    importTags: (tags: TagImport) => edit((s) => s.review.importTags(tags)),
    undo: () => edit((s) => s.review.undo()),
    redo: () => edit((s) => s.review.redo()),

    registerDataset: (dataset: { kind: DatasetKind; version: string; title: string; rootPath: string }) =>
      edit((s) => s.registry.register(dataset)),
    repointDataset: (input: { datasetId: string; rootPath: string }) =>
      edit((s) => s.registry.repoint(input.datasetId, input.rootPath)),
    removeDataset: (datasetId: string) => edit((s) => s.registry.remove(datasetId)),
    saveSetting: (input: { key: string; value: unknown }) => edit((s) => s.settings.save(input.key, input.value)),

    createRun: (run: Run) => edit((s) => s.runs.create(run)),
    updateRun: (input: { runId: string; part: Partial<Run> }) => edit((s) => s.runs.update(input.runId, input.part)),
    removeRun: (runId: string) => edit((s) => s.runs.remove(runId)),
    savePredictions: (predictions: ClipPredictions[]) => edit((s) => s.runs.savePredictions(predictions)),
    saveVideos: (clips: ClipVideos[]) => edit((s) => s.runs.saveVideos(clips)),
    saveScores: (scores: ClipScores[]) => edit((s) => s.runs.saveScores(scores)),
    addScores: (scores: ClipScores[]) => edit((s) => s.runs.addScores(scores)),

    close: () => {
      closeFiles();
      release?.();
      release = null;
    },
  };
}
export type WriterOperations = ReturnType<typeof createWriter>;

const readOnly = (folder: string, detail: string): Opening => ({
  status: 'read-only',
  problem: problems.readOnlyFolder(folder, detail),
  choices: ['look-again'],
});

/** Makes the folder where there is none. What stands in the way of writing there, or null. */
function prepareFolder(folder: string): Opening | null {
  let known = false;
  try {
    known = statSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? false;
    if (!known && existsSync(folder))
      return { status: 'blocked', problem: problems.notAFolder(folder), choices: ['look-again'] };
    if (!known) mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK | constants.X_OK);
    return null;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (known) return readOnly(folder, reason);
    return { status: 'blocked', problem: problems.unreachable(folder, reason), choices: ['look-again'] };
  }
}
