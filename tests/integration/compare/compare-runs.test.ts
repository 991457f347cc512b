import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ContractRouterClient } from '@orpc/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Contract } from '../../../src/shared/api/contract.ts';
import { partsOfClipId, type ClipFilter } from '../../../src/shared/domain/clip.ts';
import { crossedTerms, gateCells } from '../../../src/shared/domain/comparison.ts';
import type { PdmSetting } from '../../../src/shared/domain/pdm-metric.ts';
import { pdmTermWords } from '../../../src/shared/domain/pdm.ts';
import { startTestServer, type TestServer } from '../../running-server.ts';
import { writeScoreTables } from '../../score-tables.ts';
import { sharedData } from '../../shared-data.ts';

const setting: PdmSetting = { version: 'v2', filter: 'human', traffic: 'reactive-idm' };
const total = 'epdms/human/reactive-idm';

type Api = ContractRouterClient<Contract>;
/** A folder of score tables as a data set, and some of its tables as runs. */
async function imported(api: Api, folder: string, files: readonly string[]): Promise<string[]> {
  const { jobId } = await api.datasets.add({ path: folder });
  await expect.poll(async () => (await api.jobs.list()).find((job) => job.jobId === jobId)?.state).toBe('done');
  const runs: string[] = [];
  for (const path of files)
    runs.push((await api.runs.importScores({ path, traffic: 'reactive-idm', filter: 'human' })).runId);
  return runs;
}

/** The cross-table and the differences of two tables, worked out the long way from rows by token. */
function expected(a: Map<string, Record<string, number>>, b: Map<string, Record<string, number>>) {
  const both = [...a.keys()].filter((token) => b.has(token));
  const has = (token: string, column: string) =>
    Number.isFinite(a.get(token)![column]) && Number.isFinite(b.get(token)![column]);
  return {
    cells: (column: string) =>
      gateCells.map((cell) =>
        both.filter((token) => {
          if (!has(token, column)) return false;
          const [failsA, failsB] = [a.get(token)![column] < 1, b.get(token)![column] < 1];
          return failsA === (cell === 'onlyA' || cell === 'both') && failsB === (cell === 'onlyB' || cell === 'both');
        }),
      ),
    deltas: both
      .filter((token) => has(token, 'score'))
      .map((token) => a.get(token)!['score'] - b.get(token)!['score'])
      .sort((x, y) => x - y),
  };
}

async function checkAgainst(
  api: Api,
  [runA, runB]: string[],
  { cells, deltas }: ReturnType<typeof expected>,
  filter: ClipFilter = {},
) {
  const table = await api.runs.gates({ runA, runB, setting, filter });
  for (const { term, cells: found, clips } of table.rows) {
    const wanted = cells(pdmTermWords[term].column);
    expect(
      gateCells.map((cell) => found[cell].clips),
      term,
    ).toEqual(wanted.map((tokens) => tokens.length));
    expect(clips).toBe(wanted.flat().length);
    const listed = await api.runs.gateClips({ runA, runB, setting, term, cell: 'onlyB', filter });
    expect(listed.map((id) => partsOfClipId(id).token).sort(), term).toEqual(wanted[gateCells.indexOf('onlyB')].sort());
  }
  const found = await api.runs.deltas({ runA, runB, metric: total, filter });
  expect(found.clipIds).toHaveLength(deltas.length);
  found.a.forEach((a, i) => expect(a - found.b[i]).toBeCloseTo(deltas[i], 12));
  return table;
}

let running: TestServer;
let api: Api;
let hangUp: () => void;
beforeAll(async () => {
  running = await startTestServer();
  const line = await running.connect();
  api = line.api;
  hangUp = () => line.socket.close();
});
afterAll(async () => {
  hangUp();
  await running.close();
});

describe('two imported runs', () => {
  it('are crossed, sorted and filtered as their tables say', async () => {
    const { folder, tables } = writeScoreTables(join(running.folder, 'tables'));
    const runs = await imported(
      api,
      folder,
      tables.map((t) => t.file),
    );
    const [a, b] = tables.map((t) => t.scores);
    const table = await checkAgainst(api, runs, expected(a, b));
    expect(table.rows.map((row) => row.term)).toEqual(crossedTerms('v2'));
    expect(table.rows[0].cells.onlyA.clips).toBeGreaterThan(0);
    expect(table.rows.some((row) => row.cells.onlyA.partial + row.cells.onlyB.partial > 0)).toBe(true);

    // A filter narrows all of it; the clips of a cell are a filter themselves.
    const runA = runs[0];
    const runB = runs[1];
    const clipIds = await api.runs.gateClips({ runA, runB, setting, term: 'nc', cell: 'onlyA', filter: {} });
    const kept = new Set(clipIds.map((id) => partsOfClipId(id).token));
    const within = (scores: typeof a) => new Map([...scores].filter(([token]) => kept.has(token)));
    await checkAgainst(api, runs, expected(within(a), within(b)), { clipIds });
    const page = await api.clips.page({
      filter: { clipIds },
      sort: { by: 'delta', direction: 'ascending' },
      scores: { metric: total, runA, runB },
      after: null,
      limit: 500,
    });
    expect(page.total).toBe(clipIds.length);

    const differences = await api.runs.compare({ runA, runB, filter: {} });
    const { clips, delta } = differences.find((d) => d.metric === total)!;
    const deltas = (await api.runs.deltas({ runA, runB, metric: total, filter: {} })).clipIds;
    expect(clips).toBe(deltas.length);
    expect(delta.mean).toBeCloseTo(expected(a, b).deltas.reduce((sum, d) => sum + d, 0) / clips, 12);
  });

  it('are sliced by what their clips share', async () => {
    const [runA, runB] = (await api.runs.list()).map((run) => run.runId);
    const { clipIds } = await api.runs.deltas({ runA, runB, metric: total, filter: {} });
    const slices = () => api.runs.slices({ runA, runB, metric: total, filter: {} });
    expect(await slices()).toEqual([]);
    const [worst, later] = await api.review.tagTypes();
    const tag = async (tagTypeId: string, some: readonly string[]) => {
      for (const clipId of some)
        await api.review.addTag({
          clipId,
          runId: null,
          tagTypeId,
          startUs: null,
          endUs: null,
          severity: 'minor',
          note: '',
        });
    };
    await tag(worst.tagTypeId, clipIds.slice(0, 12));
    await tag(later.tagTypeId, clipIds.slice(12, 21));
    const [slice, ...others] = await slices();
    // Nine clips are too few for a slice.
    expect(others).toEqual([]);
    expect(slice).toMatchObject({ facet: 'tagTypeIds', value: worst.tagTypeId, delta: { clips: 12 } });
    const within = { tagTypeIds: [worst.tagTypeId] };
    const [same] = await api.runs.compare({ runA, runB, filter: within });
    expect(slice.delta).toEqual(same.delta);
  });

  it('have nothing in another setting, and nothing where no clip passes', async () => {
    const [runA, runB] = (await api.runs.list()).map((run) => run.runId);
    const other = { ...setting, traffic: 'log-replay' } as const;
    expect(await api.runs.gates({ runA, runB, setting: other, filter: {} })).toEqual({ setting: other, rows: [] });
    const none = { text: 'nowhere' };
    expect((await api.runs.gates({ runA, runB, setting, filter: none })).rows).toEqual([]);
    expect(await api.runs.deltas({ runA, runB: 'gone', metric: total, filter: {} })).toMatchObject({ clipIds: [] });
    expect(await api.runs.deltas({ runA, runB, metric: total, filter: none })).toMatchObject({ clipIds: [] });
  });
});

const real = sharedData('navsim-scores');
describe.skipIf(real === null)('12,146 samples of navtest', () => {
  const rowsOf = (file: string) => {
    const [header, ...lines] = readFileSync(file, 'utf8').trim().split('\n');
    const columns = header.split(',');
    return new Map(
      lines
        .map((line) => line.split(','))
        .filter(
          (cells) =>
            cells[columns.indexOf('valid')] === 'True' && /^[0-9a-f]{16}$/.test(cells[columns.indexOf('token')]),
        )
        .map((cells) => [
          cells[columns.indexOf('token')],
          Object.fromEntries(columns.map((name, i) => [name, cells[i] === '' ? NaN : Number(cells[i])])),
        ]),
    );
  };

  it('of a model and of PDM-Closed are crossed as the CSVs say', async () => {
    const files = ['stock_filter_on__diffusion_drive.csv', 'pdm_closed_stock_reactive.csv'].map((f) => join(real!, f));
    const runs = await imported(api, real!, files);
    const [a, b] = files.map(rowsOf);
    expect(expected(a, b).deltas).toHaveLength(12_143);
    await checkAgainst(api, runs, expected(a, b));
  });
});
