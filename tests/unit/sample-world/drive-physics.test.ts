import { describe, expect, it } from 'vitest';
import { AGENT_STATE, EGO_VEHICLE, STEERING_RATIO, STEP_S, type Drive } from '../../../src/main/sample-world/drive.ts';
import { makeDrive, scenarioNames } from '../../../src/main/sample-world/make-drive.ts';

/** Every scenario by an expert several times, and both other intents: 216 drives. */
const requests: { seed: number; index: number; scenario: string; intent: Drive['intent'] }[] = scenarioNames.flatMap(
  (scenario, i) =>
    Array.from({ length: 6 }, (_, k) => ({
      seed: 31,
      index: i * 10 + k,
      scenario,
      intent: k < 4 ? ('expert' as const) : k === 4 ? ('counterfactual' as const) : ('failure' as const),
    })),
);

interface Quad {
  corners: [number, number][];
  reach: number;
  x: number;
  y: number;
}

function quadOf(x: number, y: number, heading: number, length: number, width: number): Quad {
  const [cos, sin] = [Math.cos(heading), Math.sin(heading)];
  const corners = [
    [0.5, 0.5],
    [-0.5, 0.5],
    [-0.5, -0.5],
    [0.5, -0.5],
  ].map(([u, v]): [number, number] => [x + u * length * cos - v * width * sin, y + u * length * sin + v * width * cos]);
  return { corners, reach: Math.hypot(length, width) / 2, x, y };
}

/** Convex polygons overlap where no edge of either parts them; written here apart from the product's own test. */
function overlap(a: Quad, b: Quad): boolean {
  if (Math.hypot(a.x - b.x, a.y - b.y) > a.reach + b.reach) return false;
  for (const [one, other] of [
    [a, b],
    [b, a],
  ]) {
    for (let i = 0; i < 4; i++) {
      const [p, q] = [one.corners[i], one.corners[(i + 1) % 4]];
      const outside = ([x, y]: [number, number]): boolean =>
        (q[0] - p[0]) * (y - p[1]) - (q[1] - p[1]) * (x - p[0]) < -1e-9;
      if (other.corners.every(outside)) return false;
    }
  }
  return true;
}

const egoQuad = ({ ego }: Drive, step: number): Quad => {
  const middle = (EGO_VEHICLE.frontM - EGO_VEHICLE.rearM) / 2;
  const heading = ego.headingRad[step];
  const x = ego.x[step] + middle * Math.cos(heading);
  const y = ego.y[step] + middle * Math.sin(heading);
  return quadOf(x, y, heading, EGO_VEHICLE.frontM + EGO_VEHICLE.rearM, EGO_VEHICLE.widthM);
};

function overlapsOf(drive: Drive): string[] {
  const found = new Set<string>();
  const crashes = drive.fault === 'brakes late';
  for (let step = 0; step < drive.steps; step++) {
    const all: { name: string; quad: Quad; moves: boolean }[] = [
      { name: 'ego', quad: egoQuad(drive, step), moves: true },
    ];
    for (const agent of drive.agents) {
      if (step < agent.firstStep || step > agent.lastStep) continue;
      const [x, y, heading] = agent.states.subarray((step - agent.firstStep) * AGENT_STATE);
      const moves = !agent.id.startsWith('still');
      all.push({ name: agent.id, quad: quadOf(x, y, heading, agent.lengthM, agent.widthM), moves });
    }
    for (let i = 0; i < all.length; i++) {
      if (!all[i].moves) continue;
      for (let j = 0; j < all.length; j++) {
        if (i === j || (all[j].moves && j < i) || (crashes && i === 0)) continue;
        if (overlap(all[i].quad, all[j].quad))
          found.add(`${drive.name} ${drive.intent}: ${all[i].name} and ${all[j].name}`);
      }
    }
    for (const house of drive.place.scenery.buildings) {
      if (overlap(all[0].quad, quadOf(house.x, house.y, house.headingRad, house.lengthM, house.widthM))) {
        found.add(`${drive.name}: ego in a house`);
      }
    }
  }
  return [...found];
}

/** Changes between recorded states that no body makes: jumps, speeds, accelerations. */
function unphysicalOf(drive: Drive): string[] {
  const found: string[] = [];
  for (const agent of drive.agents) {
    const { states } = agent;
    const hit = drive.fault === 'brakes late';
    for (let i = AGENT_STATE; i < states.length; i += AGENT_STATE) {
      const step = `${drive.name} ${agent.id} step ${agent.firstStep + i / AGENT_STATE}`;
      const [dx, dy] = [states[i] - states[i - 5], states[i + 1] - states[i - 4]];
      const vx = (states[i + 3] + states[i - 2]) / 2;
      const vy = (states[i + 4] + states[i - 1]) / 2;
      if (Math.hypot(dx - vx * STEP_S, dy - vy * STEP_S) > 0.06)
        found.push(`${step}: moved ${dx} ${dy} at ${vx} ${vy}`);
      const speed = (k: number): number => Math.hypot(states[k + 3], states[k + 4]);
      const change = (speed(i) - speed(i - AGENT_STATE)) / STEP_S;
      if (!hit && (change > 4.2 || change < -8.6)) found.push(`${step}: accelerates ${change}`);
    }
  }
  return found;
}

/** Where the ego's columns do not follow from one another by finite differences. */
function inconsistenciesOf({ name, ego, steps, fault }: Drive): string[] {
  const found: string[] = [];
  if (fault === 'brakes late') return found;
  for (let i = 1; i < steps; i++) {
    const mean = (column: Float64Array): number => (column[i] + column[i - 1]) / 2;
    const heading = mean(ego.headingRad);
    const offX = ego.x[i] - ego.x[i - 1] - mean(ego.speedMps) * Math.cos(heading) * STEP_S;
    const offY = ego.y[i] - ego.y[i - 1] - mean(ego.speedMps) * Math.sin(heading) * STEP_S;
    if (Math.hypot(offX, offY) > 0.02) found.push(`${name} ${i}: position off by ${Math.hypot(offX, offY)}`);
    const turn = ego.headingRad[i] - ego.headingRad[i - 1];
    if (Math.abs(turn - mean(ego.yawRateRadps) * STEP_S) > 0.004) found.push(`${name} ${i}: turn ${turn}`);
    const change = (ego.speedMps[i] - ego.speedMps[i - 1]) / STEP_S;
    // Where it comes to a stand its acceleration ends at once.
    const rolls = Math.min(ego.speedMps[i], ego.speedMps[i - 1]) > 0.5;
    if (rolls && Math.abs(change - mean(ego.accelerationMps2)) > 0.65) {
      found.push(`${name} ${i}: speed changes by ${change}, acceleration ${mean(ego.accelerationMps2)}`);
    }
    if (ego.yawRateRadps[i] !== ego.speedMps[i] * ego.curvature[i]) found.push(`${name} ${i}: yaw rate`);
    const wheel = Math.atan(EGO_VEHICLE.wheelBaseM * ego.curvature[i]) * STEERING_RATIO;
    if (Math.abs(wheel - ego.steeringWheelRad[i]) > 1e-12) found.push(`${name} ${i}: steering wheel`);
    if (Math.abs(ego.steeringWheelRad[i]) > 8.2) found.push(`${name} ${i}: steering beyond its stop`);
  }
  return found;
}

describe('drives of every scenario and intent', () => {
  const drives = requests.map((request) => makeDrive(request));
  const experts = drives.filter((drive) => drive.intent === 'expert');

  it('are over two hundred', () => expect(drives.length).toBeGreaterThanOrEqual(200));

  it('never have two in one place, unless the ego crashes', () => expect(drives.flatMap(overlapsOf)).toEqual([]));

  it('move everybody as bodies move', () => expect(drives.flatMap(unphysicalOf).slice(0, 10)).toEqual([]));

  it('hold ego states that follow from one another', () => {
    expect(drives.flatMap(inconsistenciesOf).slice(0, 10)).toEqual([]);
  });

  it('keep the expert within the comfort bounds of the PDM score nearly always', () => {
    let [states, rough] = [0, 0];
    for (const { ego, steps } of experts) {
      for (let i = 1; i < steps; i++) {
        states++;
        const yawAcceleration = (ego.yawRateRadps[i] - ego.yawRateRadps[i - 1]) / STEP_S;
        const comfortable =
          ego.accelerationMps2[i] > -4.05 &&
          ego.accelerationMps2[i] < 2.4 &&
          Math.abs(ego.yawRateRadps[i]) < 0.95 &&
          Math.abs(yawAcceleration) < 1.93 &&
          Math.abs(ego.yawRateRadps[i] * ego.speedMps[i]) < 4.89;
        if (!comfortable) rough++;
      }
    }
    expect(rough / states).toBeLessThan(0.01);
  });

  it('keep the expert going', () => {
    const still = experts.filter(({ ego, steps }) => {
      const last = steps - 1;
      return Math.hypot(ego.x[last] - ego.x[0], ego.y[last] - ego.y[0]) < 5;
    });
    expect(still.length / experts.length).toBeLessThan(0.05);
  });
});
