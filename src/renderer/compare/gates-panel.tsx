import { problemOf } from '../../shared/domain/problem.ts';
import { pdmSettingWords, type PdmSetting } from '../../shared/domain/pdm-metric.ts';
import type { MetricKey } from '../../shared/domain/score.ts';
import type { CompareOrder } from './clip-order.ts';
import { attempt } from '../ui/notices.ts';
import { Panel } from '../ui/panel.tsx';
import { Absent, Loading, ProblemCard } from '../ui/states.tsx';
import { gateClips, useGates, type Compared } from './compare-queries.ts';
import { allClipsAgain, useCompare, type ChosenCell } from './compare-state.ts';
import { GateCrossTable } from './gate-cross-table.tsx';
import { openInReview } from './open-in-review.ts';

/** Where one run alone fails, its clips come first. */
const orderIn = ({ cell }: ChosenCell, now: CompareOrder): CompareOrder =>
  cell === 'onlyA' ? 'worseA' : cell === 'onlyB' ? 'worseB' : now;

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
  const open = (chosen: ChosenCell) =>
    attempt(async () => {
      const clipIds = await gateClips(compared, setting, chosen);
      if (clipIds.length === 0) return;
      useCompare.setState((s) => ({ cell: chosen, clipId: null, order: orderIn(chosen, s.order) }));
      openInReview(metric, useCompare.getState().order, compared.filter, clipIds, null);
    });
  const narrow = (chosen: ChosenCell) => {
    const { cell: now, order } = useCompare.getState();
    if (now?.term === chosen.term && now.cell === chosen.cell) allClipsAgain();
    else useCompare.setState({ cell: chosen, clipId: null, order: orderIn(chosen, order) });
  };
  return (
    <Panel title="Gate cross-table" fact="clips, exact McNemar">
      {gates.isError ? (
        <ProblemCard problem={problemOf(gates.error)} />
      ) : !gates.data ? (
        <Loading what="Crossing the gates" rows={8} />
      ) : (
        <div className="compare-gates-body">
          <GateCrossTable table={gates.data} narrowed={cell} onOpen={open} onNarrow={narrow} />
          <p className="compare-caption">
            {`${pdmSettingWords(setting)}. `}A clip fails a term where its mean is below 1: a half counts as a fail, and
            so does one instant of several. In part: no run that fails is at 0. Enter or a click reviews the clips of a
            cell, Space narrows the list to them.
          </p>
        </div>
      )}
    </Panel>
  );
}
