import { describe, expect, it } from 'vitest';
import { aheadCurves, MOST_GAP_M } from '../../../src/renderer/compare/ahead-curves.ts';
import { aheadPlots } from '../../../src/renderer/compare/ahead-plots.ts';
import { boxTrack } from '../../../src/renderer/viewer/scene/box-track.ts';
import type { PlanPath } from '../../../src/renderer/viewer/scene/plan-path.ts';
import type { ObjectTrack } from '../../../src/shared/domain/clip.ts';
import type { Series } from '../../../src/shared/domain/series.ts';

const S = 1_000_000;
const T0 = 100 * S;
/** A key frame every half second, from the decision instant on. */
const frames = Array.from({ length: 20 }, (_, i) => ({ timeUs: T0 + i * 0.5 * S }));
const ego = { timesUs: [], globalFromEgo: [], frontM: 4, rearM: 1, widthM: 2 };

/** Something 4 m by 2 m in the way of x, at `xs` in the frames from `first` on. */
function standing(xs: readonly number[], first = 0): ReturnType<typeof boxTrack> {
  const object: Partial<ObjectTrack> = {
    trackId: 'track',
    label: 'veh 01',
    objectClass: 'vehicle',
    category: 'car',
    sizeM: [4, 2, 1.5],
    frames: xs.map((_, i) => first + i),
    centres: xs.flatMap((x) => [x, 0, 0.75]),
    yaws: xs.map(() => 0),
    velocities: xs.flatMap(() => [null, null]),
    attributes: xs.map(() => []),
  };
  return boxTrack(object as ObjectTrack, frames as never);
}

/** Straight on at a constant speed for 4 s, a pose every half second. */
const plan = (series: Series, speedMps: number): PlanPath => ({
  series,
  fromUs: T0,
  otherModes: [],
  path: {
    timesUs: Array.from({ length: 9 }, (_, i) => T0 + i * 0.5 * S),
    poses: Array.from({ length: 9 }, (_, i) => ({ x: i * 0.5 * speedMps, y: 0, yaw: 0 })),
  },
});
const all = Array<number>(20).fill(46);
const at = (timeUs: number) => Math.round((timeUs - T0) / 1e5) / 10;

describe('what lies ahead over time', () => {
  it('is a curve a series, from where something is near enough', () => {
    const { gap, ttc } = aheadCurves({ tracks: [standing(all)], ego }, [plan('A', 5), plan('human', 0)]);
    // The rear of the object at 44 m: 30 m ahead of the bumper once the axle is at 10 m.
    expect(gap.map(({ series, timesUs }) => [series, at(timesUs[0]), at(timesUs[timesUs.length - 1])])).toEqual([
      ['A', 2, 4],
    ]);
    expect(gap[0].values[0]).toBeCloseTo(MOST_GAP_M, 6);
    expect(gap[0].values.at(-1)).toBeCloseTo(20, 6);
    // 20 m at 5 m/s: 4 s at the end of the plan.
    expect(ttc).toEqual([{ series: 'A', timesUs: [T0 + 4 * S], values: [4] }]);
  });

  it('is broken where nothing is known for a while', () => {
    const tracks = [standing([20, 20, 20]), standing([20, 20], 6)];
    const { gap } = aheadCurves({ tracks, ego }, [plan('B', 0)]);
    expect(gap.map(({ timesUs }) => [at(timesUs[0]), at(timesUs[timesUs.length - 1])])).toEqual([
      [0, 1.1],
      [2.9, 3.6],
    ]);
    for (const { values } of gap) for (const value of values) expect(value).toBeCloseTo(14, 6);
  });

  it('is told from a speed that is the mean over half a second', () => {
    const stopping: PlanPath = {
      ...plan('A', 10),
      path: {
        timesUs: [T0, T0 + S, T0 + 2 * S],
        poses: [0, 10, 10].map((x) => ({ x, y: 0, yaw: 0 })),
      },
    };
    const { ttc } = aheadCurves({ tracks: [standing(Array<number>(20).fill(36))], ego }, [stopping]);
    // 30 m at 10 m/s at first, then nothing: it stands.
    expect(ttc).toHaveLength(1);
    expect(ttc[0].values[0]).toBeCloseTo(3, 6);
    expect(at(ttc[0].timesUs[ttc[0].timesUs.length - 1])).toBeLessThan(1.2);
  });

  it.each([
    ['no plan', []],
    ['a plan without a pose', [{ ...plan('A', 5), path: { timesUs: [], poses: [] } }]],
  ])('is nothing with %s', (_, plans) => {
    expect(aheadCurves({ tracks: [standing(all)], ego }, plans)).toEqual({ gap: [], ttc: [] });
  });
});

describe('the plots of it', () => {
  it('say why there is no curve', () => {
    const nothing = { gap: [], ttc: [] };
    expect(aheadPlots(nothing, true).map((p) => p.nothing)).toEqual([
      'Nothing ahead within 30 m.',
      'Nothing straight ahead within 4 s.',
    ]);
    expect(aheadPlots(nothing, false).map((p) => p.nothing)).toEqual(Array(2).fill('No objects in this recording.'));
  });
  it('hold the time to collision against what the score asks', () => {
    expect(aheadPlots({ gap: [], ttc: [] }, true).map((p) => p.limit)).toEqual([null, { value: 0.9, words: '0.9 s' }]);
  });
});
