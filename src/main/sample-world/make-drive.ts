import { STEP_S, type Drive } from './drive.ts';
import { recordEgo } from './ego/ego-recorder.ts';
import { labelsOf } from './labels/drive-labels.ts';
import { guidanceOf } from './labels/guidance.ts';
import { junctionsAhead } from './labels/junction-labels.ts';
import { situationOf, type Happening } from './labels/situation.ts';
import { randomOf, type Random } from './random.ts';
import { lightPhases } from './roads/light-phases.ts';
import { makePlace } from './roads/make-place.ts';
import { scenarioNames, scenarios } from './scenarios/catalogue.ts';
import { drawEnvironment } from './scenarios/environment.ts';
import { furnishWorks } from './scenarios/long-tail.ts';
import { beginScene, groundOf, wayThrough, type Ground, type Scenario } from './scenarios/scene.ts';
import { encountersOf } from './traffic/encounters.ts';
import { offsetLine } from './traffic/path.ts';
import { addTraffic } from './traffic/populate.ts';
import type { World } from './traffic/road-users.ts';
import { recordedAgents, simulate } from './traffic/simulate.ts';

export { scenarioNames };

export interface DriveRequest {
  seed: number;
  index: number;
  /** One of `scenarioNames`; drawn by weight where absent. */
  scenario?: string;
  /** `expert` where absent. */
  intent?: Drive['intent'];
  /** 20 s where absent. */
  durationS?: number;
}

/** How far the ego's plan is looked at beyond the last state, m. */
const BEYOND_M = 90;
const ATTEMPTS = 12;
const REPAIRS = 6;

/** One drive of the world `seed`. The same request gives the same bits on every machine and thread. */
export function makeDrive(request: DriveRequest): Drive {
  const random = randomOf(request.seed, `drive ${request.index}`);
  const scenario = scenarioOf(request, random);
  const steps = Math.round((request.durationS ?? 20) / STEP_S) + 1;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const drive = attemptDrive(request, scenario, steps, random.fork(`attempt ${attempt}`));
    if (drive) return drive;
  }
  throw new Error(`no drive of ${scenario.name} came about from seed ${request.seed}, index ${request.index}`);
}

function scenarioOf(request: DriveRequest, random: Random): Scenario {
  const named = scenarios.find((one) => one.name === request.scenario);
  if (named) return named;
  if (request.scenario !== undefined) throw new RangeError(`there is no scenario ${request.scenario}`);
  let rest = random.fork('scenario').next() * scenarios.reduce((sum, one) => sum + one.weight, 0);
  return scenarios.find((one) => (rest -= one.weight) < 0) ?? scenarios[0];
}

function attemptDrive(request: DriveRequest, scenario: Scenario, steps: number, random: Random): Drive | null {
  const place = makePlace(random.fork('place').pick(scenario.places), random.fork('roads'));
  const lights = lightPhases(place, steps, random.fork('lights'));
  const environment = drawEnvironment(random.fork('environment'), scenario.lights, scenario.weathers);
  const ground = groundOf(place, lights, environment, random, steps);
  const removed = new Set<string>();
  for (let repair = 0; repair < REPAIRS; repair++) {
    const ego = recordEgo(steps);
    const world = setWorld(ground, scenario, removed);
    if (!world) return null;
    simulate(world, steps, (now) => ego.observe(now));
    const encounters = encountersOf(world);
    if (!encounters.length) {
      const happening: Happening = {
        name: `${String(request.index).padStart(4, '0')}-${scenario.name}`,
        seed: request.seed,
        scenario: scenario.name,
        intent: request.intent ?? 'expert',
        fault: null,
        steps,
        place,
        environment,
        ego: ego.done(world),
        agents: recordedAgents(world),
        lights,
      };
      const { path, atM } = world.ego;
      const situation = situationOf(happening, offsetLine(path, atM, Math.min(path.lengthM, atM + BEYOND_M), 0));
      const junctions = junctionsAhead(situation);
      const labels = labelsOf(situation, junctions);
      const came = !scenario.expects.length || labels.some((label) => scenario.expects.includes(label.name));
      if (!came && happening.intent === 'expert') return null;
      return { ...happening, labels, guidance: guidanceOf(situation, junctions) };
    }
    for (const { a, b } of encounters) {
      const goes = b.role === 'traffic' ? b : a.role === 'traffic' ? a : null;
      if (!goes) return null;
      removed.add(goes.name);
    }
  }
  return null;
}

/** The world at its start without those whose names are given. */
function setWorld(ground: Ground, scenario: Scenario, removed: ReadonlySet<string>): World | null {
  const start = (scenario.route ?? ((one) => wayThrough(one, () => true, 60)))(ground);
  if (!start) return null;
  const scene = beginScene(ground, start);
  scenario.cast(scene);
  furnishWorks(scene);
  const { world } = scene;
  addTraffic(world, scenario.density, ground.steps, (lane) => scenario.skip?.(scene, lane) ?? false);
  world.vehicles = world.vehicles.filter((one) => !removed.has(one.name));
  world.walkers = world.walkers.filter((one) => !removed.has(one.name));
  world.fixtures = world.fixtures.filter((one) => !removed.has(one.name));
  return world;
}
