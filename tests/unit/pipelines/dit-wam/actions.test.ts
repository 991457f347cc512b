import { describe, expect, it } from 'vitest';
import { heldActions, recordedActions } from '../../../../src/main/pipelines/dit-wam/actions.ts';
import type { Signal } from '../../../../src/shared/domain/clip.ts';
import { trackOf } from '../../../synthetic/ego-tracks.ts';

const units = { speed: 'm/s', acceleration: 'm/s²', steering: 'rad', yawRate: 'rad/s' } as const;
/** A signal at a rate over a span of seconds. */
const signal = (
  name: Signal['name'],
  valueAt: (timeS: number) => number,
  { hertz = 10, fromS = 0, toS = 10, source = 'CAN vehicle_monitor' } = {},
): Signal => {
  const timesS = Array.from({ length: Math.round((toS - fromS) * hertz) + 1 }, (_, i) => fromS + i / hertz);
  return {
    name,
    unit: units[name],
    source,
    timesUs: timesS.map((t) => Math.round(t * 1e6)),
    values: timesS.map(valueAt),
  };
};
const ego = trackOf(
  Array.from({ length: 101 }, (_, i) => i * 0.1),
  (t) => [8 * t, 0, 0],
);
const straight = { steering: signal('steering', () => 0), acceleration: signal('acceleration', () => 0) };
const clip = (...signals: Signal[]) => ({ ego, signals });
const driven = (changes: Partial<Record<Signal['name'], Signal>> = {}) =>
  clip(...Object.values({ speed: signal('speed', () => 8), ...straight, ...changes }));

function actionsAt(of: ReturnType<typeof clip>, timeS: number, count: number) {
  const found = recordedActions(of, timeS * 1e6, count);
  if ('absent' in found) throw new Error(found.absent);
  return found;
}
const close = (list: Float32Array, expected: number[]) => {
  expect(list).toHaveLength(expected.length);
  expected.forEach((value, i) => expect(list[i]).toBeCloseTo(value, 6));
};

describe('actions of an instant', () => {
  it('are means over half seconds from it on, as shares of 6 rad and 10 m/s²', () => {
    // Samples at 1.0 … 1.4 s have the mean 1.2 s, those at 1.5 … 1.9 s 1.7 s.
    const of = driven({ steering: signal('steering', (t) => 3 * t), acceleration: signal('acceleration', (t) => -t) });
    const { steering, acceleration, recorded, speedMps, from } = actionsAt(of, 1, 2);
    close(steering, [(3 * 1.2) / 6, (3 * 1.7) / 6]);
    close(acceleration, [-0.12, -0.17]);
    expect([recorded, speedMps, from]).toEqual([2, 8, 'CAN vehicle_monitor']);
  });

  it('of a dense signal use all its samples, of a sparse one values between them', () => {
    const dense = driven({ acceleration: signal('acceleration', (t) => t, { hertz: 100 }) });
    close(actionsAt(dense, 1, 1).acceleration, [0.1245]);
    const sparse = driven({ acceleration: signal('acceleration', (t) => t, { hertz: 2 }) });
    close(actionsAt(sparse, 1, 1).acceleration, [0.12]);
  });

  it('are clipped to ± 1', () => {
    const of = driven({ steering: signal('steering', () => -9), acceleration: signal('acceleration', () => 30) });
    const { steering, acceleration } = actionsAt(of, 0, 1);
    close(steering, [-1]);
    close(acceleration, [1]);
  });

  it('are counted as far as they are recorded in full, and held after that', () => {
    const of = driven({ steering: signal('steering', (t) => t, { toS: 2.9 }) });
    const { steering, recorded } = actionsAt(of, 1, 6);
    // 1 … 2.9 s: three half seconds and, since the last sample of the fourth lies at 2.9 s, a fourth.
    expect(recorded).toBe(4);
    close(
      steering,
      [1.2, 1.7, 2.2, 2.7, 2.7, 2.7].map((t) => t / 6),
    );
    const shorter = driven({ steering: signal('steering', (t) => t, { toS: 2.7 }) });
    expect(actionsAt(shorter, 1, 6).recorded).toBe(3);
  });

  it('end where a signal is silent for more than a second', () => {
    const steering = signal('steering', () => 1);
    const quiet = steering.timesUs.map((t) => t < 2e6 || t > 3.5e6);
    const of = driven({
      steering: {
        ...steering,
        timesUs: steering.timesUs.filter((_, i) => quiet[i]),
        values: steering.values.filter((_, i) => quiet[i]),
      },
    });
    expect(actionsAt(of, 1, 8).recorded).toBe(2);
    expect(actionsAt(of, 4, 8).recorded).toBe(8);
  });

  it('without a steering signal come from the yaw rate, and say so', () => {
    const poses = { source: 'from ego poses' };
    const of = clip(
      signal('speed', () => 8, poses),
      signal('acceleration', () => 0, poses),
      signal('yawRate', () => 0.2, poses),
    );
    const { steering, from } = actionsAt(of, 1, 1);
    close(steering, [(14.5 * Math.atan((3.089 * 0.2) / 8)) / 6]);
    expect(from).toBe('steering worked out from the yaw rate (from ego poses), acceleration from ego poses');
    // A vehicle that hardly moves counts as moving at 1 m/s.
    const slow = clip(
      signal('speed', () => 0.1),
      signal('acceleration', () => 0),
      signal('yawRate', () => 0.1),
    );
    close(actionsAt(slow, 1, 1).steering, [(14.5 * Math.atan(3.089 * 0.1)) / 6]);
  });

  it('without any signal come from the ego path', () => {
    const circle = trackOf(
      Array.from({ length: 101 }, (_, i) => i * 0.1),
      (t) => [50 * Math.sin(0.1 * t), 50 * (1 - Math.cos(0.1 * t)), 0.1 * t],
    );
    const { steering, acceleration, speedMps } = actionsAt({ ego: circle, signals: [] }, 2, 4);
    expect(speedMps).toBeCloseTo(5, 2);
    expect(steering[0]).toBeCloseTo((14.5 * Math.atan((3.089 * 0.1) / 5)) / 6, 3);
    expect(acceleration[0]).toBeCloseTo(0, 3);
  });

  it.each([
    ['after the recording', driven(), 11, 'no speed is recorded at this instant'],
    ['at its end', driven(), 9.8, 'no actions are recorded in the half second after this instant'],
    [
      'without a path or signals',
      { ego: { ...ego, timesUs: [], globalFromEgo: [] }, signals: [] },
      1,
      'the recording has no speed, acceleration or turning',
    ],
  ])('are absent in words %s', (_, of, timeS, words) => {
    expect(recordedActions(of, timeS * 1e6, 4)).toEqual({ absent: words });
  });
});

it('given actions are clipped and held', () => {
  expect([...heldActions([0.5, -3], 4)]).toEqual([0.5, -1, -1, -1]);
});
