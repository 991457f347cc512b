import { useCallback, useMemo } from 'react';
import { X } from 'lucide-react';
import type { ClipId } from '../../shared/domain/clip.ts';
import type { PdmSetting } from '../../shared/domain/pdm-metric.ts';
import { problemOf } from '../../shared/domain/problem.ts';
import { scoreInfoOf, type MetricKey } from '../../shared/domain/score.ts';
import { conditionsOf } from '../library/filter-words.ts';
import { useDatasets, useTagTypes } from '../state/queries.ts';
import { useSession } from '../state/session.ts';
import { Button } from '../ui/button.tsx';
import { CommandKey } from '../ui/command-key.tsx';
import { count } from '../ui/numbers.ts';
import { Panel } from '../ui/panel.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { Empty, Loading, ProblemCard } from '../ui/states.tsx';
import { shortMetricName } from '../score/metric-names.ts';
import { orderedClips, type CompareOrder } from './clip-order.ts';
import { orderNames, useCompareCommands } from './compare-commands.ts';
import { useDeltas, useGateClips, type Compared } from './compare-queries.ts';
import { allClipsAgain, useCompare } from './compare-state.ts';
import { DeltaHistogramPlot } from './delta-histogram.tsx';
import { DeltaList } from './delta-list.tsx';
import { cellWords } from './gate-cross-table.tsx';
import { useOpenRow } from './pair-instant.ts';
import { openInReview } from './open-in-review.ts';

const orders: readonly { value: CompareOrder; label: string; name: string }[] = [
  { value: 'worseA', label: 'A worse', name: orderNames.worseA },
  { value: 'worseB', label: 'B worse', name: orderNames.worseB },
  { value: 'apart', label: '|Δ|', name: orderNames.apart },
];
const noClips: readonly number[] = [];

/** The distribution of the difference and the clips behind it. */
export function ComparedClipsPanel({
  compared,
  metric,
  setting,
}: {
  compared: Compared;
  metric: MetricKey;
  /** Of the cross-table whose cells narrow the list. */
  setting: PdmSetting | null;
}) {
  const { order, cell, clipId } = useCompare();
  const info = scoreInfoOf(metric);
  const deltas = useDeltas(compared, metric);
  const inCell = useGateClips(compared, setting, cell);
  const within = useMemo(() => (cell && inCell.data ? new Set(inCell.data) : null), [cell, inCell.data]);
  // The answer for the metric before is not drawn on the axis of this one.
  const data = deltas.data?.metric === metric && !inCell.isLoading ? deltas.data : undefined;
  const listed = useMemo(
    () => (data && info ? orderedClips(data, info.better, order, within) : noClips),
    [data, info, order, within],
  );
  const clipIds = useMemo(() => listed.map((i) => data?.clipIds[i] ?? ''), [listed, data]);
  const at = Math.max(0, clipId === null ? 0 : clipIds.indexOf(clipId));
  const open = useCallback(
    (chosen: ClipId) => openInReview(metric, order, compared.filter, cell && inCell.data ? inCell.data : null, chosen),
    [metric, order, compared, cell, inCell.data],
  );
  useCompareCommands(clipIds, at, open);
  useOpenRow(clipIds.at(at));
  const differences = useMemo(() => (data ? listed.map((i) => data.a[i] - data.b[i]) : []), [data, listed]);
  return (
    <Panel
      title={`Δ ${info ? shortMetricName(info) : ''}, A − B`}
      fact={data && `${count(listed.length)} clips`}
      actions={
        <Segmented
          label="Order"
          value={order}
          options={orders}
          onChange={(next) => useCompare.setState({ order: next })}
        />
      }
      footer={<Place at={at} of={data ? listed.length : 0} />}
      className="compare-clips"
    >
      <div className="compare-clips-body">
        <Conditions compared={compared} />
        {deltas.isError ? (
          <ProblemCard
            problem={problemOf(deltas.error)}
            actions={<Button onClick={() => void deltas.refetch()}>Look again</Button>}
          />
        ) : !data || !info ? (
          <Loading what="Pairing the clips" rows={12} />
        ) : listed.length === 0 ? (
          <Empty action={<Button onClick={allClipsAgain}>All clips again</Button>}>No clip is in this cell now.</Empty>
        ) : (
          <>
            <DeltaHistogramPlot deltas={differences} info={info} />
            <DeltaList deltas={data} order={listed} at={at} info={info} onOpen={open} />
          </>
        )}
      </div>
    </Panel>
  );
}

/** Where the keyboard is in the list, and the keys that move it. */
function Place({ at, of }: { at: number; of: number }) {
  if (of === 0) return null;
  return (
    <>
      <span>{`${count(at + 1)} of ${count(of)}`}</span>
      <span className="panel-space" />
      <span className="compare-place-keys">
        <CommandKey command="compare.previous" />
        <CommandKey command="compare.next" /> previous, next
      </span>
    </>
  );
}

/** What narrows the comparison: the conditions of the filter, and the cell of the cross-table that narrows the list alone. */
function Conditions({ compared: { filter } }: { compared: Compared }) {
  const datasets = useDatasets().data ?? [];
  const tagTypes = useTagTypes().data ?? [];
  const cell = useCompare((s) => s.cell);
  const conditions = conditionsOf(filter, datasets, tagTypes);
  if (conditions.length === 0 && cell === null) return null;
  return (
    <div className="compare-conditions">
      {conditions.map(({ words, without }) => (
        <Chip key={words} words={words} drop={() => useSession.getState().set({ filter: without })} />
      ))}
      {cell && <Chip words={cellWords(cell)} drop={allClipsAgain} />}
    </div>
  );
}

function Chip({ words, drop }: { words: string; drop: () => void }) {
  return (
    <button type="button" className="review-chip" title={`Drop “${words}”`} onClick={drop}>
      {words}
      <X size={11} strokeWidth={1.75} aria-hidden />
    </button>
  );
}
