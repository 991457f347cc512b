import { clamp, MAX_CURVATURE, moveBicycle, type Demand } from './bicycle.ts';
import { obstaclesAhead } from './ahead.ts';
import { PATH_STEP_M, pointAt, projectOnto, valueAt } from './path.ts';
import { holdingPoint, type Approaches } from './right-of-way.ts';
import { frontOf, type Driver, type Vehicle, type World } from './road-users.ts';

/**
 * The intelligent driver model (Treiber, Hennecke, Helbing 2000) in its form without addition (IDM+): acceleration that
 * keeps `gapM` behind something that drives at `leadMps`.
 */
export function followingAcceleration(driver: Driver, speedMps: number, gapM: number, leadMps: number): number {
  const { accelerationMps2: a, brakingMps2: b } = driver;
  const closing = (speedMps * (speedMps - leadMps)) / (2 * Math.sqrt(a * b));
  const wanted = driver.standingGapM + Math.max(0, speedMps * driver.timeGapS + closing);
  const idm = a * (1 - (wanted / Math.max(gapM, 0.1)) ** 2);
  // A short gap that does not close is no emergency: the braking that is needed bounds what is asked for.
  const approach = Math.max(0, speedMps - Math.max(0, leadMps));
  const needed = (approach * approach) / (2 * Math.max(gapM - 1.2, 0.4));
  return gapM < 1 ? idm : Math.max(idm, -(b + 1.5 * needed));
}

/** Acceleration on a free road towards the speeds wanted along the path. */
export function freeAcceleration(vehicle: Vehicle): number {
  const { driver, speedMps } = vehicle;
  const ahead = vehicle.atM + speedMps * 0.4;
  const target = Math.min(valueAt(vehicle.wanted, ahead), vehicle.capMps);
  const next = Math.min(valueAt(vehicle.wanted, ahead + 2 * PATH_STEP_M), vehicle.capMps);
  const slope = (next * next - target * target) / (4 * PATH_STEP_M);
  const idm = driver.accelerationMps2 * (1 - (speedMps / Math.max(target, 0.1)) ** 4);
  const towards = slope + 0.9 * (target - speedMps);
  return Math.max(-3, Math.min(idm, Math.max(towards, target > speedMps + 1 ? idm : -3)));
}

/** Decides what each vehicle asks of its motion in this step, from the state of all at its start. */
export function decide(vehicle: Vehicle, world: World, approaches: Approaches): void {
  const { driver, speedMps } = vehicle;
  let wanted = freeAcceleration(vehicle);
  const hold = holdingPoint(vehicle, world, approaches);
  if (hold < Infinity) {
    const gap = hold - (vehicle.atM + frontOf(vehicle));
    // A line may be driven up to; only what stands wants distance.
    wanted = Math.min(wanted, followingAcceleration(driver, speedMps, gap + driver.standingGapM - 0.3, 0));
  }
  if (vehicle.heedsOthers) {
    for (const obstacle of obstaclesAhead(vehicle, world)) {
      wanted = Math.min(wanted, followingAcceleration(driver, speedMps, obstacle.gapM, obstacle.speedMps));
    }
  }
  if (vehicle.forcedMps2 !== null) wanted = vehicle.forcedMps2;
  else if (wanted > -2) wanted += vehicle.addedMps2;
  const urgent = wanted < -3.2;
  // The last metre of a calm stop is let out gently.
  if (!urgent && wanted < 0) wanted = Math.max(wanted, -(0.5 + 1.1 * speedMps));
  vehicle.demandMps2 = clamp(wanted, -driver.hardestMps2, driver.accelerationMps2);
  vehicle.jerkMps3 = urgent ? Math.max(driver.jerkMps3, 11) : driver.jerkMps3;
}

const SUBSTEPS = 5;

/** Moves a vehicle by one step of `stepS` along its path, or as it is forced to. */
export function drive(vehicle: Vehicle, stepS: number): void {
  const demand: Demand = { accelerationMps2: vehicle.demandMps2, jerkMps3: vehicle.jerkMps3, curvature: 0 };
  for (let i = 0; i < SUBSTEPS; i++) {
    demand.curvature = vehicle.forcedCurvature ?? trackingCurvature(vehicle) + vehicle.addedCurvature;
    const before = vehicle.speedMps;
    moveBicycle(vehicle, demand, stepS / SUBSTEPS);
    vehicle.atM += ((before + vehicle.speedMps) / 2) * (stepS / SUBSTEPS);
  }
  const at = projectOnto(vehicle.path, vehicle.x, vehicle.y, vehicle.atM - 3, vehicle.atM + 3);
  vehicle.atM = at.atM;
  vehicle.leftM = at.leftM;
}

/** Curvature that brings the rear axle back to its path: the path's own, plus critically damped feedback over distance. */
export function trackingCurvature(vehicle: Vehicle, wantedLeftM = 0): number {
  const { path, speedMps } = vehicle;
  const here = pointAt(path, vehicle.atM);
  const left = (vehicle.y - here.y) * Math.cos(here.headingRad) - (vehicle.x - here.x) * Math.sin(here.headingRad);
  const turn = vehicle.headingRad - here.headingRad;
  const aside = turn - 2 * Math.PI * Math.round(turn / (2 * Math.PI));
  const reach = Math.max(3.5, 0.8 * speedMps);
  const ahead = pointAt(path, vehicle.atM + 0.25 * speedMps).curvature;
  return clamp(
    ahead - (left - wantedLeftM) / (reach * reach) - (1.6 * Math.sin(aside)) / reach,
    -MAX_CURVATURE,
    MAX_CURVATURE,
  );
}
