import { junctionScenarios } from './junction-scenarios.ts';
import { longTail } from './long-tail.ts';
import { openRoad } from './open-road.ts';
import type { Scenario } from './scene.ts';
import { vulnerable } from './vulnerable.ts';

/** Everything that a drive can be about. */
export const scenarios: readonly Scenario[] = [...openRoad, ...vulnerable, ...junctionScenarios, ...longTail];
export const scenarioNames: readonly string[] = scenarios.map((scenario) => scenario.name);
