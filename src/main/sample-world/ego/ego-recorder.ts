import { EGO_VEHICLE, STEERING_RATIO, type EgoDrive } from '../drive.ts';
import { spanOf } from '../traffic/lane-changes.ts';
import type { World } from '../traffic/road-users.ts';
import { commandAt } from './command.ts';

/** Takes down the ego's states while the world is played; `done` gives them as a drive holds them. */
export function recordEgo(steps: number): { observe(world: World): void; done(world: World): EgoDrive } {
  const column = (): Float64Array => new Float64Array(steps);
  const ego: EgoDrive = {
    x: column(),
    y: column(),
    headingRad: column(),
    speedMps: column(),
    accelerationMps2: column(),
    curvature: column(),
    yawRateRadps: column(),
    steeringWheelRad: column(),
    commands: [],
    routeIds: [],
  };
  const pass = (id: string): void => {
    if (ego.routeIds[ego.routeIds.length - 1] !== id) ego.routeIds.push(id);
  };
  return {
    observe({ step, ego: vehicle, route }) {
      ego.x[step] = vehicle.x;
      ego.y[step] = vehicle.y;
      ego.headingRad[step] = vehicle.headingRad;
      ego.speedMps[step] = vehicle.speedMps;
      ego.accelerationMps2[step] = vehicle.accelerationMps2;
      ego.curvature[step] = vehicle.curvature;
      ego.yawRateRadps[step] = vehicle.speedMps * vehicle.curvature;
      ego.steeringWheelRad[step] = Math.atan(vehicle.curvature * EGO_VEHICLE.wheelBaseM) * STEERING_RATIO;
      const centre = vehicle.path === route.driven ? route.centre : vehicle.path;
      ego.commands.push(commandAt(centre, vehicle.atM, vehicle.x, vehicle.y, vehicle.headingRad));
      pass(spanOf(vehicle).segment.blockId);
    },
    done({ ego: vehicle }) {
      const here = spanOf(vehicle);
      for (const span of vehicle.path.spans) if (span.fromM >= here.toM - 1e-6) pass(span.segment.blockId);
      return ego;
    },
  };
}
