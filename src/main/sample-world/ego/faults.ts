import type { Random } from '../random.ts';
import { obstaclesAhead } from '../traffic/ahead.ts';
import { boxesOverlap } from '../traffic/boxes.ts';
import { freeAcceleration, trackingCurvature } from '../traffic/driving.ts';
import { shiftedPath } from '../traffic/make-path.ts';
import { smoothStep, wantedSpeeds } from '../traffic/path.ts';
import { boxOfVehicle, type Vehicle, type World } from '../traffic/road-users.ts';

/** A way to drive badly. */
export interface Fault {
  name: string;
  /** Scenarios in which it shows; the first is enough for any other where `anywhere`. */
  scenarios: readonly string[];
  anywhere?: boolean;
  /** How much of the usual traffic there is. */
  traffic: number;
  /** Label that must come true. */
  shows: string | null;
  /** May the ego run into somebody? */
  crashes?: boolean;
  /** Changes the ego before the drive begins; false where the place does not allow it. */
  apply: (world: World, random: Random, setting: FaultSetting) => boolean;
}
interface FaultSetting {
  /** Offset of the nearest oncoming lane from the ego's, m; null where there is none. */
  oncomingM: number | null;
}

const driftOffLane: Fault = {
  name: 'drifts off its lane',
  scenarios: ['free-drive', 'follow', 'standing-water', 'sudden-braking'],
  anywhere: true,
  traffic: 0.4,
  shows: 'off lane',
  apply({ ego }, random) {
    const from = random.integer(20, 90);
    const over = random.integer(25, 50);
    const hold = random.integer(10, 50);
    const aside = random.between(1.7, 2.8) * (random.chance(0.6) ? -1 : 1);
    ego.act = alongside(ego.act, (self, { step }) => {
      const wanted = aside * (smoothStep((step - from) / over) - smoothStep((step - from - over - hold) / 30));
      self.addedCurvature = trackingCurvature(self, wanted) - trackingCurvature(self);
    });
    return true;
  },
};

const lateBraking: Fault = {
  name: 'brakes late',
  scenarios: ['sudden-braking', 'cut-out', 'red-light-queue'],
  traffic: 0.6,
  shows: 'hard braking',
  crashes: true,
  apply({ ego }, random) {
    const trigger = random.chance(0.4) ? 9 : 5.4;
    let braking = false;
    ego.act = alongside(ego.act, (self, world) => {
      const lead = obstaclesAhead(self, world)
        .filter(({ gapM, what }) => gapM < 60 && 'driver' in what)
        .reduce<{ gapM: number; speedMps: number } | null>((a, b) => (a && a.gapM < b.gapM ? a : b), null);
      const hit = world.vehicles.find(
        (other) => other !== self && other.lastStep < 0 && boxesOverlap(boxOfVehicle(self), boxOfVehicle(other), 0.06),
      );
      if (hit) {
        // Both go on together, and stop.
        const together = (self.speedMps + hit.speedMps) / 2;
        self.speedMps = Math.min(self.speedMps, together * 0.9);
        hit.speedMps = together;
        hit.forcedMps2 = -4;
        hit.capMps = 0;
        self.capMps = 0;
        self.forcedMps2 = -7;
        return;
      }
      if (self.capMps === 0) return;
      if (!lead) {
        self.forcedMps2 = null;
        return;
      }
      const closing = Math.max(0, self.speedMps - Math.max(0, lead.speedMps));
      const needed = closing ** 2 / (2 * Math.max(lead.gapM - 0.8, 0.3));
      braking = needed > trigger || (braking && closing > 0.5);
      self.forcedMps2 = braking ? -7 : needed > 0.8 ? Math.min(0.3, freeAcceleration(self)) : null;
    });
    return true;
  },
};

const jerky: Fault = {
  name: 'drives jerkily',
  scenarios: ['free-drive', 'follow', 'right-turn', 'green-light'],
  anywhere: true,
  traffic: 1,
  shows: null,
  apply({ ego }, random) {
    ego.driver = { ...ego.driver, jerkMps3: 14 };
    const period = random.integer(9, 16);
    const strength = random.between(1.8, 2.8);
    const weave = random.between(0.8, 1.6);
    ego.act = alongside(ego.act, (self, { step }) => {
      self.addedMps2 = step % period < period / 2 ? strength : -strength;
      self.addedCurvature = Math.sin(step * 0.55) * Math.min(0.03, weave / Math.max(self.speedMps, 3) ** 2);
    });
    return true;
  },
};

const wrongWay: Fault = {
  name: 'drives on the wrong side',
  scenarios: ['free-drive', 'jaywalking', 'child'],
  traffic: 0.12,
  shows: 'off lane',
  apply(world, random, { oncomingM }) {
    if (oncomingM === null) return false;
    const { ego } = world;
    const fromM = ego.atM + random.between(25, 50);
    const toM = fromM + random.between(60, 140);
    ego.path = shiftedPath(ego.path, [{ fromM, toM, leftM: oncomingM, rampM: 28 }]);
    ego.wanted = wantedSpeeds(ego.path, ego.driver.boldness, ego.driver.sidewaysMps2);
    world.route.driven = ego.path;
    return true;
  },
};

const redLight: Fault = {
  name: 'runs a red light',
  scenarios: ['red-light-queue'],
  traffic: 0.35,
  shows: 'red light',
  apply(world) {
    world.ego.heedsLights = false;
    world.vehicles = world.vehicles.filter((one) => one.role !== 'actor');
    return true;
  },
};

export const faults: readonly Fault[] = [driftOffLane, lateBraking, jerky, wrongWay, redLight];

/** Does what the scenario has the vehicle do, and then what the fault does. */
function alongside(first: Vehicle['act'], second: NonNullable<Vehicle['act']>): Vehicle['act'] {
  return (self, world) => {
    first?.(self, world);
    second(self, world);
  };
}
