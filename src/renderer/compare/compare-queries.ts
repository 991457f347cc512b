import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ClipFilter, ClipId, ClipSummary } from '../../shared/domain/clip.ts';
import type { PdmSetting } from '../../shared/domain/pdm-metric.ts';
import { api } from '../state/connection.ts';
import { queryClient, subjects } from '../state/queries.ts';
import type { ChosenCell } from './compare-state.ts';

/** The two runs and the clips on which they are compared. */
export interface Compared {
  runA: string;
  runB: string;
  filter: ClipFilter;
}

export const useDeltas = ({ runA, runB, filter }: Compared, metric: string | null) =>
  useQuery({
    queryKey: [subjects.comparison, 'deltas', runA, runB, metric, filter],
    queryFn: ({ signal }) => api.runs.deltas({ runA, runB, metric: metric ?? '', filter }, { signal }),
    enabled: metric !== null,
    placeholderData: keepPreviousData,
  });

export const useSlices = ({ runA, runB, filter }: Compared, metric: string) =>
  useQuery({
    queryKey: [subjects.comparison, 'slices', runA, runB, metric, filter],
    queryFn: ({ signal }) => api.runs.slices({ runA, runB, metric, filter }, { signal }),
  });

export const useGates = ({ runA, runB, filter }: Compared, setting: PdmSetting | null) =>
  useQuery({
    queryKey: [subjects.comparison, 'gates', runA, runB, setting, filter],
    queryFn: ({ signal }) => {
      if (setting === null) throw new Error('a cross-table needs a setting');
      return api.runs.gates({ runA, runB, setting, filter }, { signal });
    },
    enabled: setting !== null,
    placeholderData: keepPreviousData,
  });

const gateClipsOptions = ({ runA, runB, filter }: Compared, setting: PdmSetting, { term, cell }: ChosenCell) => ({
  queryKey: [subjects.comparison, 'gate clips', runA, runB, setting, term, cell, filter],
  queryFn: () => api.runs.gateClips({ runA, runB, setting, term, cell, filter }),
});
/** The clips of a cell, for opening them. */
export const gateClips = (compared: Compared, setting: PdmSetting, cell: ChosenCell): Promise<ClipId[]> =>
  queryClient.fetchQuery(gateClipsOptions(compared, setting, cell));
/** The clips of the cell that narrows the list. */
export function useGateClips(compared: Compared, setting: PdmSetting | null, cell: ChosenCell | null) {
  const { queryKey, queryFn } =
    setting && cell
      ? gateClipsOptions(compared, setting, cell)
      : { queryKey: [subjects.comparison, 'no cell'], queryFn: () => Promise.resolve<ClipId[]>([]) };
  return useQuery({ queryKey, queryFn, enabled: setting !== null && cell !== null });
}

const CHUNK = 100;

/** Names and descriptions of the rows `from` to `to` of a list of clips, read a hundred at a time as they come into sight. */
export function useClipRows(order: readonly ClipId[], from: number, to: number): ReadonlyMap<ClipId, ClipSummary> {
  const first = Math.floor(from / CHUNK);
  const last = Math.max(first, Math.floor(to / CHUNK));
  const chunks = useMemo(
    () => Array.from({ length: last - first + 1 }, (_, i) => order.slice((first + i) * CHUNK, (first + i + 1) * CHUNK)),
    [order, first, last],
  );
  const found = useQueries({
    queries: chunks.map((clipIds) => ({
      queryKey: [subjects.comparedRows, clipIds],
      queryFn: () =>
        api.clips.page({
          filter: { clipIds: [...clipIds] },
          sort: { by: 'name', direction: 'ascending' },
          scores: null,
          after: null,
          limit: CHUNK,
        }),
      enabled: clipIds.length > 0,
    })),
    combine: (results) => results.flatMap((r) => r.data?.clips ?? []),
  });
  return useMemo(() => new Map(found.map((clip) => [clip.clipId, clip])), [found]);
}
