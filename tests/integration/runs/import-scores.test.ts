import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { indexDataset } from '../../../src/main/jobs/index-dataset.ts';
import { importScores } from '../../../src/main/jobs/import-scores.ts';
import { probeFolder } from '../../../src/main/datasets/probe.ts';
import { openWorkspace } from '../../../src/main/workspace/open-workspace.ts';
import { ProblemError } from '../../../src/shared/domain/problem.ts';
import { sharedData } from '../../shared-data.ts';

const folder = mkdtempSync(join(tmpdir(), 'foresight-import-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const quiet = { signal: new AbortController().signal, progress: () => undefined, failure: () => undefined };
const setting = { traffic: 'reactive-idm', filter: 'human' } as const;
const total = 'epdms/human/reactive-idm';

/** A workspace whose one data set is a folder of score tables. */
async function listed(name: string, tables: string) {
  const workspace = await openWorkspace(join(folder, name));
  const [probe] = await probeFolder(tables);
  expect(probe).toMatchObject({ kind: 'navsim', version: 'score-tables' });
  const { kind, version, title, rootPath } = probe;
  const { datasetId } = await workspace.datasets.register({ kind, version, title, rootPath });
  await indexDataset({ datasetId, kind, version, rootPath, indexFile: workspace.indexFile }, quiet);
  workspace.datasets.indexed(datasetId);
  return workspace;
}
const problemOf = async (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => (error instanceof ProblemError ? error.problem : error),
  );

describe('score tables of the NAVSIM kit', () => {
  const tables = mkdtempSync(join(folder, 'tables-'));
  const header = 'token,valid,log_name,frame_type,start_time';
  const v2 =
    'no_at_fault_collisions,drivable_area_compliance,ego_progress,lane_keeping,two_frame_extended_comfort,score';
  writeFileSync(
    join(tables, 'a.csv'),
    `${header},${v2}\naaaa,True,log-1,SceneFrameType.ORIGINAL,1621966838.5,1.0,1.0,0.5,1.0,0.0,0.75\nbbbb,False,log-1,SceneFrameType.ORIGINAL,1621966839.0,,,,,,\ncccc,True,log-2,SceneFrameType.ORIGINAL,1621966840.0,0.5,1.0,1.0,1.0,,0.25\naverage_all_frames,True,,,,0.75,1,0.75,1,0,0.5\n`,
  );
  writeFileSync(
    join(tables, 'v1.csv'),
    'token,valid,no_at_fault_collisions,drivable_area_compliance,ego_progress,time_to_collision_within_bound,comfort,score\naaaa,True,1,1,0.5,1,1,0.7917\n',
  );

  it('become runs of samples that are listed by token', async () => {
    const workspace = await listed('own', tables);
    expect(await workspace.library.clipIds({})).toHaveLength(3);
    const page = await workspace.library.page({
      filter: { text: 'aaaa' },
      sort: { by: 'name', direction: 'ascending' },
      scores: null,
      after: null,
      limit: 5,
    });
    expect(page.clips[0]).toMatchObject({ token: 'aaaa', logName: 'log-1', startUs: 1621966838500000, frameCount: 0 });
    const done = await importScores(workspace, { file: join(tables, 'a.csv'), ...setting });
    expect(done).toMatchObject({ rows: 3, clips: 2, invalid: 1, unknownTokens: 0 });
    expect(done.setting).toBe('EPDMS v2, one stage, human filter, reactive traffic');
    const values = await workspace.runs.clipValues([done.runId], {});
    expect(values.map((v) => v.values[total]).sort()).toEqual([0.25, 0.75]);
    const first = values.find((v) => v.values[total] === 0.75)!.values;
    expect(first).toMatchObject({ [`${total}:nc`]: 1, [`${total}:ep`]: 0.5, [`${total}:ec`]: 0 });
    expect(values.find((v) => v.values[total] === 0.25)!.values).not.toHaveProperty(`${total}:ec`);
    const old = await importScores(workspace, { file: join(tables, 'v1.csv'), ...setting, title: 'v1' });
    expect(old.setting).toBe('PDMS v1, one stage, reactive traffic');
    expect(await workspace.runs.get(old.runId)).toMatchObject({
      provider: 'imported',
      status: 'done',
      modelTitle: 'v1',
    });
    await workspace.close();
  });

  it('are refused in words where they cannot be used', async () => {
    const workspace = await listed('refused', tables);
    writeFileSync(join(folder, 'strange.csv'), 'token,score\nzzzz,1\n');
    writeFileSync(join(folder, 'torn.csv'), 'token,valid,score\naaaa,True\n');
    const refused = async (file: string) =>
      problemOf(importScores(workspace, { file: join(folder, file), ...setting }));
    expect(await refused('strange.csv')).toMatchObject({ code: 'scores.no-sample' });
    expect(await refused('torn.csv')).toMatchObject({ code: 'navsim.result-csv' });
    expect(await refused('gone.csv')).toMatchObject({ code: 'scores.file-absent' });
    expect(await workspace.runs.list()).toEqual([]);
    await workspace.close();
  });
});

const real = sharedData('navsim-scores');
describe.skipIf(real === null)('the tables of 12,146 samples of navtest', () => {
  it('have the means that they say themselves', async () => {
    const workspace = await listed('real', real!);
    expect(await workspace.library.clipIds({})).toHaveLength(12_146);
    for (const name of [
      'human_replay_stock_reactive',
      'pdm_closed_stock_reactive',
      'stock_filter_on__diffusion_drive',
    ]) {
      const file = join(real!, `${name}.csv`);
      const { runId } = await importScores(workspace, { file, ...setting });
      const values = await workspace.runs.clipValues([runId], {});
      const lines = readFileSync(file, 'utf8').trim().split('\n');
      const columns = lines[0].split(',');
      const rows = lines.slice(1).map((line) => line.split(','));
      // The published agent's file has no row over all samples: its rows are averaged here.
      const said = rows.find(([token]) => token === 'aggregate_summary_row');
      const meanOf = (column: number) => rows.reduce((sum, row) => sum + Number(row[column]), 0) / rows.length;
      for (const [key, column] of [
        [total, 'score'],
        [`${total}:nc`, 'no_at_fault_collisions'],
        [`${total}:ep`, 'ego_progress'],
        [`${total}:hc`, 'history_comfort'],
      ]) {
        const mean = values.reduce((sum, v) => sum + v.values[key], 0) / values.length;
        const at = columns.indexOf(column);
        expect(mean, `${name} ${column}`).toBeCloseTo(said ? Number(said[at]) : meanOf(at), 10);
      }
    }
    await workspace.close();
  });
});
