import { between, unit } from './random.ts';

export const drivingStyles = ['straight', 'left', 'right', 'stop', 'parked', 'brake'] as const;
export type DrivingStyle = (typeof drivingStyles)[number];

/** State of the ego car: m, rad, m/s, m/s², rad/s. */
export interface DriveState {
  x: number;
  y: number;
  yaw: number;
  speed: number;
  acceleration: number;
  yawRate: number;
}

const STEP_S = 0.01;
/** The drive is known from this long before the scene's start, s. */
export const LEAD_S = 1;

/** A kinematic drive of one scene. */
export interface Drive {
  style: DrivingStyle;
  /** State at a time from the scene's start, s; at its ends held. */
  at(seconds: number): DriveState;
}

/** Accelerations and yaw rates of a style at a time, made so that speeds stay within what a car does in town. */
function controls(
  style: DrivingStyle,
  t: number,
  speed: number,
  cruise: number,
): { acceleration: number; yawRate: number } {
  const cruiseAt = (target: number) => Math.max(-2, Math.min(1.5, target - speed));
  switch (style) {
    case 'parked':
      return { acceleration: 0, yawRate: 0 };
    case 'left':
    case 'right':
      return { acceleration: cruiseAt(cruise * 0.7), yawRate: t > 5 && t < 12 ? (style === 'left' ? 0.22 : -0.22) : 0 };
    case 'stop':
      return { acceleration: t > 4 && t < 14 ? Math.max(-1.6, -speed) : cruiseAt(cruise), yawRate: 0 };
    case 'brake':
      return { acceleration: t > 8 && t < 9.2 ? -5 : cruiseAt(cruise), yawRate: 0.01 * Math.sin(t) };
    case 'straight':
      return { acceleration: cruiseAt(cruise * (1 + 0.1 * Math.sin(t / 3))), yawRate: 0.02 * Math.sin(t / 2) };
  }
}

/** The drive of scene `scene`; `start` is where it begins on the map, m. */
export function makeDrive(seed: number, scene: number, seconds: number, start: { x: number; y: number }): Drive {
  const style = drivingStyles[scene % drivingStyles.length];
  const cruise = style === 'parked' ? 0 : between(6, 12, seed, scene, 11);
  const states: DriveState[] = [];
  let [x, y, yaw, speed] = [start.x, start.y, between(-Math.PI, Math.PI, seed, scene, 12), cruise];
  for (let t = -LEAD_S; t <= seconds + LEAD_S; t += STEP_S) {
    const { acceleration, yawRate } = controls(style, t, speed, cruise);
    states.push({ x, y, yaw, speed, acceleration, yawRate: speed > 0.1 ? yawRate : 0 });
    x += speed * Math.cos(yaw) * STEP_S;
    y += speed * Math.sin(yaw) * STEP_S;
    yaw += (speed > 0.1 ? yawRate : 0) * STEP_S;
    speed = Math.max(0, speed + acceleration * STEP_S);
  }
  return {
    style,
    at(t) {
      const position = Math.max(0, Math.min(states.length - 1, (t + LEAD_S) / STEP_S));
      const i = Math.min(states.length - 2, Math.floor(position));
      const [a, b] = [states[i], states[i + 1]];
      const f = position - i;
      const mix = (from: number, to: number) => from + (to - from) * f;
      return {
        x: mix(a.x, b.x),
        y: mix(a.y, b.y),
        yaw: mix(a.yaw, b.yaw),
        speed: mix(a.speed, b.speed),
        acceleration: a.acceleration,
        yawRate: a.yawRate,
      };
    },
  };
}

/** Quaternion w x y z of yaw, pitch and roll (rad), applied in that order. */
export function quaternionOf(yaw: number, pitch = 0, roll = 0): [number, number, number, number] {
  const [cy, sy] = [Math.cos(yaw / 2), Math.sin(yaw / 2)];
  const [cp, sp] = [Math.cos(pitch / 2), Math.sin(pitch / 2)];
  const [cr, sr] = [Math.cos(roll / 2), Math.sin(roll / 2)];
  return [
    cr * cp * cy + sr * sp * sy,
    sr * cp * cy - cr * sp * sy,
    cr * sp * cy + sr * cp * sy,
    cr * cp * sy - sr * sp * cy,
  ];
}

/** Ego pose at a time with the small roll and pitch of a real road: translation (m), rotation w x y z. */
export function egoPoseAt(
  drive: Drive,
  t: number,
  seed: number,
): { translation: [number, number, number]; rotation: [number, number, number, number] } {
  const { x, y, yaw } = drive.at(t);
  const phase = unit(seed, 77) * 6;
  return {
    translation: [x, y, 0],
    rotation: quaternionOf(yaw, 0.01 * Math.sin(t + phase), 0.008 * Math.cos(t * 1.3 + phase)),
  };
}
