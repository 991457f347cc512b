import { addActor, type Scenario } from './scene.ts';

const follow: Scenario = {
  name: 'follow',
  weight: 3,
  places: ['straight', 'curve', 's-curve', 'intersection-lights', 't-junction'],
  expects: [],
  density: { perKm: 14, perHour: 500, most: 20, kinds: { truck: 0.1, van: 0.1, bus: 0.04 } },
  cast(scene) {
    const { ego, random } = scene;
    addActor(scene, random.pick(['car', 'car', 'van', 'truck'] as const), ego.path, ego.atM + random.between(22, 40));
  },
};

export const scenarios: readonly Scenario[] = [follow];
export const scenarioNames: readonly string[] = scenarios.map((scenario) => scenario.name);
