import Database from 'better-sqlite3';
import { z } from 'zod';
import type { ClipFilter, ClipPageQuery, ClipScoreQuery } from '../../shared/domain/clip.ts';
import { datasetCountsSchema, type DatasetCounts } from '../../shared/domain/dataset.ts';
import { ProblemError } from '../../shared/domain/problem.ts';
import type { CallContext } from '../runtime/calls.ts';
import { readClipMap, readClipRoads, readMapImage } from './index/clip-map.ts';
import {
  readClipDetail,
  readImageFile,
  readThumbnailFrame,
  readThumbnailSource,
  readVideoFile,
} from './index/clip-reader.ts';
import { openLibrary, type Library } from './library/library.ts';
import { openReviewReader, type ReviewReader } from './review/review-reader.ts';
import { readTagExport } from './review/tag-exchange.ts';
import { exportTags, matchClips } from './review/tag-export.ts';
import { openRunReader, type RunReader } from './runs/run-reader.ts';
import { openReadable, type Readable } from './safety/open-readable.ts';
import { cannotRead } from './safety/opening-problems.ts';
import { asStorageProblem } from './safety/sqlite-problem.ts';
import type { RegisteredDataset } from './workspace.ts';

interface Views {
  readable: Readable;
  library: Library;
  review: ReviewReader;
  runs: RunReader;
}

/** All reads of a workspace: the index, with review database and run store attached. Runs in a thread of its own. */
export function createReader() {
  let views: Views | null = null;

  const read = <T>(work: (views: Views, db: Database.Database) => T): T => {
    if (!views) throw new Error('the workspace is not open');
    try {
      return work(views, views.readable.db);
    } catch (error) {
      throw asStorageProblem(error, views.readable.folder);
    }
  };
  const close = () => {
    views?.readable.close();
    views = null;
  };
  const withRoot = <T extends { datasetId: string }>(
    { review }: Views,
    file: T | null,
  ): (T & { rootPath: string }) | null => {
    const root = file && review.datasets().find((d) => d.dataset_id === file.datasetId);
    return file && root ? { ...file, rootPath: root.root_path } : null;
  };

  return {
    /** Throws a ProblemError when the files are not of a form this Foresight can read. */
    open: ({ folder, othersWrite }: { folder: string; othersWrite: boolean }): void => {
      close();
      let readable: Readable | null = null;
      try {
        readable = openReadable(folder);
        const { db } = readable;
        // Opened for writing the files were checked already.
        if (othersWrite) db.pragma('review.quick_check(1)');
        views = {
          readable,
          library: openLibrary(db, { othersWrite }),
          review: openReviewReader(db),
          runs: openRunReader(db),
        };
      } catch (error) {
        readable?.close();
        if (error instanceof Database.SqliteError && error.code === 'SQLITE_ERROR')
          throw new ProblemError(cannotRead(folder, error.message));
        throw asStorageProblem(error, folder);
      }
    },
    close: (_: null) => close(),

    page: (query: ClipPageQuery) => read(({ library }) => library.page(query)),
    facets: (input: { filter: ClipFilter; scores: ClipScoreQuery | null }, { signal }: CallContext) =>
      read(({ library }) => library.facets(input.filter, input.scores, signal)),
    clipIds: (input: { filter: ClipFilter; scores: ClipScoreQuery | null }) =>
      read(({ library }) => library.clipIds(input.filter, input.scores)),
    progress: (filter: ClipFilter) => read(({ library }) => library.progress(filter)),
    reviewChanged: (clipIds: string[] | null) => read(({ library }) => library.reviewChanged(clipIds)),
    namesChanged: (_: null) => read(({ library }) => library.namesChanged()),
    runsChanged: (_: null) => read(({ library }) => library.runsChanged()),

    detail: (clipId: string) =>
      read((_, db) => {
        const detail = readClipDetail(db, clipId);
        if (!detail) throw clipAbsent(clipId);
        return detail;
      }),
    map: (clipId: string) =>
      read((_, db) => {
        const map = readClipMap(db, clipId);
        if (!map) throw clipAbsent(clipId);
        return map;
      }),
    roads: (clipId: string) => read((_, db) => readClipRoads(db, clipId)),
    imageFile: (input: { clipId: string; channel: string; image: number }) =>
      read((v, db) => withRoot(v, readImageFile(db, input.clipId, input.channel, input.image))),
    videoFile: (input: { clipId: string; channel: string }) =>
      read((v, db) => withRoot(v, readVideoFile(db, input.clipId, input.channel))),
    thumbnailSource: (clipId: string) => read((v, db) => withRoot(v, readThumbnailSource(db, clipId))),
    thumbnailFrame: (clipId: string) => read((v, db) => withRoot(v, readThumbnailFrame(db, clipId))),
    mapImage: (input: { datasetId: string; name: string }) =>
      read((v, db) => withRoot(v, readMapImage(db, input.datasetId, input.name))),

    datasets: (_: null) => read(({ review }, db) => registeredDatasets(db, review)),
    tagTypes: (_: null) => read(({ review }) => review.tagTypes()),
    clipReviews: (clipIds: string[]) => read(({ review }) => review.clips(clipIds)),
    history: (_: null) => read(({ review }) => review.history()),
    settings: (_: null) => read(({ review }) => review.settings()),
    exportTags: (filter: ClipFilter) =>
      read(({ library, review }, db) => exportTags(db, review, library.clipIds(filter, null))),
    /** An exchange file, checked, with the clips of this workspace that its clips are. */
    readTagFile: (file: string) =>
      read(({ review }, db) => {
        const content = readTagExport(file);
        return { content, clipIds: matchClips(db, review.datasets(), content.clips) };
      }),

    runs: (_: null) => read(({ runs }) => runs.list()),
    run: (runId: string) => read(({ runs }) => runs.get(runId)),
    predictions: (input: { clipId: string; runIds: string[] }) =>
      read(({ runs }) => runs.predictions(input.clipId, input.runIds)),
    predictedPicture: (input: { runId: string; clipId: string; frame: number; k: number }) =>
      read(({ runs }) => runs.predictedPicture(input.runId, input.clipId, input.frame, input.k)),
    videoBytes: (runId: string) => read(({ runs }) => runs.videoBytes(runId)),
    doneClips: (runId: string) => read(({ runs }) => runs.doneClips(runId)),
    scores: (input: { clipId: string; runIds: string[] }) =>
      read(({ runs }) => runs.scores(input.clipId, input.runIds)),
    clipMatrices: (input: { runIds: string[]; filter: ClipFilter }) =>
      read(({ library, runs }) => {
        const wanted = new Set(library.clipIds(input.filter, null));
        return runs.clipMatrices(input.runIds, (clipId) => wanted.has(clipId));
      }),
  };
}
export type ReaderOperations = ReturnType<typeof createReader>;

const countsSchema = z.preprocess(
  (text) => (typeof text === 'string' ? (JSON.parse(text) as unknown) : null),
  datasetCountsSchema.nullable(),
);

function registeredDatasets(db: Database.Database, review: ReviewReader): Omit<RegisteredDataset, 'problem'>[] {
  const indexed = db.prepare<[string], { counts: string | null; indexed_at_us: number | null }>(
    'SELECT counts, indexed_at_us FROM dataset_index WHERE dataset_id = ?',
  );
  return review.datasets().map((row) => {
    const index = indexed.get(row.dataset_id);
    const counts: DatasetCounts | null = countsSchema.parse(index?.counts ?? null);
    return {
      datasetId: row.dataset_id,
      kind: row.kind,
      version: row.version,
      title: row.title,
      rootPath: row.root_path,
      state: counts ? 'indexed' : 'not-indexed',
      counts,
      indexedAtUs: index?.indexed_at_us ?? null,
    };
  });
}

const clipAbsent = (clipId: string) =>
  new ProblemError({
    code: 'clip.absent',
    title: 'The clip is not in the index',
    whatHappened: `No indexed data set has the clip ${clipId}.`,
    whatWasKept: 'Everything you wrote about it.',
    whatToDo: 'Add its data set, or index it again.',
  });
