import { problemOf } from '../../shared/domain/problem.ts';
import type { ClipFilter } from '../../shared/domain/clip.ts';
import { useProgress } from '../state/queries.ts';
import { useSession } from '../state/session.ts';
import { Button } from '../ui/button.tsx';
import { count } from '../ui/numbers.ts';
import { Panel } from '../ui/panel.tsx';
import { Empty, Loading, ProblemCard } from '../ui/states.tsx';
import { ClipFilterBar } from './clip-filter-bar.tsx';
import { useClipOrder } from './clip-order.ts';
import { ClipRows } from './clip-rows.tsx';
import { OpenClipRow } from './open-clip-row.tsx';
import { SortMenu } from './sort-menu.tsx';
import './clip-list.css';

/** The clips under review, in the order of the session's sort. */
export function ClipListPanel() {
  const { clips, total, pages } = useClipOrder();
  const filter = useSession((s) => s.filter);
  return (
    <Panel
      title="Clips"
      fact={<span className="mono">{pages.data ? count(total) : ''}</span>}
      actions={<SortMenu />}
      footer={<ReviewedProgress filter={filter} />}
      className="review-list-panel"
    >
      <div className="review-list">
        <ClipFilterBar filter={filter} />
        {pages.data && <OpenClipRow clips={clips} />}
        {pages.isError ? (
          <ProblemCard
            problem={problemOf(pages.error)}
            actions={<Button onClick={() => void pages.refetch()}>Look again</Button>}
          />
        ) : !pages.data ? (
          <Loading what="Reading the list of clips" rows={8} rowHeight={52} />
        ) : clips.length === 0 ? (
          <Empty action={<Button onClick={() => useSession.getState().set({ filter: {} })}>Clear the filter</Button>}>
            No clip passes the filter.
          </Empty>
        ) : (
          <ClipRows
            clips={clips}
            total={total}
            more={pages.hasNextPage && !pages.isFetchingNextPage}
            loadMore={pages.fetchNextPage}
          />
        )}
      </div>
    </Panel>
  );
}

/** How many clips of the filter are reviewed, whether or not the filter hides the reviewed ones. */
function ReviewedProgress({ filter }: { filter: ClipFilter }) {
  const { reviewed: _, ...all } = filter;
  const { data } = useProgress(all);
  const done = data?.reviewed ?? 0;
  const total = data?.total ?? 0;
  return (
    <>
      <span>Reviewed</span>
      <span
        className="review-progress"
        role="progressbar"
        aria-label="Reviewed clips"
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={done}
      >
        <span style={{ width: `${String(total > 0 ? (100 * done) / total : 0)}%` }} />
      </span>
      <span className="mono">{`${count(done)} / ${count(total)}`}</span>
    </>
  );
}
