import { agentSignals } from '../drive.ts';
import { changeLane, spanOf } from '../traffic/lane-changes.ts';
import { freePath, shiftedPath } from '../traffic/make-path.ts';
import { offsetLine } from '../traffic/path.ts';
import { frontOf, type Vehicle } from '../traffic/road-users.ts';
import { egoLaneFrom, hasNeighbour, laneBeside, oncomingOffset } from './lanes.ts';
import { addStrollers, fillBays } from './roadside.ts';
import { addActor, wayThrough, type Scenario, type Scene } from './scene.ts';

const mixed = { truck: 0.1, van: 0.1, bus: 0.04, bicycle: 0.03 };
const highwayMix = { truck: 0.22, van: 0.1, bus: 0.02 };

/** Distance from the front of one vehicle to the rear of another further along its way, by the ego's own path, m. */
export const gapTo = (ego: Vehicle, other: Vehicle): number =>
  (other.x - ego.x) * Math.cos(ego.headingRad) +
  (other.y - ego.y) * Math.sin(ego.headingRad) -
  other.body.rearM -
  frontOf(ego);

/** Keeps the ego's own lane, and the neighbour's near it, free at the start. */
const keepEgoLane = (scene: Scene, lane: { blockId: string }): boolean => lane.blockId === egoBlock(scene);
const egoBlock = (scene: Scene): string =>
  scene.ego.path.spans.find((span) => span.toM > scene.ego.atM)?.segment.blockId ?? '';

function surroundings(scene: Scene): void {
  fillBays(scene, 0.55);
  addStrollers(scene, scene.random.fork('people').integer(0, 8));
}

export const openRoad: Scenario[] = [
  {
    name: 'free-drive',
    weight: 2,
    places: ['straight', 'curve', 's-curve', 'highway', 'narrow-street'],
    expects: [],
    density: { perKm: 7, perHour: 250, most: 16, kinds: mixed },
    cast: surroundings,
  },
  {
    name: 'follow',
    weight: 3,
    places: ['straight', 'curve', 's-curve', 'intersection-lights', 't-junction', 'highway'],
    expects: [],
    density: { perKm: 14, perHour: 500, most: 22, kinds: mixed },
    cast(scene) {
      const { ego } = scene;
      const random = scene.random.fork('lead');
      surroundings(scene);
      const kind = random.pick(['car', 'car', 'van', 'truck', 'bus'] as const);
      addActor(scene, kind, ego.path, ego.atM + random.between(20, 38));
    },
  },
  {
    name: 'dense-traffic',
    weight: 1.5,
    places: ['highway', 'straight', 'intersection-lights'],
    expects: [],
    density: { perKm: 38, perHour: 1500, most: 42, kinds: highwayMix },
    route: (ground) => wayThrough(ground, (one) => !one.isConnector && hasNeighbour(one), 50),
    cast(scene) {
      const { ego } = scene;
      const random = scene.random.fork('queue');
      surroundings(scene);
      const slow = random.between(3, 8);
      ego.speedMps = Math.min(ego.speedMps, slow + 2);
      const lead = addActor(scene, 'car', ego.path, ego.atM + random.between(15, 24), { speedMps: slow });
      lead.act = (self, { step }) => {
        self.capMps = slow * (1 + 0.6 * Math.sin(step / 23));
      };
    },
  },
  {
    name: 'cut-in',
    weight: 3,
    places: ['highway', 'straight', 'curve'],
    expects: ['cut-in'],
    density: { perKm: 9, perHour: 350, most: 18, kinds: highwayMix },
    skip: keepEgoLane,
    route: (ground) => wayThrough(ground, (one) => !one.isConnector && hasNeighbour(one), 60),
    cast(scene) {
      const { ego } = scene;
      const random = scene.random.fork('cut-in');
      const beside = laneBeside(scene);
      if (!beside) return;
      const kind = random.pick(['car', 'car', 'car', 'van', 'truck'] as const);
      const from = random.integer(10, 80);
      const wantedGap = 4 + ego.speedMps * random.between(0.35, 0.75);
      let done = false;
      const actor = addActor(scene, kind, beside.path, beside.abreastM + random.between(2, 26), {
        speedMps: ego.speedMps * random.between(0.85, 1.05),
      });
      const after = random.between(0.8, 0.98);
      actor.act = (self, world) => {
        const gap = gapTo(ego, self);
        if (done) return;
        // Draws level or drops back until the gap in front of the ego is the one it wants.
        self.capMps = Math.max(2, ego.speedMps + Math.max(-2.5, Math.min(2.5, (wantedGap + 4 - gap) * 0.4)));
        self.forcedMps2 = Math.max(-2, Math.min(1.8, (self.capMps - self.speedMps) * 1.2));
        if (world.step < from || gap < wantedGap - 1.5 || gap > wantedGap + 6) return;
        const lane = egoLaneFrom(scene, spanOf(self).segment);
        if (!lane || self.speedMps < 3) return;
        self.forcedMps2 = null;
        changeLane(self, lane, 2.5 * self.speedMps, world);
        self.capMps = ego.speedMps * after;
        done = true;
      };
    },
  },
  {
    name: 'cut-out',
    weight: 2,
    places: ['highway', 'straight'],
    expects: ['cut-out'],
    density: { perKm: 6, perHour: 250, most: 14, kinds: highwayMix },
    skip: keepEgoLane,
    route: (ground) => wayThrough(ground, (one) => !one.isConnector && hasNeighbour(one), 60),
    cast(scene) {
      const { ego } = scene;
      const random = scene.random.fork('cut-out');
      const lead = addActor(
        scene,
        random.pick(['car', 'van', 'truck'] as const),
        ego.path,
        ego.atM + random.between(22, 30),
      );
      lead.speedMps = ego.speedMps;
      const slowSpeed = random.between(2.5, 5);
      const slow = addActor(
        scene,
        random.pick(['car', 'van', 'truck'] as const),
        ego.path,
        ego.atM + random.between(105, 140),
        {
          capMps: slowSpeed,
          speedMps: slowSpeed,
          extraSignals: agentSignals.indicatorLeft | agentSignals.indicatorRight,
        },
      );
      let done = false;
      lead.act = (self, world) => {
        if (done) return;
        const gap = gapTo(self, slow);
        if (gap > Math.max(24, 2.4 * self.speedMps)) return;
        const here = spanOf(self).segment;
        const side = here.left ?? here.right;
        if (!side) return;
        changeLane(self, side, 2.6 * self.speedMps, world);
        done = true;
      };
    },
  },
  {
    name: 'sudden-braking',
    weight: 3,
    places: ['straight', 'curve', 'highway', 's-curve'],
    expects: ['sudden braking ahead'],
    density: { perKm: 8, perHour: 300, most: 16, kinds: highwayMix },
    skip: keepEgoLane,
    cast(scene) {
      const { ego } = scene;
      const random = scene.random.fork('braking');
      surroundings(scene);
      const lead = addActor(
        scene,
        random.pick(['car', 'car', 'van'] as const),
        ego.path,
        ego.atM + random.between(24, 34),
      );
      lead.speedMps = ego.speedMps;
      const from = random.integer(25, 90);
      const brake = random.between(4.5, 6.5);
      const until = random.between(0, 3);
      const hold = random.integer(10, 40);
      let stoodAt = -1;
      lead.act = (self, { step }) => {
        if (step < from || stoodAt < -1) return;
        self.forcedMps2 = self.speedMps > until ? -brake : 0;
        if (self.speedMps <= until + 0.2 && stoodAt < 0) stoodAt = step;
        if (stoodAt < 0 || step < stoodAt + hold) return;
        self.forcedMps2 = null;
        stoodAt = -2;
      };
    },
  },
  {
    name: 'wrong-way-driver',
    weight: 1.2,
    places: ['straight', 'curve', 's-curve'],
    expects: ['wrong-way vehicle'],
    density: { perKm: 3, perHour: 60, most: 8, kinds: {} },
    skip: () => true,
    route: (ground) => {
      const start = wayThrough(ground, (one) => !one.isConnector && !hasNeighbour(one), 60);
      return start;
    },
    cast(scene) {
      const { ego } = scene;
      const random = scene.random.fork('wrong way');
      surroundings(scene);
      const ahead = random.between(120, 160);
      const lane = oncomingOffset(scene, ego.path, ego.atM + ahead);
      if (!lane) return;
      const line = offsetLine(ego.path, Math.min(ego.atM + ahead + 180, ego.path.lengthM), ego.atM - 20, lane.leftM);
      const own = freePath(line, lane.lane.limitMps);
      // Overtakes nobody in sight: stays on the wrong side until the ego is near, then swings back.
      const back = random.between(70, 100);
      const startM = own.lengthM - ahead - 20;
      const path = shiftedPath(own, [
        { fromM: 0, toM: own.lengthM - 20 - ahead / 2 - back / 2, leftM: lane.leftM, rampM: 28 },
      ]);
      addActor(scene, random.pick(['car', 'van'] as const), path, startM, {
        heedsOthers: false,
        driver: { boldness: 0.85 },
      });
    },
  },
];
