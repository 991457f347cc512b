import { problemOf } from '../../shared/domain/problem.ts';
import { pdmMetricKey, pdmSettingWords, type PdmSetting } from '../../shared/domain/pdm-metric.ts';
import type { MetricKey } from '../../shared/domain/score.ts';
import { attempt } from '../ui/notices.ts';
import { Panel } from '../ui/panel.tsx';
import { Absent, Loading, ProblemCard } from '../ui/states.tsx';
import { gateClips, useGates, type Compared } from './compare-queries.ts';
import { useCompare, type ChosenCell } from './compare-state.ts';
import { GateCrossTable } from './gate-cross-table.tsx';
import { openInReview } from './open-in-review.ts';
import { useSession } from '../state/session.ts';

/** Which gate or term fails in which run, in the setting of the chosen metric; every cell is a filter. */
export function GatesPanel({
  compared,
  setting,
  metric,
}: {
  compared: Compared;
  setting: PdmSetting | null;
  metric: MetricKey;
}) {
  const gates = useGates(compared, setting);
  const cell = useCompare((s) => s.cell);
  if (setting === null)
    return (
      <Panel title="Gate cross-table">
        <Absent>Neither gates nor terms: PDM has not scored both runs in one setting.</Absent>
      </Panel>
    );
  // A displacement metric stays what the list shows; Review is sorted by a score of this table's own family.
  const sortedBy = metric.startsWith(pdmMetricKey(setting, 'total')) ? metric : pdmMetricKey(setting, 'total');
  const open = (chosen: ChosenCell) =>
    attempt(async () => {
      const clipIds = await gateClips(compared, setting, chosen);
      const [first] = clipIds;
      if (first === undefined) return;
      openInReview(first, sortedBy, { ...compared.filter, clipIds }, useCompare.getState().order);
      // Which of them comes first by difference is known to the list that Review reads.
      useSession.setState({ clipId: null });
    });
  const narrow = (chosen: ChosenCell) => {
    if (sortedBy !== metric) useSession.getState().set({ metric: sortedBy });
    useCompare.setState((s) => ({
      cell: s.cell?.term === chosen.term && s.cell.cell === chosen.cell ? null : chosen,
    }));
  };
  return (
    <Panel title="Gate cross-table" fact={`clips by exact McNemar; ${pdmSettingWords(setting)}`}>
      {gates.isError ? (
        <ProblemCard problem={problemOf(gates.error)} />
      ) : !gates.data ? (
        <Loading what="Crossing the gates" rows={8} />
      ) : (
        <div className="compare-gates-body">
          <GateCrossTable table={gates.data} narrowed={cell} onOpen={open} onNarrow={narrow} />
          <p className="compare-caption">
            A clip fails a term where its mean is below 1: a half counts as a fail. Enter or a click reviews the clips
            of a cell, Space narrows the list to them.
          </p>
        </div>
      )}
    </Panel>
  );
}
