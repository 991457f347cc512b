import { BICYCLE, STATE, STEPS, STEP_S, TRACKER } from '../constants.ts';
import { wrapped } from '../geometry/angles.ts';
import type { PdmEgoState } from '../scene.ts';
import { fitProfiles } from './profile-fit.ts';
import type { Rollout } from './rollout.ts';

const LAST_PROFILE = STEPS - 2;
const ACCELERATION_SHARE = STEP_S / (STEP_S + BICYCLE.accelerationTimeConstantS);
const STEERING_SHARE = STEP_S / (STEP_S + BICYCLE.steeringTimeConstantS);
const HORIZON_S = TRACKER.horizon * STEP_S;
const LONGITUDINAL_GAIN =
  (HORIZON_S * TRACKER.qLongitudinal) / (HORIZON_S * TRACKER.qLongitudinal * HORIZON_S + TRACKER.rLongitudinal);

/**
 * Drives the plan in `rollout.reference` with the LQR tracker on the kinematic bicycle model (batch_lqr.py,
 * batch_kinematic_bicycle.py) from the ego's state; fills `velocityMps`, `curvature` and `states`.
 */
export function simulate(rollout: Rollout, ego: PdmEgoState, wheelBaseM: number): void {
  const { reference, states, velocityMps, curvature } = rollout;
  fitProfiles(reference, velocityMps, curvature);
  let x = ego.x;
  let y = ego.y;
  let heading = ego.heading;
  let speed = ego.vx;
  let acceleration = ego.ax;
  let steering = ego.steering;
  let yawRate = ego.yawRate;
  states[0] = x;
  states[1] = y;
  states[2] = heading;
  states[3] = speed;
  states[4] = ego.vy;
  states[5] = acceleration;
  states[6] = ego.ay;
  states[7] = steering;
  states[8] = ego.steeringRate;
  states[9] = yawRate;
  states[10] = ego.yawAcceleration;
  let tangent = Math.tan(steering);
  for (let i = 0; i < STEPS - 1; i++) {
    const referenceIndex = i + TRACKER.horizon < LAST_PROFILE ? i + TRACKER.horizon : LAST_PROFILE;
    const referenceSpeed = velocityMps[referenceIndex];
    let command: number;
    let steeringRateCommand = 0;
    if (referenceSpeed <= TRACKER.stoppingSpeedMps && speed <= TRACKER.stoppingSpeedMps) {
      command = -TRACKER.stoppingGain * (speed - referenceSpeed);
    } else {
      command = -LONGITUDINAL_GAIN * (speed - referenceSpeed);
      steeringRateCommand = steerTowards(
        reference,
        curvature,
        i,
        referenceIndex,
        x,
        y,
        heading,
        steering,
        speed,
        command,
      );
    }
    acceleration = ACCELERATION_SHARE * (command - acceleration) + acceleration;
    const idealSteering = STEP_S * steeringRateCommand + steering;
    const steeringRate = (STEERING_SHARE * (idealSteering - steering)) / STEP_S;
    x += speed * Math.cos(heading) * STEP_S;
    y += speed * Math.sin(heading) * STEP_S;
    heading = wrapped(heading + ((speed * tangent) / wheelBaseM) * STEP_S);
    speed += acceleration * STEP_S;
    steering += steeringRate * STEP_S;
    if (steering > BICYCLE.maxSteeringRad) steering = BICYCLE.maxSteeringRad;
    else if (steering < -BICYCLE.maxSteeringRad) steering = -BICYCLE.maxSteeringRad;
    tangent = Math.tan(steering);
    const yawRateBefore = yawRate;
    yawRate = (speed * tangent) / wheelBaseM;
    const at = (i + 1) * STATE;
    states[at] = x;
    states[at + 1] = y;
    states[at + 2] = heading;
    states[at + 3] = speed;
    states[at + 4] = 0;
    states[at + 5] = acceleration;
    states[at + 6] = 0;
    states[at + 7] = steering;
    states[at + 8] = steeringRate;
    states[at + 9] = yawRate;
    states[at + 10] = (yawRate - yawRateBefore) / STEP_S;
  }
}

/**
 * Steering rate of the lateral tracker: the linearised model (lateral error, heading error, steering angle) is rolled out
 * over the horizon at the speeds that the constant acceleration gives, once freely and once per unit of steering rate.
 */
function steerTowards(
  reference: Float64Array,
  curvature: Float64Array,
  i: number,
  referenceIndex: number,
  x: number,
  y: number,
  heading: number,
  steering: number,
  speed: number,
  acceleration: number,
): number {
  const r = 3 * i;
  const referenceHeading = reference[r + 2];
  const dx = x - reference[r];
  const dy = y - reference[r + 1];
  let lateral = -dx * Math.sin(referenceHeading) + dy * Math.cos(referenceHeading);
  let turn = wrapped(heading - referenceHeading);
  let lateralByRate = 0;
  let turnByRate = 0;
  let steeringByRate = 0;
  let v = speed;
  for (let j = 0; j < TRACKER.horizon; j++) {
    const way = v * STEP_S;
    const index = i + j < referenceIndex ? i + j : referenceIndex;
    const perWheelBase = way / TRACKER.wheelBaseM;
    lateral += way * turn;
    lateralByRate += way * turnByRate;
    turn += perWheelBase * steering - way * curvature[index];
    turnByRate += perWheelBase * steeringByRate;
    steeringByRate += STEP_S;
    v += acceleration * STEP_S;
  }
  const towardsLateral = lateralByRate * TRACKER.qLateral;
  const towardsTurn = turnByRate * TRACKER.qHeading;
  return (
    -(towardsLateral * lateral + towardsTurn * wrapped(turn)) /
    (towardsLateral * lateralByRate + towardsTurn * turnByRate + TRACKER.rLateral)
  );
}
