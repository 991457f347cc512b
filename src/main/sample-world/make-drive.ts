import { STEP_S, type Drive } from './drive.ts';
import { faults, type Fault } from './ego/faults.ts';
import { randomOf, type Random } from './random.ts';
import { drawScenario, scenarioNames, scenarios } from './scenarios/catalogue.ts';
import { playScenario, type Performance, type Played } from './scenarios/play.ts';
import type { Scenario } from './scenarios/scene.ts';

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

/** Attempts that must be as the scenario means them; after STRICT of them a drive without collision is enough. */
const STRICT = 10;
const ATTEMPTS = 120;

/**
 * One drive of the world `seed`. The same request gives the same bits on every machine and thread. RangeError where there is
 * no such scenario.
 */
export function makeDrive(request: DriveRequest): Drive {
  const random = randomOf(request.seed, `drive ${request.index}`);
  const intent = request.intent ?? 'expert';
  const fault = intent === 'failure' ? faultOf(request, random.fork('fault')) : null;
  const scenario = scenarioOf(request, fault, random.fork('scenario'));
  const performance: Performance = {
    name: `${String(request.index).padStart(4, '0')}-${scenario.name}`,
    seed: request.seed,
    scenario,
    intent,
    fault,
    steps: Math.round((request.durationS ?? 20) / STEP_S) + 1,
  };
  let spare: Played | null = null;
  let whole = 0;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const played = playScenario(performance, random.fork(`attempt ${attempt}`));
    if (played?.asMeant) return played.drive;
    if (played && (!spare || played.rank > spare.rank)) spare = played;
    if (played && ++whole >= STRICT && spare) return spare.drive;
  }
  if (spare) return spare.drive;
  throw new Error(`no drive of ${scenario.name} came about from seed ${request.seed}, index ${request.index}`);
}

function faultOf(request: DriveRequest, random: Random): Fault {
  const { scenario } = request;
  const fitting = faults.filter((one) => scenario === undefined || one.scenarios.includes(scenario));
  return random.pick(fitting.length ? fitting : faults.filter((one) => one.anywhere));
}

function scenarioOf(request: DriveRequest, fault: Fault | null, random: Random): Scenario {
  const name = request.scenario ?? (fault ? random.pick(fault.scenarios) : undefined);
  const named = scenarios.find((one) => one.name === name);
  if (named) return named;
  if (name !== undefined) throw new RangeError(`there is no scenario ${name}`);
  return drawScenario(random);
}
