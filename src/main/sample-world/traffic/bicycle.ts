/** A vehicle's motion at its rear axle (kinematic bicycle). */
export interface Motion {
  x: number;
  y: number;
  headingRad: number;
  speedMps: number;
  accelerationMps2: number;
  /** 1/m, left positive. */
  curvature: number;
}

/** What the driver asks for, and how fast the vehicle may follow. */
export interface Demand {
  accelerationMps2: number;
  /** Greatest change of acceleration, m/s³. */
  jerkMps3: number;
  curvature: number;
}

/** Greatest steering of any vehicle here: a turning circle of 5 m at the rear axle. */
export const MAX_CURVATURE = 0.2;
const MAX_YAW_ACCELERATION = 1.5;
const MAX_CURVATURE_RATE = 0.16;

/**
 * One step of `dtS` seconds: acceleration and curvature move towards the demand within their rates; position by the
 * midpoint rule. Speed never goes below zero.
 */
export function moveBicycle(motion: Motion, demand: Demand, dtS: number): void {
  const jerk = demand.jerkMps3 * dtS;
  const before = motion.speedMps;
  let acceleration = motion.accelerationMps2 + clamp(demand.accelerationMps2 - motion.accelerationMps2, -jerk, jerk);
  let speed = before + acceleration * dtS;
  if (speed <= 0) {
    speed = 0;
    acceleration = Math.max(0, acceleration);
  }
  const middle = (before + speed) / 2;
  const rate = Math.min(MAX_CURVATURE_RATE, MAX_YAW_ACCELERATION / Math.max(middle, 0.5)) * dtS;
  // A vehicle at rest does not turn its wheels.
  const steer = middle > 0.05 ? clamp(demand.curvature - motion.curvature, -rate, rate) : 0;
  const curvature = clamp(motion.curvature + steer, -MAX_CURVATURE, MAX_CURVATURE);
  const turn = middle * ((motion.curvature + curvature) / 2) * dtS;
  const heading = motion.headingRad + turn / 2;
  motion.x += middle * Math.cos(heading) * dtS;
  motion.y += middle * Math.sin(heading) * dtS;
  motion.headingRad += turn;
  motion.speedMps = speed;
  motion.accelerationMps2 = acceleration;
  motion.curvature = curvature;
}

export function clamp(value: number, low: number, high: number): number {
  return value < low ? low : value > high ? high : value;
}
