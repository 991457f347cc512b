import { describe, expect, it } from 'vitest';
import { curvePath, yOf } from '../../../src/renderer/timeline/curve.ts';
import { rowsOf } from '../../../src/renderer/timeline/rows.ts';
import { niceCeil, rulerTicks } from '../../../src/renderer/timeline/ticks.ts';
import { panBy, timeAt, xOf, zoomAbout } from '../../../src/renderer/timeline/time-scale.ts';

const S = 1_000_000;

describe('time scale', () => {
  const scale = { startUs: 10 * S, endUs: 30 * S, widthPx: 1000 };
  it('goes from time to pixel and back', () => {
    expect(xOf(scale, 20 * S)).toBe(500);
    expect(timeAt(scale, 500)).toBe(20 * S);
    expect(timeAt(scale, xOf(scale, 12_345_678))).toBe(12_345_678);
  });

  const clip = { startUs: 0, endUs: 20 * S };
  it.each([
    ['half about the middle', clip, 10 * S, 0.5, { startUs: 5 * S, endUs: 15 * S }],
    ['the pointed time stays', clip, 5 * S, 0.5, { startUs: 2.5 * S, endUs: 12.5 * S }],
    ['not past the clip', { startUs: 0, endUs: 10 * S }, 0, 4, clip],
    ['not below half a second', { startUs: 0, endUs: S }, 0, 0.01, { startUs: 0, endUs: S / 2 }],
  ])('zoom: %s', (_, window, about, factor, expected) => {
    expect(zoomAbout(window, clip, about, factor)).toEqual(expected);
  });

  it('pans inside the clip', () => {
    expect(panBy({ startUs: 2 * S, endUs: 6 * S }, clip, 50 * S)).toEqual({ startUs: 16 * S, endUs: 20 * S });
    expect(panBy({ startUs: 2 * S, endUs: 6 * S }, clip, -50 * S)).toEqual({ startUs: 0, endUs: 4 * S });
  });
});

describe('rulerTicks', () => {
  const labels = (fromS: number, toS: number, widthPx: number) =>
    rulerTicks({ startUs: fromS * S, endUs: toS * S, widthPx }, 0).flatMap((t) => t.label ?? []);
  it.each([
    [0, 20, 1000, ['0', '2', '4', '6', '8', '10', '12', '14', '16', '18', '20']],
    [0, 20, 300, ['0', '5', '10', '15', '20']],
    [3, 4, 1000, ['3.0', '3.1', '3.2', '3.3', '3.4', '3.5', '3.6', '3.7', '3.8', '3.9', '4.0']],
    [0, 0, 1000, []],
    [0, 20, 0, []],
  ])('%d to %d s on %d px', (fromS, toS, widthPx, expected) => {
    expect(labels(fromS, toS, widthPx)).toEqual(expected);
  });
});

it.each([
  [0, 1],
  [0.3, 0.3],
  [0.31, 0.4],
  [9.2, 10],
  [11.9, 12],
  [12.1, 15],
  [101, 120],
  [NaN, 1],
])('niceCeil(%d) is %d', (value, expected) => {
  expect(niceCeil(value)).toBe(expected);
});

describe('curvePath', () => {
  const time = { startUs: 0, endUs: 10 * S, widthPx: 10 };
  const value = { low: 0, high: 10, heightPx: 26 };
  it('keeps the highest and lowest of a pixel column', () => {
    const timesUs = Array.from({ length: 1000 }, (_, i) => i * 10_000);
    const values = timesUs.map((_, i) => (i === 555 ? 10 : 5));
    const path = curvePath(timesUs, values, time, value);
    expect(path.match(/[ML]/g)?.length).toBeLessThan(40);
    expect(path).toContain(` ${yOf(value, 10).toFixed(1)}`);
  });
  it('draws nothing over a pause', () => {
    expect(curvePath([0, S, 4 * S, 5 * S], [0, 0, 0, 0], time, value).match(/M/g)).toHaveLength(2);
  });
  it('stays inside its row', () => {
    expect(yOf(value, 99)).toBeGreaterThanOrEqual(1);
    expect(yOf(value, -99)).toBeLessThanOrEqual(25);
  });
});

describe('rowsOf', () => {
  it('gives the plots what is left, speed the most', () => {
    const rows = rowsOf(167, 1, 2);
    expect(rows.heightPx).toBeLessThanOrEqual(167);
    expect(rows.speed.height).toBeGreaterThan(rows.steering.height);
    expect(rows.steering.top + rows.steering.height).toBe(rows.heightPx);
  });
  it('gives other plots no room', () => {
    const rows = rowsOf(167, null, 1, ['speed', 'ttc']);
    expect(rows.ttc.top + rows.ttc.height).toBe(rows.heightPx);
    expect(rows.speed.height).toBeGreaterThan(rows.ttc.height);
    expect([rows.steering.height, rows.gap.height, rows.tags.height]).toEqual([0, 0, 0]);
  });
  it('never squeezes a plot flat', () => {
    expect(rowsOf(60, 5, 3).steering.height).toBe(24);
  });
});
