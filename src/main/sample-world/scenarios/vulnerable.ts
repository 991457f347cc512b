import type { Walker, World } from '../traffic/road-users.ts';
import { besidePath, addActor, addFixture, addWalker, wayThrough, type Scenario, type Scene } from './scene.ts';
import { frontOf } from '../traffic/road-users.ts';
import { freePath, pathAlong, shiftedPath } from '../traffic/make-path.ts';
import { offsetLine, projectOnto } from '../traffic/path.ts';
import { waysTo, wander } from '../traffic/routes.ts';
import { agentSignals } from '../drive.ts';
import { addStrollers, crosswalksOn, fillBays, isClear, lineAcross, roadEdges } from './roadside.ts';

/** People step onto roads where traffic is slower than this. */
const TOWN_MPS = 14.5;
const townMix = { truck: 0.05, van: 0.1, bus: 0.05, bicycle: 0.06 };
const quiet = { perKm: 7, perHour: 220, most: 14, kinds: townMix };

/** Starts when the ego is so near that it still can stop with about `brakingMps2`, and goes on from there. */
function whenEgoNears(atM: number, brakingMps2: number, reactionS: number): Walker['goes'] {
  let started = false;
  return (_self: Walker, world: World) => {
    const { ego } = world;
    const distance = atM - ego.atM - frontOf(ego);
    const stopping = ego.speedMps * reactionS + ego.speedMps ** 2 / (2 * brakingMps2) + 3;
    if (distance < stopping + 1 && distance > -5) started = true;
    return started;
  };
}

function peopleAround(scene: Scene, least: number, most: number): void {
  addStrollers(scene, scene.random.fork('people').integer(least, most));
}

/** Someone steps onto the road ahead of the ego, not on a crosswalk. */
function stepOut(scene: Scene, kind: 'pedestrian' | 'child', paceMps: number, brakingMps2: number): void {
  const { ego } = scene;
  const random = scene.random.fork('step out');
  for (let tries = 0; tries < 8; tries++) {
    const atM = ego.atM + random.between(45, 110);
    const line = lineAcross(scene, ego.path, atM, random.chance(0.65), 1.2, random.between(-3, 3));
    if (!isClear(scene, line)) continue;
    addWalker(scene, { kind, line, paceMps, careful: false, goes: whenEgoNears(atM, brakingMps2, 1.7) });
    return;
  }
}

export const vulnerable: Scenario[] = [
  {
    name: 'jaywalking',
    weight: 2.5,
    places: ['straight', 'curve', 's-curve', 'narrow-street'],
    expects: ['jaywalking'],
    density: quiet,
    cast(scene) {
      if (scene.ego.speedMps > TOWN_MPS) return false;
      fillBays(scene, 0.4, (atM) => Math.abs(atM - scene.ego.atM) < 8);
      stepOut(scene, 'pedestrian', scene.random.fork('pace').between(1.2, 1.8), 2.6);
      peopleAround(scene, 1, 6);
      return true;
    },
  },
  {
    name: 'child',
    weight: 2,
    places: ['straight', 'narrow-street', 'curve'],
    expects: ['child'],
    density: { ...quiet, perKm: 4 },
    cast(scene) {
      if (scene.ego.speedMps > TOWN_MPS) return false;
      fillBays(scene, 0.35);
      stepOut(scene, 'child', scene.random.fork('pace').between(1.6, 2.3), 3);
      addStrollers(scene, scene.random.fork('people').integer(2, 6), 0.4);
      return true;
    },
  },
  {
    name: 'occluded-pop-out',
    weight: 2.5,
    places: ['narrow-street', 'straight', 'curve'],
    expects: ['occluded pedestrian'],
    density: { ...quiet, perKm: 4 },
    skip: (scene, lane) =>
      lane.blockId === scene.ego.path.spans.find((span) => span.toM > scene.ego.atM)?.segment.blockId,
    route: (ground) => wayThrough(ground, (one) => !one.isConnector && one.right === null, 60),
    cast(scene) {
      const { ego } = scene;
      if (ego.speedMps > TOWN_MPS) return false;
      const random = scene.random.fork('pop out');
      const atM = ego.atM + random.between(50, 95);
      const { rightM } = roadEdges(scene, ego.path, atM);
      const tall = random.pick(['van', 'truck', 'van', 'bus'] as const);
      const widthM = tall === 'van' ? 2 : 2.4;
      const lengthM = { van: 5.6, truck: 8, bus: 11 }[tall];
      // In a bay where there is one, else at the kerb; the ego's way keeps clear of it.
      const leftM = -Math.max(rightM - widthM / 2 - 0.1, ego.body.widthM / 2 + widthM / 2 + 0.45);
      const stands = besidePath(ego.path, atM - lengthM / 2 - 1.2, leftM);
      fillBays(
        scene,
        0.6,
        (bayM, bayLeft) => (bayLeft < 0 && bayM > atM - lengthM - 7 && bayM < atM + 4.5) || Math.abs(bayM - atM) < 6,
      );
      addFixture(scene, { kind: tall, ...stands, body: { lengthM, widthM } });
      const from = besidePath(ego.path, atM, -(Math.max(rightM, -leftM + widthM / 2) + 0.8));
      const to = besidePath(ego.path, atM + random.between(-1, 2), roadEdges(scene, ego.path, atM).leftM + 1.5);
      const kind = random.chance(0.35) ? 'child' : 'pedestrian';
      const paceMps = random.between(1.5, 2.3);
      const line = [from.x, from.y, to.x, to.y];
      addWalker(scene, { kind, line, paceMps, careful: false, goes: whenEgoNears(atM, 3.2, 1.4) });
      peopleAround(scene, 0, 4);
      return true;
    },
  },
  {
    name: 'pedestrian-crossing',
    weight: 3,
    places: ['crossing', 'crossing', 'intersection-stop', 'intersection-uncontrolled', 't-junction', 'roundabout'],
    expects: ['pedestrian crossing'],
    density: quiet,
    route: (ground) =>
      wayThrough(
        ground,
        (one) => one.isConnector && ground.junctions.has(one.id),
        ground.random.fork('start').between(35, 70),
      ),
    cast(scene) {
      if (!crossingPeople(scene, scene.random.fork('count').integer(1, 3))) return false;
      fillBays(scene, 0.4);
      peopleAround(scene, 2, 8);
      return true;
    },
  },
  {
    name: 'crowd',
    weight: 1.5,
    places: ['crossing', 'intersection-uncontrolled', 'roundabout', 'intersection-stop'],
    expects: ['crowd'],
    density: quiet,
    route: (ground) => wayThrough(ground, (one) => one.isConnector && ground.junctions.has(one.id), 45),
    cast(scene) {
      if (!crossingPeople(scene, scene.random.fork('count').integer(8, 13))) return false;
      addStrollers(scene, 24, 0.12);
      return true;
    },
  },
  {
    name: 'cyclist-conflict',
    weight: 2.5,
    places: ['straight', 'curve', 'narrow-street', 'intersection-stop', 'intersection-uncontrolled'],
    expects: ['cyclist conflict'],
    density: quiet,
    skip: (scene, lane) => scene.ego.path.spans.some((span) => span.segment.id === lane.id),
    cast(scene) {
      const { ego } = scene;
      const random = scene.random.fork('cyclist');
      const crossing = scene.place.kind.startsWith('intersection') ? crossingLane(scene) : null;
      if (crossing) {
        const arrivesS = Math.max(1, crossing.egoM - ego.atM - 8) / Math.max(ego.speedMps * 0.8, 2);
        const speed = random.between(4, 5.5);
        const atM = Math.max(3, crossing.atM - arrivesS * speed);
        addActor(scene, 'bicycle', crossing.path, atM, {
          speedMps: speed,
          capMps: speed,
          heedsLights: false,
          heedsOthers: false,
        });
      } else {
        const side = -random.between(0.5, 1.1);
        const line = offsetLine(ego.path, ego.atM, ego.path.lengthM, side);
        const speed = random.between(3.5, 5.5);
        const path = freePath(line, 8);
        addActor(scene, 'bicycle', path, random.between(22, 40), { speedMps: speed, capMps: speed });
      }
      fillBays(scene, 0.5);
      peopleAround(scene, 0, 6);
    },
  },
  {
    name: 'door-opening',
    weight: 2,
    places: ['narrow-street'],
    expects: ['door opening'],
    density: { ...quiet, perKm: 2, perHour: 40 },
    skip: () => true,
    cast(scene) {
      const { ego } = scene;
      const random = scene.random.fork('door');
      fillBays(scene, 0.75);
      const beside = scene.world.fixtures
        .map((fixture) => ({ fixture, at: projectOnto(ego.path, fixture.x, fixture.y, ego.atM, ego.atM + 130) }))
        .filter(({ at }) => at.leftM < 0 && at.leftM > -4.5 && at.atM > ego.atM + 45 && at.atM < ego.atM + 110);
      if (!beside.length) return;
      const { fixture, at } = random.pick(beside);
      const opensAt = random.between(20, 34);
      let from = -1;
      const open = random.integer(40, 80);
      fixture.role = 'actor';
      fixture.signalsAt = (step, world) => {
        const distance = at.atM - world.ego.atM - frontOf(world.ego);
        if (from < 0 && distance < opensAt) from = step;
        return from >= 0 && step < from + open ? agentSignals.doorLeft : 0;
      };
      // The ego swings around the door, slowly.
      const aside = at.leftM + fixture.body.widthM / 2 + 0.95 + ego.body.widthM / 2 + 0.35;
      const shift = { fromM: at.atM - 5, toM: at.atM + 5, leftM: Math.max(0.5, aside), rampM: 20 };
      ego.path = shiftedPath(ego.path, [shift]);
      scene.world.route.driven = ego.path;
      ego.act = (self) => {
        const near = from >= 0 && self.atM < at.atM + 4;
        self.capMps = near ? 4.5 : Infinity;
      };
      peopleAround(scene, 0, 5);
    },
  },
];

/** Distance between people who wait one behind the other, m. */
const ROW_M = 0.9;

/** People on the first crosswalks of the ego's way: some on it as the ego comes, some who wait to go. */
function crossingPeople(scene: Scene, count: number): boolean {
  const { ego } = scene;
  const random = scene.random.fork('crossing');
  const crosswalks = crosswalksOn(scene, ego.path, ego.atM + 18, ego.atM + 110);
  if (!crosswalks.length) return false;
  for (let i = 0; i < count; i++) {
    const { atM, line } = crosswalks[Math.min(crosswalks.length - 1, random.chance(0.8) ? 0 : 1)];
    const [dx, dy] = [line[2] - line[0], line[3] - line[1]];
    const length = Math.hypot(dx, dy);
    // Side by side: each keeps a lane of its own on the crosswalk, those from either end theirs.
    const there = i % 2 === 0;
    const aside = (there ? 0.5 : -0.5) * (0.8 + 1.5 * (Math.floor(i / 2) % 2));
    const ox = (-dy / length) * aside;
    const oy = (dx / length) * aside;
    const u = there ? 1 : -1;
    const [fromX, fromY, toX, toY] = there ? line : [line[2], line[3], line[0], line[1]];
    const row = Math.floor(i / 4);
    const back = ((row * ROW_M) / length) * u;
    const own = [fromX + ox - dx * back, fromY + oy - dy * back, toX + ox, toY + oy];
    if (row > 0 && !scene.grounds.isWalkway(own[0], own[1])) continue;
    // Over there they go on along the sidewalk, each lane to its own side.
    const turn = Math.sign(aside) / length;
    for (let m = 2; m < 24; m += 2) {
      const [x, y] = [toX + ox - dy * turn * m, toY + oy + dx * turn * m];
      if (!scene.grounds.isWalkway(x, y) || !isClear(scene, [x - 0.3, y, x + 0.3, y])) break;
      own.push(x, y);
    }
    const kind = random.chance(0.1) ? 'child' : 'pedestrian';
    const near = whenEgoNears(atM, random.between(1.2, 2), random.between(1.2, 2.5));
    const connector = governing(scene, atM);
    // Some are on their way already, or soon, wherever the ego is.
    const setsOut = random.chance(0.5) ? random.integer(5, 90) : Infinity;
    const goes: Walker['goes'] = (self, world) => {
      const green = connector !== null && world.lights.get(connector)?.states[world.step] !== 'red';
      if (green && self.atM < row * ROW_M + 0.3) return false;
      const goesNow = near(self, world) || world.step >= setsOut;
      self.claims ||= goesNow;
      return goesNow;
    };
    const paceMps = random.between(1, 1.6);
    addWalker(scene, { kind, line: own, paceMps, careful: false, goes }, i ? 'traffic' : 'actor');
  }
  return true;
}

/** The connector of the ego's way whose light rules the crosswalk at a distance; null where none does. */
function governing(scene: Scene, atM: number): string | null {
  for (const span of scene.ego.path.spans) {
    if (!span.segment.isConnector || !span.segment.lightStopLineIds.length) continue;
    if (span.fromM < atM + 8 && span.toM > atM - 8) return span.segment.id;
  }
  return null;
}

/** A way that crosses the ego's in the junction ahead: where each is at the meeting point. */
function crossingLane(scene: Scene): { path: ReturnType<typeof pathAlong>; atM: number; egoM: number } | null {
  const { ego } = scene;
  const random = scene.random.fork('crossing lane');
  const own = ego.path.spans.find((span) => span.fromM > ego.atM && scene.junctions.has(span.segment.id));
  if (!own) return null;
  const conflicts = scene.junctions.get(own.segment.id)!.conflicts.filter((one) => {
    const other = one.other;
    return Math.abs(other.turnRad) < 0.5 && other.next[0] !== own.segment.next[0];
  });
  if (!conflicts.length) return null;
  const conflict = random.pick(conflicts);
  const before = waysTo(conflict.other, 80, random);
  const way = [...before, ...wander(conflict.other, 200, random, true)];
  const whole = pathAlong(way);
  const span = whole.spans[before.length];
  const line = offsetLine(whole, 0, whole.lengthM, -1);
  return {
    path: freePath(line, 8),
    atM: span.fromM + (conflict.fromM + conflict.toM) / 2,
    egoM: own.fromM + (conflict.fromM + conflict.toM) / 2,
  };
}
