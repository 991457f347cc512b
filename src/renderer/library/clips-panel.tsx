import { ArrowDownNarrowWide, ArrowUpNarrowWide, Grid2x2, List } from 'lucide-react';
import { useCallback, useMemo } from 'react';
import { useShallow } from 'zustand/react/shallow';
import type { ClipSummary } from '../../shared/domain/clip.ts';
import { problemOf } from '../../shared/domain/problem.ts';
import { saveSetting, useSetting } from '../settings/settings-store.ts';
import { useClipPages, useDatasets } from '../state/queries.ts';
import { useSession } from '../state/session.ts';
import { Button } from '../ui/button.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { count } from '../ui/numbers.ts';
import { Panel } from '../ui/panel.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { Empty, Loading, ProblemCard } from '../ui/states.tsx';
import { ClipGrid } from './clip-grid.tsx';
import { ClipsFooter } from './clips-footer.tsx';
import './clips-panel.css';
import { FilterRow } from './filter-row.tsx';
import { SortChoice } from './sort-choice.tsx';

const PAGE = 100;
const noClips: ClipSummary[] = [];

/** The clips that pass the filter, in the chosen order, with what can be done with them. */
export function ClipsPanel() {
  const { filter, sort, metric, runA, runB } = useSession(
    useShallow(({ filter, sort, metric, runA, runB }) => ({ filter, sort, metric, runA, runB })),
  );
  const pages = useClipPages({ filter, sort, scores: { metric, runA, runB }, limit: PAGE });
  const clips = useMemo(() => pages.data?.pages.flatMap((p) => p.clips) ?? noClips, [pages.data]);
  const total = pages.data?.pages[0]?.total ?? 0;
  const form = useSetting('libraryForm');
  const { fetchNextPage, isFetchingNextPage, hasNextPage } = pages;
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [fetchNextPage, hasNextPage, isFetchingNextPage]);
  return (
    <Panel
      title="Clips"
      fact={pages.data ? count(total) : undefined}
      actions={
        <>
          <SortChoice />
          <IconButton
            icon={sort.direction === 'ascending' ? ArrowUpNarrowWide : ArrowDownNarrowWide}
            label={sort.direction === 'ascending' ? 'Rising; turn round' : 'Falling; turn round'}
            onClick={() =>
              useSession.setState({
                sort: { ...sort, direction: sort.direction === 'ascending' ? 'descending' : 'ascending' },
              })
            }
          />
          <Segmented
            label="Show as"
            value={form}
            onChange={(next) => saveSetting('libraryForm', next)}
            options={[
              { value: 'grid', name: 'Cards', label: <Grid2x2 size={13} strokeWidth={1.75} aria-hidden /> },
              { value: 'list', name: 'Rows', label: <List size={13} strokeWidth={1.75} aria-hidden /> },
            ]}
          />
        </>
      }
      footer={<ClipsFooter total={total} first={clips.at(0)?.clipId ?? null} />}
    >
      <div className="lib-clips-panel">
        <FilterRow />
        {pages.isError && (
          <div className="lib-clips-problem">
            <ProblemCard
              problem={problemOf(pages.error)}
              actions={
                <Button tone="main" onClick={() => void pages.refetch()}>
                  Look again
                </Button>
              }
            />
          </div>
        )}
        {pages.isPending && <Loading what="Reading the index" rows={8} rowHeight={58} />}
        {pages.data && total === 0 && <NoClips />}
        {clips.length > 0 && <ClipGrid clips={clips} total={total} form={form} onNeedMore={more} />}
      </div>
    </Panel>
  );
}

function NoClips() {
  const filter = useSession((s) => s.filter);
  const datasets = useDatasets().data ?? [];
  if (Object.keys(filter).length > 0)
    return (
      <Empty action={<Button onClick={() => useSession.setState({ filter: {} })}>All clips again</Button>}>
        No clip passes the filter.
      </Empty>
    );
  return (
    <Empty>
      {datasets.some((d) => d.state === 'not-indexed')
        ? 'Nothing is indexed yet; clips appear here as the index grows.'
        : 'The data sets of this workspace hold no clips.'}
    </Empty>
  );
}
