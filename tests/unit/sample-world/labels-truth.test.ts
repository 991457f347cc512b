import { describe, expect, it } from 'vitest';
import type { PolygonRings } from '../../../src/shared/domain/map.ts';
import { AGENT_STATE, type Agent, type Drive } from '../../../src/main/sample-world/drive.ts';
import { taxonomy } from '../../../src/main/sample-world/labels/taxonomy.ts';
import { makeDrive, scenarioNames } from '../../../src/main/sample-world/make-drive.ts';

const drives: Drive[] = scenarioNames.flatMap((scenario, i) =>
  [0, 1].map((k) => makeDrive({ seed: 77, index: i * 4 + k, scenario })),
);

interface There {
  agent: Agent;
  ahead: number;
  left: number;
  distance: number;
  speed: number;
  turn: number;
  signals: number;
}

/** Everybody at a step in the ego's frame: rear axle, x forward, y left. */
function around(drive: Drive, step: number): There[] {
  const { ego } = drive;
  const [cos, sin] = [Math.cos(ego.headingRad[step]), Math.sin(ego.headingRad[step])];
  return drive.agents.flatMap((agent) => {
    if (step < agent.firstStep || step > agent.lastStep) return [];
    const at = step - agent.firstStep;
    const [x, y, heading, vx, vy] = agent.states.subarray(at * AGENT_STATE, (at + 1) * AGENT_STATE);
    const [dx, dy] = [x - ego.x[step], y - ego.y[step]];
    return {
      agent,
      ahead: dx * cos + dy * sin,
      left: dy * cos - dx * sin,
      distance: Math.hypot(dx, dy),
      speed: Math.hypot(vx, vy),
      turn: heading - ego.headingRad[step],
      signals: agent.signals[at],
    };
  });
}

function inside(rings: PolygonRings, x: number, y: number): boolean {
  let winding = 0;
  const [ring] = rings;
  for (let i = 0; i < ring.length; i += 2) {
    const j = (i + 2) % ring.length;
    const side = (ring[j] - ring[i]) * (y - ring[i + 1]) - (x - ring[i]) * (ring[j + 1] - ring[i + 1]);
    if (ring[i + 1] <= y && ring[j + 1] > y && side > 0) winding++;
    if (ring[i + 1] > y && ring[j + 1] <= y && side < 0) winding--;
  }
  return winding !== 0;
}
const positionOf = (agent: Agent, step: number): [number, number] => {
  const at = (step - agent.firstStep) * AGENT_STATE;
  return [agent.states[at], agent.states[at + 1]];
};
const onCrosswalk = (drive: Drive, agent: Agent, step: number): boolean =>
  drive.place.roads.crosswalks.some(({ polygon }) => inside(polygon, ...positionOf(agent, step)));
const person = ({ agent }: There): boolean => agent.kind === 'pedestrian' || agent.kind === 'child';
const vehicle = ({ agent }: There): boolean => ['car', 'van', 'truck', 'bus', 'emergency'].includes(agent.kind);
const near =
  (most: number) =>
  (one: There): boolean =>
    one.ahead > -6 && one.distance < most;

/** What must be there, by plain geometry, at most steps of a span so labelled. */
const truths: Record<string, (drive: Drive, step: number, all: There[]) => boolean> = {
  'pedestrian crossing': (drive, step, all) =>
    all.some((one) => person(one) && near(55)(one) && onCrosswalk(drive, one.agent, step)),
  jaywalking: (drive, step, all) =>
    all.some((one) => person(one) && near(55)(one) && !onCrosswalk(drive, one.agent, step)),
  'occluded pedestrian': (_drive, _step, all) => all.some((one) => person(one) && near(45)(one)),
  child: (_drive, _step, all) => all.some((one) => one.agent.kind === 'child' && near(40)(one)),
  'cyclist conflict': (_drive, _step, all) => all.some((one) => one.agent.kind === 'bicycle' && near(40)(one)),
  crowd: (_drive, _step, all) => all.filter((one) => person(one) && one.distance < 34).length >= 6,
  'sudden braking ahead': (_drive, _step, all) =>
    all.some((one) => vehicle(one) && near(62)(one) && (one.signals & 1) !== 0),
  'wrong-way vehicle': (_drive, _step, all) =>
    all.some((one) => vehicle(one) && one.ahead > 0 && one.speed > 1 && Math.cos(one.turn) < -0.5),
  'large-vehicle occlusion': (_drive, _step, all) =>
    all.some(({ agent, ahead, distance }) => ['truck', 'bus'].includes(agent.kind) && ahead > 0 && distance < 40),
  'emergency vehicle': (_drive, _step, all) => all.some((one) => (one.signals & 8) !== 0 && one.distance < 75),
  'door opening': (_drive, _step, all) => all.some((one) => (one.signals & 48) !== 0 && one.distance < 50),
  'stopped or broken vehicle': (_drive, _step, all) =>
    all.some((one) => vehicle(one) && one.speed === 0 && one.distance < 75),
  'road debris': (_drive, _step, all) => all.some((one) => one.agent.kind === 'debris' && one.distance < 75),
  'accident scene': (_drive, _step, all) =>
    all.filter((one) => vehicle(one) && one.speed === 0 && one.distance < 90).length >= 2,
  'animal on road': (_drive, _step, all) => all.some((one) => one.agent.kind === 'animal' && one.distance < 75),
  'cut-in': (_drive, _step, all) =>
    all.some((one) => vehicle(one) && one.ahead > 0 && one.ahead < 60 && Math.cos(one.turn) > 0.8 && one.speed > 1),
  'water puddle': ({ environment }) => environment.wetness > 0.8,
  rainy: ({ environment }) => environment.weather === 'rain',
  night: ({ environment }) => environment.light === 'night',
  stopped: ({ ego }, step) => ego.speedMps[step] < 0.3,
  'hard braking': ({ ego }, step) => ego.accelerationMps2[step] < -3,
  'turning left': ({ ego, steps }, step) =>
    ego.headingRad[Math.min(step + 15, steps - 1)] > ego.headingRad[Math.max(step - 15, 0)] + 0.2,
  'turning right': ({ ego, steps }, step) =>
    ego.headingRad[Math.min(step + 15, steps - 1)] < ego.headingRad[Math.max(step - 15, 0)] - 0.2,
  'red light': ({ lights }, step) => lights.some(({ states }) => states[step] === 'red'),
  'green light': ({ lights }, step) => lights.some(({ states }) => states[step] === 'green'),
};

describe('labels', () => {
  it.each(Object.entries(truths))('say “%s” only where it is so', (name, isSo) => {
    let [steps, wrong] = [0, 0];
    for (const drive of drives) {
      for (const label of drive.labels.filter((one) => one.name === name)) {
        for (let step = label.firstStep; step <= label.lastStep; step++) {
          steps++;
          if (!isSo(drive, step, around(drive, step))) wrong++;
        }
      }
    }
    expect(steps, 'steps so labelled').toBeGreaterThan(0);
    // Spans bridge pauses of half a second.
    expect(wrong / steps).toBeLessThan(0.08);
  });

  it('are words of the taxonomy over spans inside the drive', () => {
    for (const { name, labels, steps } of drives) {
      for (const label of labels) {
        expect(taxonomy[label.group] as readonly string[], `${name} ${label.name}`).toContain(label.name);
        expect(label.firstStep).toBeGreaterThanOrEqual(0);
        expect(label.lastStep).toBeLessThan(steps);
        expect(label.lastStep).toBeGreaterThanOrEqual(label.firstStep);
      }
    }
  });

  it('give every step one weather, one light and one density', () => {
    for (const { labels, steps } of drives) {
      for (const group of ['weather', 'light', 'density']) {
        const covered = new Uint8Array(steps);
        for (const label of labels.filter((one) => one.group === group)) {
          for (let step = label.firstStep; step <= label.lastStep; step++) covered[step]++;
        }
        expect(covered.every((count) => count === 1)).toBe(true);
      }
    }
  });

  it('name who steps in front of the ego: nobody on foot is close ahead on its way without a label', () => {
    const wanted = new Set(['pedestrian crossing', 'jaywalking']);
    const missed: string[] = [];
    for (const drive of drives) {
      for (let step = 0; step < drive.steps; step += 5) {
        if (Math.abs(drive.ego.curvature[step]) > 0.004) continue;
        const inWay = around(drive, step).some(
          (one) => person(one) && one.ahead > 6 && one.ahead < 20 && Math.abs(one.left) < 1.2,
        );
        const labelled = drive.labels.some(
          (one) => wanted.has(one.name) && one.firstStep - 3 <= step && one.lastStep + 3 >= step,
        );
        if (inWay && !labelled) missed.push(`${drive.name} ${step}`);
      }
    }
    expect(missed).toEqual([]);
  });
});

/** What a sentence says is there, by plain geometry in front of the ego. */
const seenTruths: [RegExp, (drive: Drive, step: number, all: There[]) => boolean][] = [
  [
    /^(A pedestrian|A child) (is crossing|is standing)/,
    (_d, _s, all) => all.some((one) => person(one) && inView(one, 72)),
  ],
  [/^Several people/, (_d, _s, all) => all.filter((one) => person(one) && inView(one, 60)).length > 2],
  [
    /on the crosswalk/,
    (d, s, all) => all.some((one) => person(one) && inView(one, 55) && onCrosswalk(d, one.agent, s)),
  ],
  [/animal/, (_d, _s, all) => all.some((one) => one.agent.kind === 'animal' && inView(one, 62))],
  [
    /coming towards us/,
    (_d, _s, all) => all.some((one) => inView(one, 100) && Math.cos(one.turn) < -0.5 && one.speed > 1),
  ],
  [/door/, (_d, _s, all) => all.some((one) => (one.signals & 48) !== 0 && inView(one, 50))],
  [/cyclist/, (_d, _s, all) => all.some((one) => one.agent.kind === 'bicycle' && inView(one, 45))],
  [/siren/, (_d, _s, all) => all.some((one) => (one.signals & 8) !== 0 && inView(one, 75))],
  [/[Dd]ebris/, (_d, _s, all) => all.some((one) => one.agent.kind === 'debris' && inView(one, 60))],
  [
    /driving ahead in our lane|braking hard|standing (ahead|in the lane)/,
    (_d, _s, all) => all.some((one) => vehicle(one) && inView(one, 80)),
  ],
  [/light (ahead )?is red/, ({ lights }, step) => lights.some(({ states }) => states[step] === 'red')],
  [/light ahead is green/, ({ lights }, step) => lights.some(({ states }) => states[step] === 'green')],
  [
    /^The road ahead is clear/,
    (d, step, all) =>
      Math.abs(d.ego.curvature[step]) > 0.004 ||
      !all.some(
        (one) =>
          (person(one) || vehicle(one)) &&
          one.ahead > 6 &&
          one.ahead < 28 &&
          Math.abs(one.left) < 1 &&
          !hiddenBy(one, all),
      ),
  ],
];
const inView = (one: There, most: number): boolean =>
  one.ahead > 0 && one.distance < most && Math.abs(one.left) < one.ahead * 0.9;
const hiddenBy = (one: There, all: There[]): boolean =>
  all.some(
    (other) =>
      vehicle(other) &&
      other.ahead > 3 &&
      other.ahead < one.ahead - 2 &&
      Math.abs(other.left - (one.left * other.ahead) / one.ahead) < 1.2,
  );

describe('guidance', () => {
  const texts = drives.flatMap((drive) => drive.guidance.map((guide) => ({ drive, ...guide })));

  it('comes every two seconds in two sentences without numbers', () => {
    for (const drive of drives)
      expect(drive.guidance.map((one) => one.step)).toEqual([0, 20, 40, 60, 80, 100, 120, 140, 160, 180]);
    for (const { seen, advice } of texts) {
      for (const sentence of [seen, advice]) expect(sentence).toMatch(/^[A-Z][^.\d]*\.$/);
    }
  });

  it.each(seenTruths)('is true where it matches %s', (pattern, isSo) => {
    const said = texts.filter(({ seen }) => pattern.test(seen));
    expect(said.length).toBeGreaterThan(0);
    const wrong = said.filter(({ drive, step }) => !isSo(drive, step, around(drive, step)));
    expect(wrong.map(({ drive, step, seen }) => `${drive.name} ${step}: ${seen}`)).toEqual([]);
  });

  it('advises what the expert then does', () => {
    const wrong = texts.filter(({ drive: { ego, steps }, step, advice }) => {
      const later = (offset: number): number => ego.speedMps[Math.min(step + offset, steps - 1)];
      const slows = Math.min(later(10), later(20), later(35)) < ego.speedMps[step] - 0.3;
      if (/^(Slow down|Brake|Ease off)/.test(advice)) return !slows;
      if (/^Stay stopped/.test(advice)) return ego.speedMps[step] > 0.35;
      if (/^(Pick up speed|Go now)/.test(advice))
        return later(20) < ego.speedMps[step] && later(15) < ego.speedMps[step];
      return false;
    });
    expect(wrong.map(({ drive, step, advice }) => `${drive.name} ${step}: ${advice}`)).toEqual([]);
  });

  it('has a rich choice of words', () =>
    expect(new Set(texts.map(({ seen, advice }) => `${seen} ${advice}`)).size).toBeGreaterThan(60));
});
