import type { DriveLabel, Environment } from '../drive.ts';
import { distanceToBox } from '../traffic/boxes.ts';
import type { Situation } from './situation.ts';
import { joined, spansWhere } from './spans.ts';
import type { LabelName } from './taxonomy.ts';

const weatherNames: Record<Environment['weather'], LabelName<'weather'>> = {
  clear: 'clear',
  overcast: 'overcast',
  rain: 'rainy',
  fog: 'foggy',
  snow: 'snowy',
};
const lightNames: Record<Environment['light'], LabelName<'light'>> = {
  day: 'day',
  dusk: 'dusk',
  night: 'night',
  backlight: 'strong backlight',
};

/** From how many other vehicles within NEAR_M the traffic counts as moderate, and as dense. */
const MODERATE = 3;
const DENSE = 9;
const NEAR_M = 60;
const DENSITY_BLOCK_STEPS = 20;
const PUDDLE_WETNESS = 0.85;

/** Weather, light, road, density: what the whole drive or long stretches of it are like. */
export function sceneLabels(situation: Situation): DriveLabel[] {
  const { environment, steps } = situation.drive;
  const whole = { firstStep: 0, lastStep: steps - 1 };
  const labels: DriveLabel[] = [
    { group: 'weather', name: weatherNames[environment.weather], ...whole },
    { group: 'light', name: lightNames[environment.light], ...whole },
    ...densityLabels(situation),
    ...roadLabels(situation),
  ];
  if (environment.wetness > PUDDLE_WETNESS) labels.push({ group: 'long-tail', name: 'water puddle', ...whole });
  return labels;
}

function densityLabels({ drive, seen }: Situation): DriveLabel[] {
  const blocks: DriveLabel[] = [];
  for (let first = 0; first < drive.steps; first += DENSITY_BLOCK_STEPS) {
    const last = Math.min(drive.steps, first + DENSITY_BLOCK_STEPS) - 1;
    let sum = 0;
    for (let step = first; step <= last; step++) {
      sum += seen[step].filter((one) => one.distanceM < NEAR_M && isTraffic(one.agent.id)).length;
    }
    const mean = sum / (last - first + 1);
    const name = mean >= DENSE ? 'dense' : mean >= MODERATE ? 'moderate' : 'sparse';
    blocks.push({ group: 'density', name, firstStep: first, lastStep: last });
  }
  const names = new Set(blocks.map((block) => block.name));
  return [...names].flatMap((name) => joined(blocks.filter((block) => block.name === name)));
}

/** Vehicles under way; the names of those that stay put say so. */
const isTraffic = (id: string): boolean => !/^(still|pedestrian|child|animal)/.test(id);

const INTERSECTION_M = 12;
const RAMP_LIMIT_MPS = 21;

function roadLabels(situation: Situation): DriveLabel[] {
  const { drive, egoSegments } = situation;
  const { kind, roads, priorities } = drive.place;
  const fast = kind === 'highway' || kind === 'merge' || kind === 'ramp';
  const ruled = new Set(priorities.map((one) => one.connectorId));
  const crossings = roads.roadblockConnectors.filter((block) => {
    const ways = roads.connectors.filter((one) => one.roadblockConnectorId === block.id);
    return ways.some((one) => ruled.has(one.id)) && kind !== 'crossing' && kind !== 'railway-crossing';
  });
  const crossingIds = new Set(crossings.map((block) => block.intersectionId));
  const areas = roads.intersections.filter((one) => crossingIds.has(one.id));
  const onRamp = (step: number): boolean => {
    const segment = egoSegments[step];
    return fast && segment !== null && segment.limitMps < RAMP_LIMIT_MPS && !segment.left && !segment.right;
  };
  const atCrossing = (step: number): boolean =>
    areas.some(({ polygon }) => distanceToRing(polygon[0], drive.ego.x[step], drive.ego.y[step]) < INTERSECTION_M);
  const labels: DriveLabel[] = [];
  if (areas.length) labels.push(...spansWhere('road', 'intersection', drive.steps, atCrossing));
  if (fast) {
    labels.push(...spansWhere('road', 'ramp', drive.steps, onRamp));
    labels.push(...spansWhere('road', 'highway', drive.steps, (step) => !onRamp(step)));
  } else {
    labels.push({
      group: 'road',
      name: kind === 'narrow-street' ? 'narrow street' : 'urban',
      firstStep: 0,
      lastStep: drive.steps - 1,
    });
  }
  return labels;
}

/** Distance from a point to the nearest edge of a ring, 0 inside its bounds' middle cases included, m. */
function distanceToRing(ring: readonly number[], x: number, y: number): number {
  let least = Infinity;
  for (let i = 0; i < ring.length; i += 2) {
    const j = (i + 2) % ring.length;
    const length = Math.hypot(ring[j] - ring[i], ring[j + 1] - ring[i + 1]);
    const box = {
      x: (ring[i] + ring[j]) / 2,
      y: (ring[i + 1] + ring[j + 1]) / 2,
      headingRad: Math.atan2(ring[j + 1] - ring[i + 1], ring[j] - ring[i]),
      halfLengthM: length / 2,
      halfWidthM: 0,
    };
    least = Math.min(least, distanceToBox(box, x, y));
  }
  return least;
}
