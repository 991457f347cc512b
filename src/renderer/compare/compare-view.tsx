import { GitCompare } from 'lucide-react';
import { lazy, Suspense, useEffect, useMemo } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { problemOf } from '../../shared/domain/problem.ts';
import type { PdmSetting } from '../../shared/domain/pdm-metric.ts';
import { scoreInfoOf, type MetricKey, type PairedDifference } from '../../shared/domain/score.ts';
import { NoRuns } from '../score/no-runs.tsx';
import { useComparison, useRuns } from '../state/queries.ts';
import { useSession } from '../state/session.ts';
import { Button } from '../ui/button.tsx';
import { openOverlay } from '../ui/overlay-state.ts';
import { Panel } from '../ui/panel.tsx';
import { Empty, Loading, ProblemCard } from '../ui/states.tsx';
import { ComparedClipsPanel } from './clips-panel.tsx';
import type { Compared } from './compare-queries.ts';
import { shownParts, useRoom, type Room } from './compare-room.ts';
import { useCompare, useComparedFilter } from './compare-state.ts';
import { ComparePart, CompareTabs } from './compare-tabs.tsx';
import { comparedMetric, metricFamilies } from './compared-metrics.ts';
import './compare-view.css';
import { GatesPanel } from './gates-panel.tsx';
import { nothingInCommon } from './nothing-in-common.ts';
import { PairedPanel } from './paired-panel.tsx';

/** The ground is drawn by half of the window's code: the tables do not wait for it. */
const PairPanel = lazy(async () => ({ default: (await import('./pair-panel.tsx')).PairPanel }));

/** Run A against run B on the clips of the filter that both scored: distribution, paired intervals, gates, clips, and one clip from above twice. */
export function CompareView() {
  const runA = useSession((s) => s.runA);
  const runB = useSession((s) => s.runB);
  const filter = useComparedFilter();
  const compared = useMemo(
    () => (runA !== null && runB !== null && runA !== runB ? { runA, runB, filter } : null),
    [runA, runB, filter],
  );
  const room = useRoom();
  const pairAlone = useCompare((s) => s.pairAlone);
  return (
    <div className="view compare" data-room={room} data-alone={pairAlone}>
      {compared ? <Comparison compared={compared} room={room} /> : <TooFewRuns />}
    </div>
  );
}

function Comparison({ compared, room }: { compared: Compared; room: Room }) {
  const wanted = useSession((s) => s.metric);
  const tab = useCompare((s) => s.tab);
  const pairAlone = useCompare((s) => s.pairAlone);
  const shown = useMemo(() => shownParts(room, tab, pairAlone), [room, tab, pairAlone]);
  const {
    data: differences,
    error,
    refetch,
    isPlaceholderData,
  } = useComparison(compared.runA, compared.runB, compared.filter);
  const metric = differences ? comparedMetric(differences, wanted) : null;
  useAsSessionMetric(isPlaceholderData ? null : metric);
  if (error)
    return (
      <Panel title="Compare">
        <ProblemCard
          problem={problemOf(error)}
          actions={
            <Button tone="main" onClick={() => void refetch()}>
              Look again
            </Button>
          }
        />
      </Panel>
    );
  if (!differences)
    return (
      <Panel title="Compare">
        <Loading what="Resampling the clips that both runs scored" rows={12} />
      </Panel>
    );
  if (metric === null) return <NothingInCommon />;
  const setting = settingOf(metric, differences);
  return (
    <>
      {!pairAlone && <CompareTabs room={room} />}
      <ComparePart part="list" room={room} shown={shown}>
        <ComparedClipsPanel compared={compared} metric={metric} setting={setting} />
      </ComparePart>
      <ComparePart part="pair" room={room} shown={shown}>
        <Suspense
          fallback={
            <Panel title="Same clip, one clock">
              <Loading what="Opening the viewer" />
            </Panel>
          }
        >
          <PairPanel metric={metric} />
        </Suspense>
      </ComparePart>
      <ComparePart part="numbers" room={room} shown={shown} busy={isPlaceholderData}>
        <PairedPanel compared={compared} metric={metric} differences={differences} />
        <GatesPanel compared={compared} setting={setting} metric={metric} />
      </ComparePart>
    </>
  );
}

/** Evidence and events are told by the session's metric: it becomes the one that is compared where the runs have no other in common. */
function useAsSessionMetric(compared: MetricKey | null): void {
  const metric = useSession((s) => s.metric);
  useEffect(() => {
    const { metricChosen, set } = useSession.getState();
    if (compared !== null && compared !== metric) set({ metric: compared, metricChosen });
  }, [compared, metric]);
}

/** The PDM setting of the chosen metric, else the first in which both runs are scored. */
function settingOf(metric: MetricKey, differences: readonly PairedDifference[]): PdmSetting | null {
  const info = scoreInfoOf(metric);
  if (info?.family === 'pdm') return info.setting;
  return metricFamilies(differences, metric, false).find((family) => family.setting !== null)?.setting ?? null;
}

function TooFewRuns() {
  const runs = useRuns();
  const { runA, runB } = useSession();
  const usable = (runs.data ?? []).filter((run) => run.clipsDone > 0);
  return (
    <Panel title="Compare" fact="run A against run B">
      {!runs.data ? (
        <Loading what="Reading the runs" rows={6} />
      ) : usable.length === 0 ? (
        <NoRuns runs={runs.data} />
      ) : usable.length === 1 ? (
        <Empty
          icon={GitCompare}
          action={<Button onClick={() => openOverlay({ kind: 'import-scores' })}>Import scores…</Button>}
        >
          {`There is one run, ${usable[0].modelTitle}. A second one, of another model or imported, makes a comparison.`}
        </Empty>
      ) : (
        <Empty
          icon={GitCompare}
          action={
            <Button tone="main" onClick={() => compareNewest(usable.map((run) => run.runId))}>
              Compare the two newest
            </Button>
          }
        >
          {runA !== null && runA === runB
            ? 'A and B are the same run.'
            : 'Two runs make a comparison. Choose A and B in the title bar (Alt+A, Alt+B).'}
        </Empty>
      )}
    </Panel>
  );
}

/** Puts the newest run beside the one that is shown, or the two newest. Ids as the runs were made. */
function compareNewest(runIds: readonly string[]): void {
  const { runA, runB, set } = useSession.getState();
  const kept = runA ?? runB;
  const others = runIds.filter((id) => id !== kept).reverse();
  set(kept !== null ? { runA: kept, runB: others[0] } : { runA: others[0], runB: others[1] });
}

function NothingInCommon() {
  const filter = useSession((s) => s.filter);
  const { runA, runB } = useSession(useShallow(({ runA, runB }) => ({ runA, runB })));
  const runs = useRuns().data;
  const runOf = (id: string | null) => runs?.find((run) => run.runId === id) ?? null;
  const isFiltered = Object.keys(filter).length > 0;
  return (
    <Panel title="Compare">
      <Empty
        icon={GitCompare}
        action={
          isFiltered && <Button onClick={() => useSession.getState().set({ filter: {} })}>Compare on all clips</Button>
        }
      >
        {nothingInCommon(runOf(runA), runOf(runB), isFiltered)}
      </Empty>
    </Panel>
  );
}
