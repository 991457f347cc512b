import { writeFile } from 'node:fs/promises';
import type { ClipFilter } from '../../../shared/domain/clip.ts';
import { pdmMetricKey, type PdmSetting } from '../../../shared/domain/pdm-metric.ts';
import { pdmTermWords, type PdmTerm, type PdmVersion } from '../../../shared/domain/pdm.ts';
import type { Workspace } from '../../workspace/workspace.ts';

/** Score columns of the kit's files, in its order: run_pdm_score_one_stage.py of v2, run_pdm_score.py of v1. */
const columnTerms: Record<PdmVersion, readonly PdmTerm[]> = {
  v1: ['nc', 'dac', 'ep', 'ttc', 'c', 'ddc'],
  v2: ['nc', 'dac', 'ddc', 'tlc', 'ep', 'ttc', 'lk', 'hc', 'ec'],
};
const averageName: Record<PdmVersion, string> = { v1: 'average', v2: 'average_all_frames' };

export interface KitRow {
  token: string;
  valid: boolean;
  /** In the order of the columns, `score` last; null where there is none. */
  values: (number | null)[];
}

/** The kit's own table: a row a decision instant, and one of the means over those that have a value. */
export function kitCsv(version: PdmVersion, rows: readonly KitRow[]): string {
  const columns = [...columnTerms[version].map((term) => pdmTermWords[term].column), 'score'];
  const means = columns.map((_, c) => {
    const present = rows.flatMap(({ values }) => values[c] ?? []);
    return present.length === 0 ? null : present.reduce((sum, value) => sum + value, 0) / present.length;
  });
  const average: KitRow = { token: averageName[version], valid: rows.every((row) => row.valid), values: means };
  const line = ({ token, valid, values }: KitRow, i: number): string =>
    [i, token, valid ? 'True' : 'False', ...values.map((value) => (value === null ? '' : String(value)))].join(',');
  return `${[['', 'token', 'valid', ...columns].join(','), ...[...rows, average].map(line)].join('\n')}\n`;
}

/** Writes the PDM scores of a run over the clips of a filter in the kit's columns. */
export async function writeKitCsv(
  workspace: Workspace,
  { runId, setting, filter, file }: { runId: string; setting: PdmSetting; filter: ClipFilter; file: string },
): Promise<void> {
  const rows: KitRow[] = [];
  for (const clipId of await workspace.library.clipIds(filter)) {
    const [scores] = await workspace.runs.scores(clipId, [runId]);
    if (!scores) continue;
    const { frames } = await workspace.clips.detail(clipId);
    for (const { frame, values } of scores.frames) {
      const of = (term: PdmTerm | 'total') => values[pdmMetricKey(setting, term)] ?? null;
      const total = of('total');
      rows.push({
        token: frames[frame].token,
        valid: total !== null,
        values: [...columnTerms[setting.version].map(of), total],
      });
    }
  }
  await writeFile(file, kitCsv(setting.version, rows));
}
