import type { Random } from '../random.ts';
import { junctionScenarios } from './junction-scenarios.ts';
import { longTail } from './long-tail.ts';
import { openRoad } from './open-road.ts';
import type { Scenario } from './scene.ts';
import { vulnerable } from './vulnerable.ts';

/** Everything that a drive can be about. */
export const scenarios: readonly Scenario[] = [...openRoad, ...vulnerable, ...junctionScenarios, ...longTail];
export const scenarioNames: readonly string[] = scenarios.map((scenario) => scenario.name);

/** One of the scenarios by their weights, rare ones among them. */
export function drawScenario(random: Random): Scenario {
  let rest = random.next() * scenarios.reduce((sum, one) => sum + one.weight, 0);
  return scenarios.find((one) => (rest -= one.weight) < 0) ?? scenarios[0];
}
