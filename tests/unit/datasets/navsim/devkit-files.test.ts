import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readMetricCache } from '../../../../src/main/datasets/navsim/metric-cache.ts';
import { readSubmission, writeSubmission } from '../../../../src/main/datasets/navsim/submission.ts';
import { readSyntheticScene } from '../../../../src/main/datasets/navsim/synthetic-scene.ts';
import { wrapAngle } from '../../../../src/shared/maths/angle.ts';

const folder = resolve(import.meta.dirname, '../../../golden/navsim');
const file = (name: string): Buffer => readFileSync(resolve(folder, name));
const rows = z.array(z.array(z.number()));
const told = z
  .object({
    metricCache: z.object({
      trajectory: rows,
      human: rows,
      centreline: rows,
      route: z.array(z.string()),
      drivable: z.array(z.object({ id: z.string(), layer: z.string(), rings: z.array(rows) })),
    }),
    submission: z.object({ first: z.record(z.string(), rows), second: z.record(z.string(), rows) }),
    scene: z.object({
      poses: rows,
      future: z.array(z.array(z.tuple([z.string(), z.number(), z.number(), z.number()]))),
    }),
  })
  .parse(JSON.parse(file('devkit-files.json').toString()));

/** Written by the devkit's own classes: see tests/reference/navsim_devkit_files.py. */
describe('files of the devkit', () => {
  it('a metric cache has the states, centreline, route and drivable area that the devkit gives', async () => {
    const cache = await readMetricCache(file('metric_cache.pkl'), 'metric_cache.pkl');
    const expected = told.metricCache;
    expect(cache).toMatchObject({
      logName: '2021.05.25.14.16.10_veh-35_01690_02183',
      mapName: 'us-nv-las-vegas-strip',
      isSynthetic: false,
      routeLaneIds: expected.route,
    });
    expect(cache.trajectory).toHaveLength(51 * 4);
    expected.trajectory.flat().forEach((value, i) => expect(cache.trajectory[i]).toBeCloseTo(value, 8));
    expect(Array.from(cache.centreline)).toEqual(expected.centreline.flat());
    expect(Array.from(cache.humanTrajectory ?? [])).toEqual(expected.human.flat());
    expect(cache.drivable).toEqual(
      expected.drivable.map(({ id, layer, rings }) => ({ id, layer, polygon: rings.map((ring) => ring.flat()) })),
    );
  });

  it.each([
    ['cut off', file('metric_cache.pkl').subarray(0, 3000)],
    ['something else', Buffer.from('no xz')],
    ['empty', Buffer.alloc(0)],
  ])('a metric cache that is %s is told', async (_, bytes) => {
    await expect(readMetricCache(bytes, 'm.pkl')).rejects.toMatchObject({ problem: { code: 'navsim.metric-cache' } });
  });

  it('a submission has the plans of both stages, and is the same when written and read again', () => {
    const submission = readSubmission(file('submission.pkl'), 'submission.pkl');
    expect(submission).toMatchObject({ teamName: 'A', authors: ['B', 'C'], email: 'd@example.org', country: 'F' });
    const posesOf = (plans: typeof submission.firstStage) =>
      Object.fromEntries([...plans].map(([token, { poses }]) => [token, Array.from(poses)]));
    const flat = (plans: Record<string, number[][]>) =>
      Object.fromEntries(Object.entries(plans).map(([token, poses]) => [token, poses.flat()]));
    expect(posesOf(submission.firstStage)).toEqual(flat(told.submission.first));
    expect(posesOf(submission.secondStage)).toEqual(flat(told.submission.second));
    expect(readSubmission(writeSubmission(submission), 'again.pkl')).toEqual(submission);
  });

  it('a synthetic scene goes on after its frames with the objects that are given for later', () => {
    const scene = readSyntheticScene(file('synthetic-scene.pkl'), 'scene.pkl');
    expect(scene).toMatchObject({ token: '0'.repeat(16) + '3', current: 3, originalToken: '0123456789abcdef' });
    told.scene.poses.forEach(([x, y, heading], i) => {
      expect(scene.frames[i].globalFromEgo.slice(0, 2)).toEqual([x, y]);
      expect(scene.frames[i].headingRad).toBe(heading);
    });
    const future = scene.frames.slice(4);
    expect(future).toHaveLength(8);
    future.forEach((frame, step) => {
      const [egoX, egoY] = frame.globalFromEgo;
      const [cos, sin] = [Math.cos(frame.headingRad), Math.sin(frame.headingRad)];
      const boxes = Array.from(frame.boxes?.boxes ?? []);
      told.scene.future[step].forEach(([token, x, y, heading], i) => {
        const [bx, by] = boxes.slice(i * 7, i * 7 + 2);
        expect(frame.boxes?.trackTokens[i]).toBe(token);
        expect(egoX + cos * bx - sin * by).toBeCloseTo(x, 8);
        expect(egoY + sin * bx + cos * by).toBeCloseTo(y, 8);
        expect(wrapAngle(frame.headingRad + boxes[i * 7 + 6] - heading)).toBeCloseTo(0, 12);
      });
      expect(frame.lights).toEqual([{ connectorId: '51', isRed: false }]);
    });
  });
});
