import { resolve } from 'node:path';
import { ProblemError, problemOf, type Problem } from '../../shared/domain/problem.ts';
import { backupIsDue, changedMs, newestBackupMs, startHourly } from './daily-backup.ts';
import { datasetAbsent } from './review/dataset-registry.ts';
import type { EditOutcome } from './review/history.ts';
import { valuesOfMatrices } from './runs/matrix-values.ts';
import { createRootProbe, resolveRoot, rootProblem } from './root-probe.ts';
import { openSession, type Session } from './session.ts';
import type { RegisteredDataset, Workspace, WorkspaceChange } from './workspace.ts';
import { workspacePaths } from './workspace-folder.ts';

/**
 * Opens a workspace folder, making it where it is absent. Never throws for what is in the folder: what is damaged, newer,
 * in use or cannot be written is told by `state()` with the choices the user has.
 */
export async function openWorkspace(folder: string): Promise<Workspace> {
  const paths = workspacePaths(resolve(folder));
  const listeners = new Set<(change: WorkspaceChange) => void>();
  const tell = (change: WorkspaceChange) => listeners.forEach((listener) => listener(change));
  /** Everything may have changed: the workspace was opened again. */
  const tellAll = () => {
    tell({ type: 'workspace' });
    if (session?.state().status === 'blocked') return;
    tell({ type: 'datasets' });
    tell({ type: 'runs' });
    void session?.read('history', null).then(
      (history) => tell({ type: 'review', clipIds: null, history }),
      () => undefined,
    );
  };
  let session: Session | null = null;
  const opened = (session = await openSession(paths.folder, tellAll));
  const { read, edit, keep } = opened;
  let backupProblem: Problem | null = null;

  const state = () => {
    const now = opened.state();
    return now.status === 'open' && !now.problem ? { ...now, problem: backupProblem } : now;
  };
  const backups = startHourly(async () => {
    try {
      if (opened.state().status !== 'open') return;
      const newest = await newestBackupMs(paths);
      const history = await read('history', null);
      const hasWork = history.undo !== null || history.redo !== null || (await read('datasets', null)).length > 0;
      if (backupIsDue(Date.now(), newest, await changedMs(paths), hasWork)) await keep('backUp', 'daily');
      backupProblem = null;
    } catch (error) {
      if (opened.state().status !== 'open') return;
      backupProblem = problemOf(error);
      tell({ type: 'workspace' });
    }
  });

  return {
    folder: paths.folder,
    indexFile: paths.index,
    reportsFolder: paths.reports,
    cacheFolder: paths.cache,
    modelsFolder: paths.models,
    state,
    recover: async (choice, backup) => {
      await opened.recover(choice, backup ?? null);
      return state();
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    datasets: datasetsOf(opened, tell),
    library: {
      page: (query) => read('page', query),
      facets: (filter, { scores = null, signal } = {}) => read('facets', { filter, scores }, signal ? { signal } : {}),
      clipIds: (filter, scores = null) => read('clipIds', { filter, scores }),
      progress: (filter) => read('progress', filter),
    },
    clips: {
      detail: (clipId) => read('detail', clipId),
      map: (clipId) => read('map', clipId),
      roads: (clipId) => read('roads', clipId),
      imageFile: (clipId, channel, image) => read('imageFile', { clipId, channel, image }),
      videoFile: (clipId, channel) => read('videoFile', { clipId, channel }),
      thumbnailSource: (clipId) => read('thumbnailSource', clipId),
      thumbnailFrame: (clipId) => read('thumbnailFrame', clipId),
      mapImage: (datasetId, name) => read('mapImage', { datasetId, name }),
    },
    review: reviewOf(opened, tell),
    runs: runsOf(opened, tell),
    settings: {
      all: () => read('settings', null),
      save: (key, value) => edit('saveSetting', { key, value }),
    },
    backups: {
      list: () => keep('backups', null),
      create: async () => {
        if (opened.state().status === 'blocked') throw new ProblemError(opened.state().problem!);
        return keep('backUp', '');
      },
    },
    close: async () => {
      await backups.stop();
      await opened.close();
      listeners.clear();
    },
  };
}

function reviewOf({ read, edit }: Session, tell: (change: WorkspaceChange) => void): Workspace['review'] {
  /** The reader hears of an edit before its maker does, so that the maker's next query shows it. */
  const made = async <T>(outcome: Promise<EditOutcome<T>>): Promise<T> => {
    const { value, touched, history } = await outcome;
    const nothing = touched.clipIds?.length === 0 && !touched.tagTypes;
    if (!nothing) {
      if (touched.tagTypes) void read('namesChanged', null).catch(() => undefined);
      void read('reviewChanged', touched.clipIds).catch(() => undefined);
      tell({ type: 'review', clipIds: touched.tagTypes ? null : touched.clipIds, history });
    }
    return value;
  };
  const none = async (outcome: Promise<EditOutcome<null>>): Promise<void> => void (await made(outcome));
  return {
    tagTypes: () => read('tagTypes', null),
    saveTagType: (type) => made(edit('saveTagType', type)),
    removeTagType: (tagTypeId) => made(edit('removeTagType', tagTypeId)),
    clip: async (clipId) => (await read('clipReviews', [clipId]))[0],
    clipReviews: (clipIds) => read('clipReviews', clipIds),
    addTag: (tag) => made(edit('addTag', tag)),
    changeTag: (change) => made(edit('changeTag', change)),
    removeTags: (tagIds) => none(edit('removeTags', tagIds)),
    setNote: (clipId, note) => none(edit('setNote', { clipId, note })),
    setReviewed: (clipId, reviewed) => none(edit('setReviewed', { clipId, reviewed })),
    undo: () => made(edit('undo', null)),
    redo: () => made(edit('redo', null)),
    history: () => read('history', null),
    exportTags: (filter) => read('exportTags', filter),
    importTags: async (file) => {
      const { content, clipIds } = await read('readTagFile', resolve(file));
      const clips = content.clips.flatMap((clip, i) => (clipIds[i] ? [{ ...clip, clipId: clipIds[i] }] : []));
      const counts = await made(edit('importTags', { tagTypes: content.tagTypes, clips }));
      const clipsNotHere = content.clips
        .filter((_, i) => !clipIds[i])
        .map(({ name, token, datasetVersion }) => ({ name, token, datasetVersion }));
      return { ...counts, clipsNotHere };
    },
  };
}

function runsOf({ read, edit }: Session, tell: (change: WorkspaceChange) => void): Workspace['runs'] {
  const changed = async (done: Promise<void>): Promise<void> => {
    await done;
    void read('runsChanged', null).catch(() => undefined);
    tell({ type: 'runs' });
  };
  return {
    create: (run) => changed(edit('createRun', run)),
    update: (runId, part) => changed(edit('updateRun', { runId, part })),
    list: () => read('runs', null),
    get: (runId) => read('run', runId),
    remove: (runId) => changed(edit('removeRun', runId)),
    savePredictions: (predictions) => edit('savePredictions', predictions),
    predictions: (clipId, runIds) => read('predictions', { clipId, runIds }),
    saveVideos: (clips) => edit('saveVideos', clips),
    predictedPicture: (runId, clipId, frame, k) => read('predictedPicture', { runId, clipId, frame, k }),
    videoBytes: (runId) => read('videoBytes', runId),
    doneClips: (runId) => read('doneClips', runId),
    saveScores: (scores) => changed(edit('saveScores', scores)),
    addScores: (scores) => changed(edit('addScores', scores)),
    scores: (clipId, runIds) => read('scores', { clipId, runIds }),
    clipMatrices: (runIds, filter) => read('clipMatrices', { runIds, filter }),
    clipValues: async (runIds, filter) => valuesOfMatrices(await read('clipMatrices', { runIds, filter })),
  };
}

function datasetsOf({ read, edit, keep }: Session, tell: (change: WorkspaceChange) => void): Workspace['datasets'] {
  const probe = createRootProbe();
  const withRoot = async (dataset: Omit<RegisteredDataset, 'problem'>): Promise<RegisteredDataset> => {
    const root = await probe(dataset.rootPath);
    if (root === 'there') return { ...dataset, problem: null };
    return { ...dataset, state: 'absent', problem: rootProblem(dataset.rootPath, root) };
  };
  const list = async () => Promise.all((await read('datasets', null)).map(withRoot));
  const one = async (datasetId: string): Promise<RegisteredDataset> => {
    const found = (await read('datasets', null)).find((d) => d.datasetId === datasetId);
    if (!found) throw datasetAbsent(datasetId);
    return withRoot(found);
  };
  const changed = () => {
    void read('namesChanged', null).catch(() => undefined);
    tell({ type: 'datasets' });
  };
  return {
    list,
    register: async (dataset) => {
      const row = await edit('registerDataset', { ...dataset, rootPath: await resolveRoot(dataset.rootPath) });
      changed();
      return one(row.dataset_id);
    },
    repoint: async (datasetId, rootPath, check) => {
      const resolved = await resolveRoot(rootPath);
      await check?.(await one(datasetId), resolved);
      await edit('repointDataset', { datasetId, rootPath: resolved });
      changed();
    },
    remove: async (datasetId) => {
      await edit('removeDataset', datasetId);
      changed();
      await keep('removeFromIndex', datasetId);
      tell({ type: 'datasets' });
    },
    indexed: () => tell({ type: 'datasets' }),
  };
}
