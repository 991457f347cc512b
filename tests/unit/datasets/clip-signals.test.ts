import { describe, expect, it } from 'vitest';
import type { CanReader } from '../../../src/main/datasets/nuscenes/can-files.ts';
import { signalsFromCan } from '../../../src/main/datasets/nuscenes/can-signals.ts';
import { eventsOfClip, spansWhere } from '../../../src/main/datasets/clip/clip-events.ts';
import { signalsOfClip } from '../../../src/main/datasets/nuscenes/clip-signals.ts';
import { centralDifference, signalsFromPoses } from '../../../src/main/datasets/clip/ego-signals.ts';
import { valueAt } from '../../../src/shared/maths/track.ts';
import { egoPoseAt, makeDrive, type DrivingStyle, drivingStyles } from '../../synthetic/drive.ts';

const start = 1_532_402_927_600_000;
const end = start + 20e6;
const ticks = [0, 1, 2, 3].map((i) => start + i * 500_000);
const files: Record<string, unknown[]> = {
  pose: ticks.map((utime) => ({ utime, vel: [5, 0.1, 0], accel: [-1, 0.2, 9.8], rotation_rate: [0, 0, 0.3] })),
  zoe_veh_info: ticks.map((utime) => ({ utime, odom_speed: 36, longitudinal_accel: 2, steer_corrected: -90 })),
  steeranglefeedback: ticks.map((utime) => ({ utime, value: 1.25 })),
  vehicle_monitor: ticks.map((utime) => ({ utime, vehicle_speed: 18, steering: 180, yaw_rate: -90 })),
};
const reader =
  (...messages: string[]): CanReader =>
  (_, message) =>
    messages.includes(message) ? (files[message] as Record<string, unknown>[]) : null;
const told = (...messages: string[]) =>
  Object.fromEntries(
    signalsFromCan(reader(...messages), 'scene-0001', start, end).map(({ name, source, values }) => [
      name,
      [source, values[0]],
    ]),
  );

describe('signals come from the best message, in SI units', () => {
  it('from all', () =>
    expect(told('pose', 'zoe_veh_info', 'steeranglefeedback', 'vehicle_monitor')).toEqual({
      speed: ['CAN pose', 5],
      acceleration: ['CAN pose', -1],
      steering: ['CAN steeranglefeedback', 1.25],
      yawRate: ['CAN pose', 0.3],
    }));
  it('from the vehicle bus', () =>
    expect(told('zoe_veh_info', 'vehicle_monitor')).toEqual({
      speed: ['CAN zoe_veh_info', 10],
      acceleration: ['CAN zoe_veh_info', 2],
      steering: ['CAN zoe_veh_info', -Math.PI / 2],
      yawRate: ['CAN vehicle_monitor', -Math.PI / 2],
    }));
  it('from the monitor alone', () =>
    expect(told('vehicle_monitor')).toEqual({
      speed: ['CAN vehicle_monitor', 5],
      steering: ['CAN vehicle_monitor', Math.PI],
      yawRate: ['CAN vehicle_monitor', -Math.PI / 2],
    }));
  it('from none', () => expect(told()).toEqual({}));

  it('without rows that go back in time, lack a number or lie far outside the clip', () => {
    const rows = [
      { utime: start - 2e6, vehicle_speed: 1 },
      { utime: start, vehicle_speed: 3.6 },
      { utime: start - 5, vehicle_speed: 7.2 },
      { utime: start + 1, vehicle_speed: null },
      { utime: start + 2, vehicle_speed: 'x' },
      { utime: 'then', vehicle_speed: 1 },
      { utime: start + 1e6, vehicle_speed: 36 },
      { utime: end + 2e6, vehicle_speed: 1 },
    ];
    const [speed] = signalsFromCan((_, message) => (message === 'vehicle_monitor' ? rows : null), 's', start, end);
    expect([Array.from(speed.timesUs), Array.from(speed.values)]).toEqual([
      [start, start + 1e6],
      [1, 10],
    ]);
  });
});

/** Ego track of a made-up drive at the lidar's 20 Hz, and the drive itself. */
function track(style: DrivingStyle) {
  const drive = makeDrive(1, drivingStyles.indexOf(style), 20, { x: 100, y: 100 });
  const timesUs = Float64Array.from({ length: 400 }, (_, i) => start + i * 50_000);
  const globalFromEgo = new Float64Array(400 * 7);
  timesUs.forEach((timeUs, i) => {
    const pose = egoPoseAt(drive, (timeUs - start) / 1e6, 1);
    globalFromEgo.set([...pose.translation, ...pose.rotation], i * 7);
  });
  return { drive, ego: { timesUs, globalFromEgo, frontM: 3, rearM: 1, widthM: 2 } };
}

describe('signals from ego poses', () => {
  it.each(drivingStyles)('match the drive they were taken from: %s', (style) => {
    const { drive, ego } = track(style);
    const signals = signalsFromPoses(ego.timesUs, ego.globalFromEgo);
    expect(signals.map((signal) => [signal.name, signal.source])).toEqual([
      ['speed', 'from ego poses'],
      ['acceleration', 'from ego poses'],
      ['yawRate', 'from ego poses'],
    ]);
    for (const t of [2, 6.5, 9, 15]) {
      const state = drive.at(t);
      const at = (i: number) =>
        valueAt(Array.from(signals[i].timesUs), Array.from(signals[i].values), start + t * 1e6) ?? NaN;
      expect(Math.abs(at(0) - state.speed)).toBeLessThan(0.5);
      expect(Math.abs(at(2) - state.yawRate)).toBeLessThan(0.03);
    }
  });

  it('differ centrally over unequal steps, one-sided at the ends', () => {
    const times = [0, 0.5, 1.1, 1.5].map((s) => s * 1e6);
    const values = times.map((t) => 3 * (t / 1e6));
    centralDifference(times, values).forEach((slope) => expect(slope).toBeCloseTo(3, 9));
  });

  it('are labelled so and the missing steering is said', () => {
    const { ego } = track('straight');
    const { signals, absences } = signalsOfClip(reader(), 's', ego, [start, end]);
    expect(signals.map((signal) => signal.name)).toEqual(['speed', 'acceleration', 'yawRate']);
    expect(absences).toEqual([
      'No CAN bus data for this drive: speed, acceleration, yaw rate come from the ego poses.',
      'No steering: only the CAN bus tells it.',
    ]);
  });
});

describe('events', () => {
  const kinds = (style: DrivingStyle) => {
    const { ego } = track(style);
    return eventsOfClip(signalsFromPoses(ego.timesUs, ego.globalFromEgo), ego);
  };
  it.each([
    ['straight', []],
    ['left', ['turn']],
    ['right', ['turn']],
    ['parked', ['stop']],
    ['stop', ['stop']],
    ['brake', ['hard-brake']],
  ] as const)('of a drive %s are %j', (style, expected) =>
    expect(kinds(style).map((event) => event.kind)).toEqual(expected),
  );

  it('tell side and angle of a turn, and how hard the brake was', () => {
    expect(kinds('left')[0].text).toMatch(/^Turns left 8\d°$/);
    expect(kinds('right')[0].text).toMatch(/^Turns right 8\d°$/);
    expect(kinds('brake')[0].text).toMatch(/^Hard brake, [45]\.\d m\/s²$/);
  });

  it('need a span of their least length', () => {
    const signal = { timesUs: Float64Array.of(0, 1e6, 2e6, 3e6, 4e6), values: Float64Array.of(1, 0, 0, 1, 0) };
    expect(spansWhere(signal, (v) => v === 0, 1)).toEqual([[1e6, 2e6]]);
    expect(spansWhere(signal, (v) => v === 0, 1.5)).toEqual([]);
  });
});
