import { EGO_VEHICLE, STEP_S, STEERING_RATIO, type Drive } from '../../drive.ts';
import { clipStart } from '../clip-clock.ts';
import { egoAt, quaternionOfHeading, valueAt } from '../drive-states.ts';
import type { Site } from '../layout.ts';

const DEGREE = 180 / Math.PI;
const KMH = 3.6;
const GRAVITY_MPS2 = 9.81;
const WHEEL_RADIUS_M = 0.305;
/** How far the baseline route goes on before the first and after the last pose, m. */
const ROUTE_BEYOND_M = 50;
const ROUTE_STEP_M = 1;

type Message = Record<string, number | number[]>;

/** State of the ego at a time, with what its buses measure. */
function motionAt(drive: Drive, timeS: number) {
  const { ego, steps } = drive;
  const place = Math.min(timeS / STEP_S, steps - 1);
  const i = Math.floor(place + 1e-6);
  const share = Math.max(0, place - i) < 1e-6 ? 0 : place - i;
  return {
    ...egoAt(drive, timeS),
    speedMps: valueAt(ego.speedMps, i, share),
    accelerationMps2: valueAt(ego.accelerationMps2, i, share),
    yawRateRadps: valueAt(ego.yawRateRadps, i, share),
    steeringRad: valueAt(ego.steeringWheelRad, i, share),
    command: ego.commands[i],
  };
}

/** Revolutions a minute of a wheel that lies `leftM` beside the middle of its axle. */
const wheelRpm = (speedMps: number, yawRateRadps: number, leftM: number): number =>
  ((speedMps - yawRateRadps * leftM) / WHEEL_RADIUS_M / (2 * Math.PI)) * 60;

const rounded = (value: number, step: number): number => Number((Math.round(value / step) * step).toFixed(3));

/**
 * The CAN bus expansion of one drive: content of `can_bus/<scene>_<message>.json` by message. Units are those of the
 * expansion, which has three for steering and two for speed; keys are in alphabetical order as in its files.
 */
export function canBus(drive: Drive, index: number, site: Site): Record<string, unknown> {
  const startUs = clipStart(drive, index).getTime() * 1000;
  const durationS = (drive.steps - 1) * STEP_S;
  const half = EGO_VEHICLE.widthM / 2 - 0.15;
  const series = (hz: number, make: (m: ReturnType<typeof motionAt>, utime: number, timeS: number) => Message) =>
    Array.from({ length: Math.floor(durationS * hz + 1e-6) + 1 }, (_, i) =>
      make(motionAt(drive, i / hz), startUs + Math.round((i / hz) * 1e6), i / hz),
    );
  let odometerM = 0;
  const messages: Record<string, Message[]> = {
    ms_imu: series(100, (m, utime) => ({
      linear_accel: [m.accelerationMps2, m.speedMps * m.yawRateRadps, GRAVITY_MPS2],
      q: quaternionOfHeading(m.headingRad),
      rotation_rate: [0, 0, m.yawRateRadps],
      utime,
    })),
    pose: series(50, (m, utime) => ({
      accel: [m.accelerationMps2, m.speedMps * m.yawRateRadps, GRAVITY_MPS2],
      orientation: quaternionOfHeading(m.headingRad),
      pos: [m.x + site.x, m.y + site.y, 0],
      rotation_rate: [0, 0, m.yawRateRadps],
      utime,
      vel: [m.speedMps, 0, 0],
    })),
    steeranglefeedback: series(100, (m, utime) => ({ utime, value: m.steeringRad })),
    vehicle_monitor: series(2, (m, utime, timeS) => {
      const before = motionAt(drive, Math.max(0, timeS - STEP_S));
      return {
        available_distance: 180,
        battery_level: 80,
        brake: Math.min(126, Math.max(0, Math.round(-m.accelerationMps2 * 16))),
        brake_switch: m.accelerationMps2 < -0.3 ? 3 : 1,
        gear_position: 7,
        left_signal: m.command === 'left' ? 1 : 0,
        rear_left_rpm: Math.max(0, wheelRpm(m.speedMps, m.yawRateRadps, half)),
        rear_right_rpm: Math.max(0, wheelRpm(m.speedMps, m.yawRateRadps, -half)),
        right_signal: m.command === 'right' ? 1 : 0,
        steering: rounded(m.steeringRad * DEGREE, 0.1),
        steering_speed: rounded(((m.steeringRad - before.steeringRad) / STEP_S) * DEGREE, 1),
        throttle: Math.min(1000, Math.max(0, Math.round(m.accelerationMps2 * 250))),
        utime,
        vehicle_speed: rounded(m.speedMps * KMH, 0.01),
        yaw_rate: rounded(m.yawRateRadps * DEGREE, 0.01),
      };
    }),
    zoe_veh_info: series(100, (m, utime) => {
      odometerM += m.speedMps / 100;
      const steerDegrees = m.steeringRad * DEGREE;
      const front = (leftM: number) =>
        wheelRpm(m.speedMps / Math.cos(m.steeringRad / STEERING_RATIO), m.yawRateRadps, leftM);
      return {
        FL_wheel_speed: front(half),
        FR_wheel_speed: front(-half),
        RL_wheel_speed: wheelRpm(m.speedMps, m.yawRateRadps, half),
        RR_wheel_speed: wheelRpm(m.speedMps, m.yawRateRadps, -half),
        left_solar: 0,
        longitudinal_accel: rounded(m.accelerationMps2, 0.05),
        meanEffTorque: 0,
        odom: Math.round(odometerM * 100),
        odom_speed: m.speedMps * KMH,
        pedal_cc: Math.min(1000, Math.max(0, Math.round(m.accelerationMps2 * 250))),
        regen: 0,
        requestedTorqueAfterProc: 0,
        right_solar: 0,
        steer_corrected: steerDegrees,
        steer_offset_can: 0,
        steer_raw: steerDegrees,
        transversal_accel: (m.speedMps * m.yawRateRadps) / GRAVITY_MPS2,
        utime,
      };
    }),
  };
  return { ...messages, route: baselineRoute(drive, site), meta: metaOf(messages, durationS) };
}

/** The driven path every metre or so, straight on at both ends. */
function baselineRoute(drive: Drive, site: Site): number[][] {
  const points: number[][] = [];
  const add = (x: number, y: number) => {
    const last = points[points.length - 1];
    if (!last || Math.hypot(x - last[0], y - last[1]) >= ROUTE_STEP_M) points.push([x, y]);
  };
  const { ego, steps } = drive;
  const straight = (step: number, metres: number) => {
    const heading = ego.headingRad[step];
    add(ego.x[step] + site.x + Math.cos(heading) * metres, ego.y[step] + site.y + Math.sin(heading) * metres);
  };
  for (let metres = -ROUTE_BEYOND_M; metres < 0; metres += ROUTE_STEP_M) straight(0, metres);
  for (let step = 0; step < steps; step++) add(ego.x[step] + site.x, ego.y[step] + site.y);
  for (let metres = ROUTE_STEP_M; metres <= ROUTE_BEYOND_M; metres += ROUTE_STEP_M) straight(steps - 1, metres);
  return points;
}

const metaNames: Readonly<Record<string, string>> = {
  ms_imu: 'MS_IMU',
  pose: 'POSE',
  steeranglefeedback: 'SteerAngleFeedback',
  vehicle_monitor: 'VEHICLE_MONITOR',
  zoe_veh_info: 'ZOE_VEH_INFO',
};

/** Statistics by message: of the values themselves and of their differences. */
function metaOf(messages: Readonly<Record<string, Message[]>>, timespan: number): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(messages).map(([name, rows]) => {
      const fields = Object.keys(rows[0] ?? {}).filter(
        (field) => typeof rows[0][field] === 'number' && field !== 'utime',
      );
      const statistics = fields.map((field) => {
        const values = rows.map((row) => Number(row[field]));
        const differences = values.slice(1).map((value, i) => value - values[i]);
        return [field, { ...statisticsOf(values, ''), ...statisticsOf(differences, 'diff_') }];
      });
      return [
        metaNames[name],
        {
          message_count: rows.length,
          message_freq: rows.length / timespan,
          timespan,
          var_stats: Object.fromEntries(statistics) as unknown,
        },
      ];
    }),
  );
}

function statisticsOf(values: readonly number[], prefix: string): Record<string, number> {
  let [low, high, sum, squares] = [Infinity, -Infinity, 0, 0];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
    sum += value;
    squares += value * value;
  }
  const mean = sum / values.length;
  const deviation = Math.sqrt(Math.max(0, squares / values.length - mean * mean));
  return { [`${prefix}max`]: high, [`${prefix}mean`]: mean, [`${prefix}min`]: low, [`${prefix}std`]: deviation };
}
