import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { ClipFilter, ClipId, ClipPageQuery } from '../../shared/domain/clip.ts';
import { api } from './connection.ts';
import { subjects } from './refresh.ts';

export { queryClient, subjects } from './refresh.ts';

/** Query keys, for reading or writing the cache by hand. */
export const keys = {
  clip: (clipId: ClipId | null) => [subjects.clip, clipId] as const,
  map: (clipId: ClipId | null) => [subjects.map, clipId] as const,
  predictions: (clipId: ClipId | null, runIds: readonly string[]) => [subjects.predictions, clipId, runIds] as const,
  scores: (clipId: ClipId | null, runIds: readonly string[]) => [subjects.scores, clipId, runIds] as const,
  review: (clipId: ClipId | null) => [subjects.review, clipId] as const,
};

const needed = (clipId: ClipId | null): ClipId => {
  if (clipId === null) throw new Error('no clip is open');
  return clipId;
};

/** Query options of a clip's body: also for prefetching the neighbours of the open clip. */
export const clipOptions = (clipId: ClipId | null) => ({
  queryKey: keys.clip(clipId),
  queryFn: ({ signal }: { signal: AbortSignal }) => api.clips.get({ clipId: needed(clipId) }, { signal }),
  enabled: clipId !== null,
  // The bodies are a megabyte each: keep only the neighbourhood.
  gcTime: 60_000,
});
export const mapOptions = (clipId: ClipId | null) => ({
  queryKey: keys.map(clipId),
  queryFn: ({ signal }: { signal: AbortSignal }) => api.clips.map({ clipId: needed(clipId) }, { signal }),
  enabled: clipId !== null,
  gcTime: 60_000,
});
export const predictionsOptions = (clipId: ClipId | null, runIds: readonly string[]) => ({
  queryKey: keys.predictions(clipId, runIds),
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    api.clips.predictions({ clipId: needed(clipId), runIds: [...runIds] }, { signal }),
  enabled: clipId !== null && runIds.length > 0,
});
export const scoresOptions = (clipId: ClipId | null, runIds: readonly string[]) => ({
  queryKey: keys.scores(clipId, runIds),
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    api.clips.scores({ clipId: needed(clipId), runIds: [...runIds] }, { signal }),
  enabled: clipId !== null && runIds.length > 0,
});
export const reviewOptions = (clipId: ClipId | null) => ({
  queryKey: keys.review(clipId),
  queryFn: ({ signal }: { signal: AbortSignal }) => api.review.clip({ clipId: needed(clipId) }, { signal }),
  enabled: clipId !== null,
});

export const useClipDetail = (clipId: ClipId | null) => useQuery(clipOptions(clipId));
export const useClipMap = (clipId: ClipId | null) => useQuery(mapOptions(clipId));
export const usePredictions = (clipId: ClipId | null, runIds: readonly string[]) =>
  useQuery(predictionsOptions(clipId, runIds));
export const useClipScores = (clipId: ClipId | null, runIds: readonly string[]) =>
  useQuery(scoresOptions(clipId, runIds));
export const useClipReview = (clipId: ClipId | null) => useQuery(reviewOptions(clipId));

/** Rows of the library, page by page; `fetchNextPage` for more. The old rows stay until the new ones are there. */
export const useClipPages = (query: Omit<ClipPageQuery, 'after'>) =>
  useInfiniteQuery({
    queryKey: [subjects.clipPages, query],
    queryFn: ({ pageParam, signal }) => api.clips.page({ ...query, after: pageParam }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
  });
export const useFacets = (filter: ClipFilter) =>
  useQuery({
    queryKey: [subjects.facets, filter],
    queryFn: ({ signal }) => api.clips.facets({ filter }, { signal }),
    placeholderData: keepPreviousData,
  });
export const useProgress = (filter: ClipFilter) =>
  useQuery({
    queryKey: [subjects.progress, filter],
    queryFn: ({ signal }) => api.review.progress({ filter }, { signal }),
    placeholderData: keepPreviousData,
  });

export const useAppInfo = () => useQuery({ queryKey: [subjects.info], queryFn: () => api.app.info() });
export const useSettings = () => useQuery({ queryKey: [subjects.settings], queryFn: () => api.app.settings() });
export const useBackups = () => useQuery({ queryKey: [subjects.backups], queryFn: () => api.workspace.backups() });
export const useTagTypes = () => useQuery({ queryKey: [subjects.tagTypes], queryFn: () => api.review.tagTypes() });
export const useRuns = () => useQuery({ queryKey: [subjects.runs], queryFn: () => api.runs.list() });
export const useDatasets = () => useQuery({ queryKey: [subjects.datasets], queryFn: () => api.datasets.list() });
export const useModels = () => useQuery({ queryKey: [subjects.models], queryFn: () => api.models.list() });
export const useReports = () => useQuery({ queryKey: [subjects.reports], queryFn: () => api.reports.list() });

/** Means with intervals of some runs over the clips that pass a filter. */
export const useRunSummary = (runIds: readonly string[], filter: ClipFilter) =>
  useQuery({
    queryKey: [subjects.summary, runIds, filter],
    queryFn: ({ signal }) => api.runs.summary({ runIds: [...runIds], filter }, { signal }),
    enabled: runIds.length > 0,
    placeholderData: keepPreviousData,
  });
/** Paired differences A − B over the clips that both runs scored; nothing without two runs. */
export const useComparison = (runA: string | null, runB: string | null, filter: ClipFilter) =>
  useQuery({
    queryKey: [subjects.comparison, runA, runB, filter],
    queryFn: ({ signal }) => {
      if (runA === null || runB === null) throw new Error('a comparison needs two runs');
      return api.runs.compare({ runA, runB, filter }, { signal });
    },
    enabled: runA !== null && runB !== null && runA !== runB,
    placeholderData: keepPreviousData,
  });
