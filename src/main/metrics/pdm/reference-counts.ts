import {
  pdmMetricKey,
  pdmReferenceKey,
  pdmSettings,
  type PdmReferenceCount,
  type PdmSetting,
} from '../../../shared/domain/pdm-metric.ts';
import type { ClipMatrix } from '../../../shared/domain/score.ts';
import { columnReader } from '../clip-matrix.ts';

/** Against which reference a run's clips were scored, for each setting in which progress was scored at all. */
export const referenceCounts = (run: ClipMatrix): PdmReferenceCount[] =>
  pdmSettings.map((setting) => countOf(run, setting)).filter((count) => clipsOf(count) > 0);

function countOf(run: ClipMatrix, setting: PdmSetting): PdmReferenceCount {
  const progressAt = columnReader(run, pdmMetricKey(setting, 'ep'));
  const shareAt = columnReader(run, pdmReferenceKey(setting));
  const count: PdmReferenceCount = { setting, metricCache: 0, pdmClosed: 0, both: 0, untold: 0 };
  for (const row of run.clipIds.keys()) {
    if (Number.isNaN(progressAt(row))) continue;
    const share = shareAt(row);
    if (Number.isNaN(share)) count.untold++;
    else if (share === 1) count.metricCache++;
    else if (share === 0) count.pdmClosed++;
    else count.both++;
  }
  return count;
}

const clipsOf = ({ metricCache, pdmClosed, both, untold }: PdmReferenceCount): number =>
  metricCache + pdmClosed + both + untold;
