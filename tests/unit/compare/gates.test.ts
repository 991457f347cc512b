import { describe, expect, it } from 'vitest';
import { clipMatrix } from '../../../src/main/metrics/clip-matrix.ts';
import { clipsOfCell, gateTable } from '../../../src/main/metrics/compare/gate-table.ts';
import { mcnemarExact } from '../../../src/main/metrics/compare/mcnemar.ts';
import { deltaSlices } from '../../../src/main/metrics/compare/delta-slices.ts';
import { sortedDeltas } from '../../../src/main/metrics/compare/sorted-deltas.ts';
import { gateCells } from '../../../src/shared/domain/comparison.ts';
import { pdmMetricKey, type PdmSetting } from '../../../src/shared/domain/pdm-metric.ts';
import type { PdmTerm } from '../../../src/shared/domain/pdm.ts';

const setting: PdmSetting = { version: 'v2', filter: 'human', traffic: 'reactive-idm' };
const other: PdmSetting = { ...setting, traffic: 'log-replay' };
const v1: PdmSetting = { version: 'v1', filter: 'none', traffic: 'log-replay' };

type Values = Partial<Record<PdmTerm | 'total', number>>;
const run = (clips: Record<string, Values>, as = setting) =>
  clipMatrix(
    Object.entries(clips).map(([name, values]) => ({
      runId: 'r',
      clipId: `d:${name}`,
      values: Object.fromEntries(
        Object.entries(values).map(([term, value]) => [pdmMetricKey(as, term as PdmTerm | 'total'), value]),
      ),
    })),
  );

const a = await run({
  one: { nc: 0, dac: 1, total: 0, ep: 0.9 },
  two: { nc: 0.5, dac: 1, total: 0.4, ep: 1 },
  three: { nc: 1, dac: 1, total: 0.9, ep: 0.5 },
  four: { nc: 0.5, dac: 1, total: 0.4 },
  five: { nc: 1, total: 1 },
  onlyInA: { nc: 0, total: 0 },
});
const b = await run({
  five: { nc: 1, dac: 0, total: 1 },
  four: { nc: 0, dac: 1, total: 0 },
  three: { nc: 0.5, dac: 1, total: 0.5, ep: 0.5 },
  two: { nc: 1, dac: 0, total: 0, ep: 1 },
  one: { nc: 1, dac: 1, total: 0.8, ep: 0.1 },
  onlyInB: { nc: 0, total: 0 },
});

describe('cross-table of gates', () => {
  const { rows } = gateTable(a, b, setting);

  it.each([
    // [neither, only A, only B, both], of which every fail is partial
    ['nc', 5, [1, 2, 1, 1], [0, 1, 1, 0]],
    // Clip five has no drivable area in A: it is not counted.
    ['dac', 4, [3, 0, 1, 0], [0, 0, 0, 0]],
  ])('%s of %i clips', (term, clips, counts, partial) => {
    const row = rows.find((r) => r.term === term)!;
    expect(row.clips).toBe(clips);
    expect(gateCells.map((cell) => row.cells[cell].clips)).toEqual(counts);
    expect(gateCells.map((cell) => row.cells[cell].partial)).toEqual(partial);
    expect(row.role).toBe('gate');
  });

  it('leaves out what no clip has in both runs, and progress, which does not fail', () => {
    expect(rows.map((r) => r.term)).toEqual(['nc', 'dac']);
    expect(gateTable(a, b, other).rows).toEqual([]);
  });

  it('lists the clips of each cell, each clip once over the four', () => {
    const of = gateCells.map((cell) => clipsOfCell(a, b, setting, 'nc', cell));
    expect(of).toEqual([['d:five'], ['d:one', 'd:two'], ['d:three'], ['d:four']]);
    expect(clipsOfCell(a, b, other, 'nc', 'onlyA')).toEqual([]);
  });

  it('is turned round with the runs', () => {
    const turned = gateTable(b, a, setting).rows[0];
    expect(gateCells.map((cell) => turned.cells[cell].clips)).toEqual([1, 1, 2, 1]);
    expect(turned.p).toBe(rows[0].p);
  });

  it('has the terms of its version', async () => {
    const old = await run({ one: { nc: 1, dac: 1, ddc: 0.5, ttc: 1, c: 0, ep: 1 } }, v1);
    expect(gateTable(old, old, v1).rows.map((r) => [r.term, r.role])).toEqual([
      ['nc', 'gate'],
      ['dac', 'gate'],
      ['ttc', 'weighted'],
      ['c', 'weighted'],
      ['ddc', 'weighted'],
    ]);
  });
});

it.each([
  // Sums of binomial coefficients in whole numbers
  [16, 8, 0.15158963203430176],
  [16, 10, 0.32693958282470703],
  [4, 3, 1],
  [87, 44, 0.00021577652478126105],
  [700, 600, 0.0060157938610449525],
  [1, 1, 1],
  [10, 0, 0.001953125],
  [0, 0, null],
])('exact McNemar of %i and %i', (onlyA, onlyB, p) => {
  const found = mcnemarExact(onlyA, onlyB);
  if (p === null || found === null) expect(found).toBe(p);
  else expect(found / p).toBeCloseTo(1, 9);
});

describe('deltas of a total', () => {
  const total = pdmMetricKey(setting, 'total');
  const deltas = sortedDeltas(a, b, total);

  it('rise, over the clips that both runs have', () => {
    expect(deltas.clipIds).toEqual(['d:one', 'd:five', 'd:four', 'd:three', 'd:two']);
    expect(deltas.a).toEqual([0, 1, 0.4, 0.9, 0.4]);
    expect(deltas.b).toEqual([0.8, 1, 0, 0.5, 0]);
  });

  it('name the term that moved the total: the gate with the largest difference, else the heaviest difference', async () => {
    expect(deltas.flips.map((f) => f && `${f.term} ${f.a}>${f.b}`)).toEqual([
      'nc 0>1',
      null,
      'nc 0.5>0',
      'nc 1>0.5',
      'dac 1>0',
    ]);
    const [x, y] = [
      await run({ c: { nc: 1, ep: 0.5, ec: 1, total: 0.8 } }),
      await run({ c: { nc: 1, ep: 0.4, ec: 0, total: 0.7 } }),
    ];
    expect(sortedDeltas(x, y, total).flips).toEqual([{ term: 'ec', a: 1, b: 0 }]);
  });

  it('are none for a metric that nobody knows or has', () => {
    for (const metric of ['nonsense', pdmMetricKey(other, 'total')])
      expect(sortedDeltas(a, b, metric)).toMatchObject({ clipIds: [], flips: [] });
  });
});

describe('slices of a difference', () => {
  const total = pdmMetricKey(setting, 'total');
  const clips = (value: (i: number) => number) =>
    run(Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`c${i}`, { total: value(i) }])));
  const group = (label: string, from: number, to: number) => ({
    facet: 'words' as const,
    value: label,
    label,
    clipIds: Array.from({ length: to - from }, (_, i) => `d:c${from + i}`),
  });

  it('are means over the clips of both runs, worst for A first; small ones and the whole are left out', async () => {
    const [x, y] = [await clips((i) => (i < 20 ? 0 : 1)), await clips(() => 0.5)];
    const groups = [group('late', 20, 40), group('early', 0, 10), group('few', 0, 9), group('all', 0, 60)];
    const slices = deltaSlices(x, y, total, [...groups, group('mixed', 10, 30)], 1);
    expect(slices.map((s) => [s.label, s.delta.clips, s.delta.mean])).toEqual([
      ['early', 10, -0.5],
      ['mixed', 20, 0],
      ['late', 20, 0.5],
    ]);
    expect(slices[0].delta).toMatchObject({ low: -0.5, high: -0.5 });
    expect(slices[1].delta.low).toBeLessThan(0);
    expect(slices[1].delta.high).toBeGreaterThan(0);
  });
});
