import { describe, expect, it } from 'vitest';
import { environmentLights, environmentWeathers } from '../../../src/main/sample-world/drive.ts';
import { faults } from '../../../src/main/sample-world/ego/faults.ts';
import { makeDrive, scenarioNames } from '../../../src/main/sample-world/make-drive.ts';
import { randomOf } from '../../../src/main/sample-world/random.ts';
import { placeKinds } from '../../../src/main/sample-world/roads/make-place.ts';
import { drawScenario, scenarios } from '../../../src/main/sample-world/scenarios/catalogue.ts';
import { drawEnvironment } from '../../../src/main/sample-world/scenarios/environment.ts';

describe('scenarios', () => {
  it('have names of their own, and use every kind of place', () => {
    expect(new Set(scenarioNames).size).toBe(scenarioNames.length);
    expect(new Set(scenarios.flatMap((one) => one.places))).toEqual(new Set(placeKinds));
  });

  it.each(scenarios.filter((one) => one.expects.length).map((one) => [one.name, one.expects] as const))(
    '%s brings about %s',
    (scenario, expects) => {
      const drives = [0, 1, 2].map((index) => makeDrive({ seed: 12, index, scenario }));
      const came = drives.filter(({ labels }) => labels.some((label) => expects.includes(label.name)));
      expect(came.length).toBeGreaterThanOrEqual(2);
    },
  );

  it('are drawn by weight, rare ones among them', () => {
    const random = randomOf(8);
    const DRAWS = 20_000;
    const counts = new Map<string, number>();
    for (let i = 0; i < DRAWS; i++) {
      const { name } = drawScenario(random);
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    const total = scenarios.reduce((sum, { weight }) => sum + weight, 0);
    for (const { name, weight } of scenarios) {
      const expected = (DRAWS * weight) / total;
      // Four standard deviations of a binomial count.
      expect(Math.abs((counts.get(name) ?? 0) - expected), name).toBeLessThan(4 * Math.sqrt(expected));
    }
  });
});

describe('the environment', () => {
  it('shows every light and weather often, and backlight only under a clear sky', () => {
    const random = randomOf(4);
    const drawn = Array.from({ length: 600 }, () => drawEnvironment(random));
    for (const light of environmentLights)
      expect(drawn.filter((one) => one.light === light).length).toBeGreaterThan(50);
    for (const weather of environmentWeathers) {
      expect(drawn.filter((one) => one.weather === weather).length).toBeGreaterThan(30);
    }
    expect(drawn.filter((one) => one.light === 'backlight').every((one) => one.weather === 'clear')).toBe(true);
    for (const one of drawn) expect(one.light === 'night').toBe(one.sunElevationRad < -0.2);
  });
});

describe('failures', () => {
  const drives = Array.from({ length: 30 }, (_, index) => makeDrive({ seed: 21, index, intent: 'failure' }));

  it('show every fault', () =>
    expect(new Set(drives.map((one) => one.fault))).toEqual(new Set(faults.map((one) => one.name))));

  it('show what their fault says', () => {
    const shown = drives.filter((drive) => {
      const shows = faults.find((one) => one.name === drive.fault)?.shows;
      return !shows || drive.labels.some((label) => label.name === shows);
    });
    expect(shown.length / drives.length).toBeGreaterThan(0.9);
  });
});

describe('counterfactual drives', () => {
  const drives = Array.from({ length: 20 }, (_, index) => makeDrive({ seed: 22, index, intent: 'counterfactual' }));
  const spread = (values: number[]): number => {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
  };

  it('steer far more than experts do', () => {
    const experts = Array.from({ length: 12 }, (_, index) => makeDrive({ seed: 22, index }));
    const steering = (all: typeof drives): number => spread(all.flatMap(({ ego }) => [...ego.steeringWheelRad]));
    expect(steering(drives)).toBeGreaterThan(1.3 * steering(experts));
  });

  it('stay smooth and bounded', () => {
    for (const { name, ego, steps } of drives) {
      for (let i = 1; i < steps; i++) {
        expect(Math.abs(ego.accelerationMps2[i]), name).toBeLessThan(4);
        expect(Math.abs(ego.accelerationMps2[i] - ego.accelerationMps2[i - 1]), name).toBeLessThan(1.2 + 3);
        expect(Math.abs(ego.yawRateRadps[i] * ego.speedMps[i]), name).toBeLessThan(6);
        expect(Math.abs(ego.steeringWheelRad[i] - ego.steeringWheelRad[i - 1]), name).toBeLessThan(0.9);
      }
    }
  });
});
