import type { WorkspaceState } from '../../shared/api/app.ts';
import type {
  ClipDetail,
  ClipFilter,
  ClipId,
  ClipPage,
  ClipPageQuery,
  ClipScoreQuery,
  Facet,
} from '../../shared/domain/clip.ts';
import type { Dataset, DatasetKind } from '../../shared/domain/dataset.ts';
import type { ClipMap } from '../../shared/domain/map.ts';
import type { RoadMap } from '../../shared/domain/road-map.ts';
import type { ClipPredictions, Run } from '../../shared/domain/run.ts';
import type { ClipMatrix, ClipScores, MetricKey } from '../../shared/domain/score.ts';
import type { ClipReview, HistoryState, HistoryStep, NewTag, Severity, Tag, TagType } from '../../shared/domain/tag.ts';
import type { ClipVideos } from './runs/run-store.ts';
import type { TagExport, TagImportResult } from './review/tag-exchange.ts';

/** A data set of the workspace with the state of its index and of its root. */
export type RegisteredDataset = Dataset;

/** Where a file of a data set lies: under the data set's root, which may be absent now. */
export interface ImageFile {
  datasetId: string;
  rootPath: string;
  relativePath: string;
  /** Whether it was on disk when the data set was indexed. */
  present: boolean;
}

/** A video inside a data set: a file, or a byte range of an archive. */
export interface VideoFile extends ImageFile {
  offset: number;
  bytes: number;
  /** Time of each frame in order of presentation. */
  timesUs: Float64Array;
}

export type WorkspaceChange =
  /** `clipIds` null means any clip. */
  | { type: 'review'; clipIds: string[] | null; history: HistoryState }
  | { type: 'workspace' }
  | { type: 'datasets' }
  | { type: 'runs' };

export interface Backup {
  name: string;
  createdUs: number;
  bytes: number;
  /** Opened and found whole. */
  verified: boolean;
}

export type RecoveryChoice = WorkspaceState['choices'][number];

/** Values of one run on one clip: clip means by metric. */
export interface ClipValues {
  runId: string;
  clipId: ClipId;
  values: Record<MetricKey, number>;
}

export interface TagChange {
  tagId: string;
  tagTypeId?: string | undefined;
  startUs?: number | null | undefined;
  endUs?: number | null | undefined;
  severity?: Severity | undefined;
  note?: string | undefined;
}

/**
 * A folder with the user's work. Everything of SQLite happens in threads: no call here blocks the event loop.
 * Every edit is one transaction and is on the disk when its promise resolves; a refused one rejects with a ProblemError
 * and changed nothing. While the state is `blocked` every call rejects with the state's problem.
 */
export interface Workspace {
  readonly folder: string;
  readonly indexFile: string;
  readonly reportsFolder: string;
  readonly cacheFolder: string;
  readonly modelsFolder: string;
  state(): WorkspaceState;
  /** Follows the user's choice in `blocked` or `read-only`; `backup` names one of `backups.list()`, the newest whole one by default. */
  recover(choice: RecoveryChoice, backup?: string): Promise<WorkspaceState>;
  onChange(listener: (change: WorkspaceChange) => void): () => void;

  readonly datasets: {
    /** Looks at every root (at most 2 s for one that does not answer), so it is also the way to look again. */
    list(): Promise<RegisteredDataset[]>;
    /** The id is given once; the same kind, version and root give the same id again, also after a removal. */
    register(dataset: {
      kind: DatasetKind;
      version: string;
      title: string;
      rootPath: string;
    }): Promise<RegisteredDataset>;
    /** `check` throws a ProblemError when the new root holds another data set; nothing is changed then. */
    repoint(
      datasetId: string,
      rootPath: string,
      check?: (dataset: RegisteredDataset, rootPath: string) => Promise<void>,
    ): Promise<void>;
    /** Takes it out of the library. What the user wrote about its clips stays and is there again when it is registered again. */
    remove(datasetId: string): Promise<void>;
    /** To be called after indexing: the library and the counts are read anew. */
    indexed(datasetId: string): void;
  };

  readonly library: {
    page(query: ClipPageQuery): Promise<ClipPage>;
    /** `scores` is needed for the filter's `deltaSign` only. */
    facets(filter: ClipFilter, options?: { scores?: ClipScoreQuery | null; signal?: AbortSignal }): Promise<Facet[]>;
    /** In the order of names. */
    clipIds(filter: ClipFilter, scores?: ClipScoreQuery | null): Promise<ClipId[]>;
    progress(filter: ClipFilter): Promise<{ reviewed: number; total: number }>;
  };

  readonly clips: {
    detail(clipId: ClipId): Promise<ClipDetail>;
    map(clipId: ClipId): Promise<ClipMap>;
    /** The lane graph around the clip and along its route; null where the data set has none. */
    roads(clipId: ClipId): Promise<RoadMap | null>;
    imageFile(clipId: ClipId, channel: string, image: number): Promise<ImageFile | null>;
    /** The video whose frames are a camera's pictures; `clipId` may name a whole log. */
    videoFile(clipId: ClipId, channel: string): Promise<VideoFile | null>;
    thumbnailSource(clipId: ClipId): Promise<ImageFile | null>;
    /** Where `thumbnailSource` has nothing: a video, and the frame of it that stands for the clip. */
    thumbnailFrame(clipId: ClipId): Promise<(VideoFile & { image: number }) | null>;
    mapImage(datasetId: string, name: string): Promise<ImageFile | null>;
  };

  readonly review: {
    tagTypes(): Promise<TagType[]>;
    saveTagType(type: TagType): Promise<TagType[]>;
    /** A type that is in use is archived instead. */
    removeTagType(tagTypeId: string): Promise<TagType[]>;
    clip(clipId: ClipId): Promise<ClipReview>;
    /** What was written about many clips at once, in the order asked for. */
    clipReviews(clipIds: ClipId[]): Promise<ClipReview[]>;
    addTag(tag: NewTag): Promise<Tag>;
    changeTag(change: TagChange): Promise<Tag>;
    removeTags(tagIds: string[]): Promise<void>;
    setNote(clipId: ClipId, note: string): Promise<void>;
    setReviewed(clipId: ClipId, reviewed: boolean): Promise<void>;
    undo(): Promise<HistoryStep | null>;
    redo(): Promise<HistoryStep | null>;
    history(): Promise<HistoryState>;
    exportTags(filter: ClipFilter): Promise<TagExport>;
    /** Reads a file that `exportTags` gave; one undo step. */
    importTags(file: string, mode: 'merge'): Promise<TagImportResult>;
  };

  readonly runs: {
    create(run: Run): Promise<void>;
    update(runId: string, part: Partial<Run>): Promise<void>;
    list(): Promise<Run[]>;
    get(runId: string): Promise<Run | null>;
    remove(runId: string): Promise<void>;
    /** Plans and what was skipped; a clip that has them counts as done. Videos go by `saveVideos`. */
    savePredictions(predictions: ClipPredictions[]): Promise<void>;
    predictions(clipId: ClipId, runIds: string[]): Promise<ClipPredictions[]>;
    /** Predicted pictures, in place of what the run has of these clips. */
    saveVideos(clips: ClipVideos[]): Promise<void>;
    /** JPEG of picture k of the video that the run predicted at a frame of a clip; null where there is none. */
    predictedPicture(runId: string, clipId: ClipId, frame: number, k: number): Promise<Uint8Array | null>;
    /** Bytes that the predicted pictures of a run take in the store. */
    videoBytes(runId: string): Promise<number>;
    /** Clips that have predictions of this run. */
    doneClips(runId: string): Promise<ClipId[]>;
    /** In place of what the run has of these clips. */
    saveScores(scores: ClipScores[]): Promise<void>;
    /** Beside what the run has of these clips; values of the same metric are replaced. */
    addScores(scores: ClipScores[]): Promise<void>;
    scores(clipId: ClipId, runIds: string[]): Promise<ClipScores[]>;
    /** Clip means over the clips that pass a filter, a matrix a run in this order; a run named twice counts once. */
    clipMatrices(runIds: string[], filter: ClipFilter): Promise<ClipMatrix[]>;
    /** The same as records, one a clip; made in portions, so that the event loop stays free. */
    clipValues(runIds: string[], filter: ClipFilter): Promise<ClipValues[]>;
  };

  readonly settings: {
    all(): Promise<Record<string, unknown>>;
    /** Null removes. */
    save(key: string, value: unknown): Promise<void>;
  };

  readonly backups: {
    /** Newest first. */
    list(): Promise<Backup[]>;
    create(): Promise<Backup>;
  };

  close(): Promise<void>;
}
