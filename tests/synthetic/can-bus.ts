import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { quaternionOf, type DriveState } from './drive.ts';
import type { SyntheticScene } from './scene.ts';

const GRAVITY = 9.81;
const WHEELBASE_M = 2.588;
/** From road-wheel to steering-wheel angle; made up, nuScenes tells none. */
const STEERING_RATIO = 16;

/** Steering-wheel angle of a state, rad, left positive. */
export const steeringOf = ({ speed, yawRate }: DriveState): number =>
  speed > 0.1 ? Math.atan((WHEELBASE_M * yawRate) / speed) * STEERING_RATIO : 0;

const degrees = (rad: number): number => (rad * 180) / Math.PI;

const messages = {
  vehicle_monitor: {
    rateHz: 2,
    of: (s: DriveState) => ({
      vehicle_speed: s.speed * 3.6,
      steering: degrees(steeringOf(s)),
      yaw_rate: degrees(s.yawRate),
      brake: s.acceleration < -1 ? 20 : 0,
      brake_switch: 1,
      gear_position: 7,
      left_signal: 0,
      right_signal: 0,
      throttle: 0,
    }),
  },
  pose: {
    rateHz: 50,
    of: (s: DriveState) => ({
      pos: [s.x, s.y, 0],
      orientation: quaternionOf(s.yaw),
      vel: [s.speed, 0, 0],
      accel: [s.acceleration, s.speed * s.yawRate, GRAVITY],
      rotation_rate: [0, 0, s.yawRate],
    }),
  },
  steeranglefeedback: { rateHz: 100, of: (s: DriveState) => ({ value: steeringOf(s) }) },
  zoe_veh_info: {
    rateHz: 100,
    of: (s: DriveState) => ({
      longitudinal_accel: s.acceleration,
      transversal_accel: (s.speed * s.yawRate) / GRAVITY,
      odom_speed: s.speed * 3.6,
      steer_corrected: degrees(steeringOf(s)),
      FL_wheel_speed: s.speed * 8,
    }),
  },
} as const;
export type CanMessage = keyof typeof messages;

/** Writes `can_bus/<scene>_<message>.json` as the expansion does: one line, keys sorted, a span a little short of the scene's. */
export function writeCanBus(dir: string, scene: SyntheticScene, seconds: number, wanted: readonly CanMessage[]): void {
  mkdirSync(join(dir, 'can_bus'), { recursive: true });
  for (const name of wanted) {
    const { rateHz, of } = messages[name];
    const rows: Record<string, unknown>[] = [];
    for (let t = 0.1; t < seconds - 0.05; t += 1 / rateHz) {
      const row: Record<string, unknown> = { ...of(scene.drive.at(t)), utime: scene.startUs + Math.round(t * 1e6) };
      rows.push(
        Object.fromEntries(
          Object.keys(row)
            .sort()
            .map((key) => [key, row[key]]),
        ),
      );
    }
    const text = JSON.stringify(rows).replaceAll(',"', ', "').replaceAll('":', '": ');
    writeFileSync(join(dir, 'can_bus', `${scene.name}_${name}.json`), text);
  }
}
