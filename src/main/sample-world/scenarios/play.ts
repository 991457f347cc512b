import type { Drive, Environment } from '../drive.ts';
import { recordEgo } from '../ego/ego-recorder.ts';
import type { Fault } from '../ego/faults.ts';
import { openLoop } from '../ego/open-loop.ts';
import { labelsOf } from '../labels/drive-labels.ts';
import { guidanceOf } from '../labels/guidance.ts';
import { junctionsAhead } from '../labels/junction-labels.ts';
import { situationOf, type Happening } from '../labels/situation.ts';
import type { Random } from '../random.ts';
import { lightPhases } from '../roads/light-phases.ts';
import { makePlace } from '../roads/make-place.ts';
import { encountersOf } from '../traffic/encounters.ts';
import { offsetLine } from '../traffic/path.ts';
import { addTraffic } from '../traffic/populate.ts';
import type { World } from '../traffic/road-users.ts';
import { recordedAgents, simulate } from '../traffic/simulate.ts';
import { drawEnvironment } from './environment.ts';
import { flawsOf, hitsScenery } from './judge.ts';
import { oncomingOffset } from './lanes.ts';
import { furnishWorks } from './long-tail.ts';
import { beginScene, groundOf, wayThrough, type Ground, type Scenario } from './scene.ts';

/** What is to be played. */
export interface Performance {
  name: string;
  seed: number;
  scenario: Scenario;
  intent: Drive['intent'];
  fault: Fault | null;
  steps: number;
}

export interface Played {
  drive: Drive;
  /** Everything came about that the scenario is about, driven as it should be. */
  asMeant: boolean;
  /** Among those not as meant, the higher is the nearer. */
  rank: number;
}

/** A low sun blinds from this far aside at most, rad. */
const BLINDING_RAD = 0.4;

/** In backlight the sun stands ahead of where the ego heads in the middle of the drive; elsewhere it stays where it was drawn. */
const facedBySun = (environment: Environment, headingRad: number): Environment =>
  environment.light === 'backlight'
    ? { ...environment, sunAzimuthRad: headingRad + (environment.sunAzimuthRad / Math.PI) * BLINDING_RAD }
    : environment;

/** How far the ego's plan is looked at beyond the last state, m. */
const BEYOND_M = 90;
const REPAIRS = 8;

/**
 * Plays a scenario once. Background traffic that runs into somebody is taken away and the rest played again; null where the
 * place has no such scene, or actors and ego meet against the scenario.
 */
export function playScenario(performance: Performance, random: Random): Played | null {
  const { scenario, intent, fault, steps } = performance;
  const place = makePlace(random.fork('place').pick(scenario.places), random.fork('roads'));
  const lights = lightPhases(place, steps, random.fork('lights'));
  const environment = drawEnvironment(random.fork('environment'), scenario.lights, scenario.weathers);
  const ground = groundOf(place, lights, environment, random, steps);
  const removed = new Set<string>();
  for (let repair = 0; repair < REPAIRS; repair++) {
    const world = worldAtStart(ground, performance, removed);
    if (!world) return null;
    const ego = recordEgo(steps);
    simulate(world, steps, (now) => ego.observe(now));
    const meetings = encountersOf(world).filter(
      ({ a, b }) => !(fault?.crashes && (a.role === 'ego' || b.role === 'ego')),
    );
    if (meetings.length) {
      for (const { a, b } of meetings) {
        const goes = [b, a].find(
          (one) => one.role === 'traffic' || (intent === 'counterfactual' && one.role === 'actor'),
        );
        if (!goes) return null;
        removed.add(goes.name);
      }
      continue;
    }
    const driven = ego.done(world);
    const drive: Happening = {
      name: performance.name,
      seed: performance.seed,
      scenario: scenario.name,
      intent,
      fault: fault?.name ?? null,
      steps,
      place,
      environment: facedBySun(environment, driven.headingRad[steps >> 1]),
      ego: driven,
      agents: recordedAgents(world),
      lights,
    };
    return hitsScenery(drive) ? null : inWords(drive, performance, ground, world);
  }
  return null;
}

function inWords(happening: Happening, performance: Performance, ground: Ground, world: World): Played {
  const { path, atM } = world.ego;
  const situation = situationOf(happening, offsetLine(path, atM, Math.min(path.lengthM, atM + BEYOND_M), 0));
  const junctions = junctionsAhead(situation);
  const drive = { ...happening, labels: labelsOf(situation, junctions), guidance: guidanceOf(situation, junctions) };
  const flaws = flawsOf(drive, performance, ground.grounds, junctions);
  return { drive, asMeant: flaws === 0, rank: -flaws };
}

/** The world at its start without those whose names are given; null where the place has no room for the scenario. */
function worldAtStart(ground: Ground, performance: Performance, removed: ReadonlySet<string>): World | null {
  const { scenario, intent, fault, steps } = performance;
  const start = (scenario.route ?? ((one) => wayThrough(one, (segment) => !segment.isConnector, 60)))(ground);
  if (!start) return null;
  const scene = beginScene(ground, start);
  const { world, ego } = scene;
  if (scenario.cast(scene) === false && intent === 'expert') return null;
  furnishWorks(scene);
  if (fault) {
    const oncomingM = oncomingOffset(scene, ego.path, ego.atM + 40)?.leftM ?? null;
    if (!fault.apply(world, ground.random.fork('fault'), { oncomingM })) return null;
  }
  if (intent === 'counterfactual') {
    const limit = ego.path.postedMps[0];
    ego.act = openLoop(ground.random.fork('open loop'), steps, limit, ground.grounds);
    ego.speedMps *= ground.random.fork('first speed').between(0.3, 1);
  }
  const share = intent === 'counterfactual' ? 0.5 : (fault?.traffic ?? 1);
  const { density } = scenario;
  const traffic = { ...density, perKm: density.perKm * share, perHour: density.perHour * share };
  addTraffic(world, traffic, steps, (lane) => scenario.skip?.(scene, lane) ?? false);
  world.vehicles = world.vehicles.filter((one) => !removed.has(one.name));
  world.walkers = world.walkers.filter((one) => !removed.has(one.name));
  world.fixtures = world.fixtures.filter((one) => !removed.has(one.name));
  return world;
}
