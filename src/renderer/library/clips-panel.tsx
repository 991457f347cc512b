import { ArrowDownNarrowWide, ArrowUpNarrowWide, Grid2x2, List, Play, SquarePlay, X } from 'lucide-react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useShallow } from 'zustand/react/shallow';
import type { ClipFilter, ClipId, ClipSummary } from '../../shared/domain/clip.ts';
import { problemOf } from '../../shared/domain/problem.ts';
import { saveSetting, useSetting } from '../settings/settings-store.ts';
import { useClipPages, useDatasets, useProgress, useTagTypes } from '../state/queries.ts';
import { useSession } from '../state/session.ts';
import { Button } from '../ui/button.tsx';
import { useCommands, type Command } from '../ui/commands.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { count, plural } from '../ui/numbers.ts';
import { openOverlay } from '../ui/overlay-state.ts';
import { Panel } from '../ui/panel.tsx';
import { SearchField } from '../ui/search-field.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { Empty, Loading, ProblemCard } from '../ui/states.tsx';
import { ClipGrid } from './clip-grid.tsx';
import './clips-panel.css';
import { withText } from './facet-choice.ts';
import { conditionsOf } from './filter-words.ts';
import { clearSelection, useSelection } from './selection.ts';
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

/** The text filter and the conditions that hold, each with a cross. */
function FilterRow() {
  const { filter, set } = useSession();
  const datasets = useDatasets().data ?? [];
  const tagTypes = useTagTypes().data ?? [];
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useDelayedText();
  const commands = useMemo(
    (): Command[] => [
      {
        id: 'library.filter',
        title: 'Filter',
        group: 'Library',
        scope: 'library',
        keys: ['/'],
        run: () => field.current?.focus(),
      },
    ],
    [],
  );
  useCommands(commands);
  return (
    <div className="lib-filter">
      <div className="lib-filter-field">
        <SearchField
          ref={field}
          label="Filter by name, place, words or tag"
          value={text}
          onChange={setText}
          onKeyDown={(event) => {
            if (event.key === 'Escape' && text !== '') setText('');
            else if (event.key === 'Enter' || event.key === 'ArrowDown' || event.key === 'Escape')
              document.querySelector<HTMLElement>('.lib-grid')?.focus();
            else return;
            event.preventDefault();
          }}
          trailing={<Kbd keys="/" />}
        />
      </div>
      {conditionsOf(withText(filter, ''), datasets, tagTypes).map((condition) => (
        <span key={condition.words} className="lib-chip">
          {condition.words}
          <button
            type="button"
            aria-label={`Without “${condition.words}”`}
            onClick={() => set({ filter: keepText(condition.without, filter) })}
          >
            <X size={11} strokeWidth={2} aria-hidden />
          </button>
        </span>
      ))}
    </div>
  );
}

const keepText = (next: ClipFilter, now: ClipFilter): ClipFilter => withText(next, now.text ?? '');

/** The text of the filter: shown at once, asked for when typing rests for a moment. */
function useDelayedText(): [string, (text: string) => void] {
  const stored = useSession((s) => s.filter.text ?? '');
  const [typed, setTyped] = useState<string | null>(null);
  useEffect(() => {
    if (typed === null) return;
    const timer = setTimeout(() => {
      useSession.setState((s) => ({ filter: withText(s.filter, typed) }));
      setTyped(null);
    }, 120);
    return () => clearTimeout(timer);
  }, [typed]);
  return [typed ?? stored, setTyped];
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

/** How much is reviewed, and what can be done with the chosen clips, or with all that pass. */
function ClipsFooter({ total, first }: { total: number; first: ClipId | null }) {
  const filter = useSession((s) => s.filter);
  const progress = useProgress(filter).data;
  const { chosen, active } = useSelection();
  const some = chosen.size > 0;
  const open = active ?? (some ? [...chosen][0] : first);
  return (
    <>
      {progress && (
        <>
          <span>Reviewed</span>
          <span className="lib-reviewed-bar" aria-hidden>
            <span style={{ width: `${String((100 * progress.reviewed) / Math.max(1, progress.total))}%` }} />
          </span>
          <span className="mono">
            {count(progress.reviewed)} / {count(progress.total)}
          </span>
        </>
      )}
      <span className="panel-space" />
      {some && (
        <>
          <span>{plural(chosen.size, 'clip')} chosen</span>
          <IconButton icon={X} size={13} label="Choose none" onClick={clearSelection} />
        </>
      )}
      <Button
        icon={Play}
        disabledReason={total === 0 ? 'No clips to run on.' : null}
        onClick={() =>
          openOverlay({
            kind: 'run-model',
            filter: some ? { clipIds: [...chosen] } : filter,
            clips: some ? chosen.size : total,
          })
        }
      >
        Run a model on {some ? 'these' : plural(total, 'clip')}
      </Button>
      <Button
        icon={SquarePlay}
        tone="main"
        disabledReason={open === null ? 'No clip to open.' : null}
        onClick={() => open !== null && useSession.getState().openClip(open)}
      >
        Open in Review
      </Button>
    </>
  );
}
