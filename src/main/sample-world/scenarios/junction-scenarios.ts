import type { Segment } from '../traffic/network.ts';
import { frontOf } from '../traffic/road-users.ts';
import { addStrollers, fillBays } from './roadside.ts';
import { addActor, wayThrough, type EgoStart, type Ground, type Scenario, type Scene } from './scene.ts';

const townMix = { truck: 0.06, van: 0.1, bus: 0.06, bicycle: 0.05 };
const busy = { perKm: 13, perHour: 480, most: 24, kinds: townMix };
const calm = { perKm: 7, perHour: 260, most: 16, kinds: townMix };
const LEFT_RAD = 0.7;

const isLeft = (one: Segment): boolean => one.isConnector && one.turnRad > LEFT_RAD;
const isRight = (one: Segment): boolean => one.isConnector && one.turnRad < -LEFT_RAD;
const isAhead = (one: Segment): boolean => one.isConnector && Math.abs(one.turnRad) < 0.4;

function through(ground: Ground, test: (one: Segment) => boolean, least: number, most: number): EgoStart | null {
  const beforeM = ground.random.fork('start').between(least, most);
  return wayThrough(ground, (one) => ground.junctions.has(one.id) && test(one), beforeM);
}

function streetLife(scene: Scene, most = 7): void {
  fillBays(scene, 0.5);
  addStrollers(scene, scene.random.fork('people').integer(0, most));
}

/** The light of the ego's first junction. */
function lightAt(ground: Ground, start: EgoStart | null, step: number): string | undefined {
  const connector = start?.way.find((one, i) => one.lightStopLineIds.length > 0 && i > 0);
  return connector && ground.lights.get(connector.id)?.states[step];
}

export const junctionScenarios: Scenario[] = [
  {
    name: 'red-light-queue',
    weight: 3,
    places: ['intersection-lights'],
    expects: ['red light'],
    density: busy,
    route: (ground) => {
      const start = through(ground, (one) => one.lightStopLineIds.length > 0, 45, 80);
      return lightAt(ground, start, 0) === 'red' || lightAt(ground, start, 45) === 'red' ? start : null;
    },
    cast(scene) {
      streetLife(scene);
      const { ego } = scene;
      const random = scene.random.fork('queue');
      const line = ego.path.spans.find((span) => span.segment.lightStopLineIds.length && span.fromM > ego.atM);
      if (!line || scene.lights.get(line.segment.id)?.states[0] !== 'red') return;
      // Those who wait already, one behind the other.
      const stop = line.fromM - (scene.junctions.get(line.segment.id)?.stopBackM ?? 1) - 0.5;
      let front = stop;
      const waiting = random.integer(0, 2);
      for (let i = 0; i < waiting; i++) {
        const kind = random.pick(['car', 'car', 'van', 'truck'] as const);
        const other = addActor(scene, kind, ego.path, 20, { speedMps: 0 });
        const atM = front - frontOf(other);
        if (atM - other.body.rearM < ego.atM + 22) {
          scene.world.vehicles.pop();
          break;
        }
        placeAt(other, atM);
        front = atM - other.body.rearM - random.between(1.8, 3);
      }
    },
  },
  {
    name: 'green-light',
    weight: 1.5,
    places: ['intersection-lights', 't-junction'],
    expects: [],
    density: busy,
    route: (ground) => through(ground, isAhead, 30, 90),
    cast: streetLife,
  },
  {
    name: 'unprotected-left',
    weight: 3,
    places: ['intersection-lights', 'intersection-uncontrolled', 't-junction', 'intersection-stop'],
    expects: ['unprotected left turn'],
    density: { ...busy, perKm: 16 },
    route: (ground) => through(ground, isLeft, 30, 60),
    cast: streetLife,
  },
  {
    name: 'right-turn',
    weight: 2.5,
    places: ['intersection-lights', 'intersection-uncontrolled', 't-junction', 'intersection-stop'],
    expects: ['turning right'],
    density: calm,
    route: (ground) => through(ground, isRight, 30, 60),
    cast: streetLife,
  },
  {
    name: 'left-turn',
    weight: 1.5,
    places: ['intersection-lights', 'intersection-uncontrolled', 't-junction', 'intersection-stop'],
    expects: ['turning left'],
    density: calm,
    route: (ground) => through(ground, isLeft, 25, 45),
    cast: streetLife,
  },
  {
    name: 'stop-sign',
    weight: 2,
    places: ['intersection-stop', 't-junction'],
    expects: ['stopping'],
    density: calm,
    route: (ground) => through(ground, (one) => ground.junctions.get(one.id)?.control === 'stop', 40, 70),
    cast: streetLife,
  },
  {
    name: 'uncontrolled-intersection',
    weight: 1.5,
    places: ['intersection-uncontrolled', 't-junction'],
    expects: [],
    density: busy,
    route: (ground) => through(ground, isAhead, 35, 70),
    cast: streetLife,
  },
  {
    name: 'roundabout',
    weight: 2.5,
    places: ['roundabout'],
    expects: ['roundabout'],
    density: { ...busy, perKm: 16, perHour: 520 },
    route: (ground) => through(ground, (one) => ground.junctions.get(one.id)?.control === 'yield', 30, 65),
    cast: streetLife,
  },
  {
    name: 'merge',
    weight: 2.5,
    places: ['merge'],
    expects: ['ramp', 'highway'],
    density: { perKm: 13, perHour: 700, most: 26, kinds: { truck: 0.2, van: 0.1 } },
    route: (ground) => {
      const onRamp = ground.random.fork('on ramp').chance(0.7);
      return wayThrough(ground, (one) => (onRamp ? isSingle(one) : one.isConnector), onRamp ? 60 : 90);
    },
    cast: ({ ego }) => {
      ego.changesLanes = true;
    },
  },
  {
    name: 'exit',
    weight: 1.5,
    places: ['ramp'],
    expects: ['ramp', 'highway'],
    density: { perKm: 11, perHour: 500, most: 22, kinds: { truck: 0.2, van: 0.1 } },
    route: (ground) => wayThrough(ground, (one) => isSingle(one), 110),
    cast: () => undefined,
  },
];

/** A lane that is alone in its direction: a ramp. */
const isSingle = (one: Segment): boolean => !one.isConnector && !one.left && !one.right;

function placeAt(vehicle: Scene['ego'], atM: number): void {
  const { path } = vehicle;
  vehicle.atM = atM;
  const k = Math.min(path.count - 1, Math.round(atM / 0.5));
  vehicle.x = path.x[k];
  vehicle.y = path.y[k];
  vehicle.headingRad = path.headingRad[k];
  vehicle.curvature = path.curvature[k];
}
