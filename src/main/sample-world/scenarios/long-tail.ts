import { agentSignals } from '../drive.ts';
import { boxesOverlap } from '../traffic/boxes.ts';
import { freePath, pathAlong, type Shift } from '../traffic/make-path.ts';
import { offsetLine, pointAt } from '../traffic/path.ts';
import { boxOfVehicle, frontOf, type Walker } from '../traffic/road-users.ts';
import { hasNeighbour, laneBeside, oncomingOffset } from './lanes.ts';
import { gapTo } from './open-road.ts';
import { addStrollers, fillBays, lineAcross, roadEdges } from './roadside.ts';
import {
  addActor,
  addFixture,
  addWalker,
  besidePath,
  wayThrough,
  type EgoStart,
  type Ground,
  type Scenario,
  type Scene,
} from './scene.ts';

const mix = { truck: 0.08, van: 0.1, bus: 0.04, bicycle: 0.03 };
const quiet = { perKm: 6, perHour: 200, most: 13, kinds: mix };
const both = agentSignals.indicatorLeft | agentSignals.indicatorRight;

const onEgoWay = (scene: Scene, lane: { id: string }): boolean =>
  scene.ego.path.spans.some((span) => span.segment.id === lane.id);
const nobodyNear = (scene: Scene, lane: { id: string; blockId: string }): boolean =>
  onEgoWay(scene, lane) || oncomingOffset(scene, scene.ego.path, scene.ego.atM + 60)?.lane.blockId === lane.blockId;

/** A way whose ego swings to the left around something that begins `aheadM` on and is `lengthM` long. */
function around(ground: Ground, aheadM: number, lengthM: number, leftM: number): EgoStart | null {
  const start = wayThrough(ground, (one) => !one.isConnector && one.right === null, 60);
  if (!start) return null;
  const shifts: Shift[] = [{ fromM: start.atM + aheadM - 6, toM: start.atM + aheadM + lengthM + 4, leftM, rampM: 26 }];
  return { ...start, shifts };
}

/** Distance ahead of what the drive is about: the same in `route` and `cast`. */
const aheadOf = (ground: Ground, low: number, high: number): number => ground.random.fork('ahead').between(low, high);

export const longTail: Scenario[] = [
  {
    name: 'stopped-vehicle',
    weight: 2,
    places: ['straight', 'curve', 's-curve'],
    expects: ['stopped or broken vehicle'],
    density: quiet,
    skip: nobodyNear,
    route: (ground) => {
      const start = around(ground, aheadOf(ground, 60, 100), 6, 3.1);
      // One in three waits behind it instead of going round.
      return start && ground.random.fork('waits').chance(0.3) ? { ...start, shifts: [] } : start;
    },
    cast(scene) {
      const { ego } = scene;
      const random = scene.random.fork('stopped');
      const kind = random.pick(['car', 'van', 'truck'] as const);
      const way = pathAlong(ego.path.spans.map((span) => span.segment));
      const at = besidePath(way, ego.atM + aheadOf(scene, 60, 100) + 3, random.between(-0.45, -0.2));
      addFixture(scene, { kind, ...at, signalsAt: (step) => (step % 10 < 5 ? both : 0) });
      addStrollers(scene, random.integer(0, 4));
    },
  },
  {
    name: 'debris',
    weight: 1.5,
    places: ['straight', 'curve', 'highway', 's-curve'],
    expects: ['road debris'],
    density: quiet,
    skip: nobodyNear,
    route: (ground) => around(ground, aheadOf(ground, 55, 100), 2, 2.0),
    cast(scene) {
      const { ego } = scene;
      const random = scene.random.fork('debris');
      const way = pathAlong(ego.path.spans.map((span) => span.segment));
      const count = random.integer(1, 3);
      for (let i = 0; i < count; i++) {
        const at = besidePath(way, ego.atM + aheadOf(scene, 55, 100) + i * 1.8, random.between(-0.7, -0.1));
        addFixture(scene, {
          kind: 'debris',
          x: at.x,
          y: at.y,
          headingRad: random.between(-3, 3),
          body: { lengthM: random.between(0.5, 1), widthM: random.between(0.4, 0.7) },
        });
      }
    },
  },
  {
    name: 'animal',
    weight: 1.5,
    places: ['straight', 'curve', 's-curve'],
    expects: ['animal on road'],
    lights: ['day', 'dusk', 'night', 'backlight', 'night', 'dusk'],
    density: { ...quiet, perKm: 3 },
    cast(scene) {
      const { ego } = scene;
      const random = scene.random.fork('animal');
      const atM = ego.atM + random.between(50, 110);
      const line = lineAcross(scene, ego.path, atM, random.chance(0.5), 3, random.between(-6, 6));
      let started = false;
      const goes: Walker['goes'] = (_self, world) => {
        const distance = atM - world.ego.atM - frontOf(world.ego);
        if (distance < world.ego.speedMps * 1.2 + world.ego.speedMps ** 2 / 6 + 6) started = true;
        return started;
      };
      addWalker(scene, { kind: 'animal', line, paceMps: random.between(1.2, 3.2), careful: false, goes });
    },
  },
  {
    name: 'construction',
    weight: 2.5,
    places: ['construction'],
    expects: ['construction'],
    density: { ...quiet, perKm: 9 },
    route: (ground) => wayThrough(ground, () => true, ground.random.fork('start').between(70, 110)),
    cast: () => undefined,
  },
  {
    name: 'accident-scene',
    weight: 1.2,
    places: ['straight', 'highway', 'curve'],
    expects: ['accident scene'],
    density: quiet,
    skip: nobodyNear,
    route: (ground) => {
      const start = wayThrough(ground, (one) => !one.isConnector && one.right === null && one.left !== null, 60);
      if (!start) return null;
      const aheadM = aheadOf(ground, 60, 95);
      return {
        ...start,
        shifts: [{ fromM: start.atM + aheadM - 24, toM: start.atM + aheadM + 26, leftM: 2.6, rampM: 30 }],
      };
    },
    cast(scene) {
      const { ego } = scene;
      const random = scene.random.fork('accident');
      const way = pathAlong(ego.path.spans.map((span) => span.segment));
      const from = ego.atM + aheadOf(scene, 60, 95);
      const place = (aheadM: number, leftM: number, turnRad: number) => {
        const at = besidePath(way, from + aheadM, leftM);
        return { x: at.x, y: at.y, headingRad: at.headingRad + turnRad };
      };
      addFixture(scene, { kind: 'car', ...place(2, -0.6, random.between(0.15, 0.35)), signalsAt: () => both });
      addFixture(scene, { kind: random.pick(['car', 'van'] as const), ...place(8.6, -0.7, -random.between(0.2, 0.4)) });
      if (random.chance(0.6)) {
        addFixture(scene, { kind: 'emergency', ...place(18, -0.5, 0), signalsAt: () => agentSignals.siren });
      }
      for (let i = 0; i < 5; i++) addFixture(scene, { kind: 'cone', ...place(-18 + i * 3.4, -1.3 + i * 0.45, 0) });
    },
  },
  {
    name: 'emergency-vehicle',
    weight: 2,
    places: ['straight', 'highway', 'curve', 'intersection-lights'],
    expects: ['emergency vehicle'],
    density: quiet,
    skip: (scene, lane) =>
      lane.blockId === scene.ego.path.spans.find((span) => span.toM > scene.ego.atM)?.segment.blockId,
    cast(scene) {
      const { ego } = scene;
      const random = scene.random.fork('emergency');
      const beside = laneBeside(scene);
      const oncoming = oncomingOffset(scene, ego.path, ego.atM + 40);
      const siren = { extraSignals: agentSignals.siren, driver: { boldness: 1.25 } };
      if (beside && random.chance(0.6)) {
        // Comes up from behind in the next lane; the ego keeps its own and lets it by.
        const back = random.between(25, 45);
        if (beside.abreastM - back > 5) {
          addActor(scene, 'emergency', beside.path, beside.abreastM - back, { ...siren, speedMps: ego.speedMps + 3 });
          ego.act = (self, world) => {
            const one = world.vehicles.find((vehicle) => vehicle.kind === 'emergency');
            const near = one !== undefined && Math.abs(gapTo(self, one)) < 35;
            self.capMps = near ? Math.max(5, self.wanted[0] * 0.7) : Infinity;
          };
          return;
        }
      }
      if (oncoming) {
        const aheadM = random.between(90, 150);
        const line = offsetLine(ego.path, ego.atM + aheadM + 60, ego.atM - 60, oncoming.leftM);
        addActor(scene, 'emergency', freePath(line, oncoming.lane.limitMps), 60, siren);
      } else {
        addActor(scene, 'emergency', ego.path, ego.atM + random.between(25, 40), siren);
      }
    },
  },
  {
    name: 'large-vehicle-occlusion',
    weight: 1.5,
    places: ['straight', 'highway', 'curve', 'intersection-lights'],
    expects: ['large-vehicle occlusion'],
    density: quiet,
    cast(scene) {
      const { ego } = scene;
      const random = scene.random.fork('large');
      const lead = addActor(scene, random.pick(['truck', 'bus'] as const), ego.path, ego.atM + random.between(16, 24));
      lead.capMps = Math.max(4, ego.speedMps * 0.85);
      ego.speedMps = Math.min(ego.speedMps, lead.capMps + 0.5);
    },
  },
  {
    name: 'bus-stop',
    weight: 1.2,
    places: ['straight', 'curve'],
    expects: ['large-vehicle occlusion', 'stopped or broken vehicle'],
    density: quiet,
    skip: nobodyNear,
    route: (ground) => around(ground, aheadOf(ground, 55, 85), 14, 3.2),
    cast(scene) {
      const { ego } = scene;
      const way = pathAlong(ego.path.spans.map((span) => span.segment));
      const atM = ego.atM + aheadOf(scene, 55, 85) + 6;
      const { rightM } = roadEdges(scene, way, atM);
      const at = besidePath(way, atM, -Math.min(rightM - 1.5, 0.6));
      addFixture(scene, { kind: 'bus', ...at, signalsAt: (step) => (step % 10 < 5 ? agentSignals.indicatorRight : 0) });
      addStrollers(scene, 10);
    },
  },
  {
    name: 'railway-crossing',
    weight: 1.5,
    places: ['railway-crossing'],
    expects: ['railway crossing'],
    density: quiet,
    route: (ground) =>
      wayThrough(ground, (one) => ground.junctions.has(one.id), ground.random.fork('start').between(50, 90)),
    cast: (scene) => addStrollers(scene, 2),
  },
  {
    name: 'standing-water',
    weight: 1.5,
    places: ['straight', 'curve', 'intersection-stop', 'narrow-street'],
    expects: ['water puddle'],
    weathers: ['rain'],
    density: quiet,
    cast(scene) {
      scene.environment.wetness = Math.max(scene.environment.wetness, scene.random.fork('water').between(0.88, 1));
      scene.ego.driver.boldness *= 0.8;
      scene.ego.capMps = scene.ego.speedMps * 0.85;
      scene.ego.speedMps *= 0.85;
      fillBays(scene, 0.4);
    },
  },
  {
    name: 'narrow-street',
    weight: 2,
    places: ['narrow-street'],
    expects: [],
    density: { perKm: 8, perHour: 240, most: 12, kinds: { van: 0.2, bicycle: 0.1 } },
    cast(scene) {
      fillBays(scene, 0.8);
      addStrollers(scene, 6);
    },
  },
  {
    name: 'overtaking',
    weight: 1.5,
    places: ['highway', 'straight'],
    expects: ['changing lanes'],
    density: { ...quiet, perKm: 5, kinds: { truck: 0.25 } },
    skip: (scene, lane) =>
      lane.blockId === scene.ego.path.spans.find((span) => span.toM > scene.ego.atM)?.segment.blockId,
    route: (ground) => wayThrough(ground, (one) => !one.isConnector && hasNeighbour(one), 60),
    cast(scene) {
      const { ego } = scene;
      const random = scene.random.fork('slow');
      const lead = addActor(
        scene,
        random.pick(['truck', 'car', 'van'] as const),
        ego.path,
        ego.atM + random.between(30, 45),
      );
      lead.capMps = ego.speedMps * random.between(0.5, 0.7);
      lead.speedMps = lead.capMps;
      ego.changesLanes = true;
    },
  },
];

/** Cones and barriers along the edges of every building site near the ego's way. */
export function furnishWorks(scene: Scene): void {
  const random = scene.random.fork('works');
  for (const { edge } of scene.place.works) {
    const path = freePath(edge, 10);
    const kind: 'barrier' | 'cone' = random.chance(0.5) ? 'barrier' : 'cone';
    const spacing = kind === 'barrier' ? random.between(2.8, 4) : random.between(3, 5);
    for (let s = 0.5; s < path.lengthM; s += spacing) {
      const at = pointAt(path, s);
      const ends = s < 12 || s > path.lengthM - 12;
      const out = besidePath(path, s, -0.25);
      const part = { kind: ends ? ('cone' as const) : kind, x: out.x, y: out.y, headingRad: at.headingRad };
      const fixture = addFixture(scene, part, 'traffic');
      const inWay = scene.world.vehicles.some((vehicle) => boxesOverlap(fixture, boxOfVehicle(vehicle), 0.3));
      if (inWay) scene.world.fixtures.pop();
    }
  }
}
