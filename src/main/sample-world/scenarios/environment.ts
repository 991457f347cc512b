import type { Environment } from '../drive.ts';
import type { Random } from '../random.ts';

const lightWeights: Record<Environment['light'], number> = { day: 5, dusk: 1.5, night: 2, backlight: 1.5 };
const weatherWeights: Record<Environment['weather'], number> = { clear: 4, overcast: 2, rain: 1.7, fog: 1, snow: 1 };

/** Draws light and weather; rare ones come far more often than on real roads. A scenario may ask for some of them. */
export function drawEnvironment(
  random: Random,
  lights: readonly Environment['light'][] = [],
  weathers: readonly Environment['weather'][] = [],
): Environment {
  const light = lights.length ? random.pick(lights) : weighted(random, lightWeights);
  let weather = weathers.length ? random.pick(weathers) : weighted(random, weatherWeights);
  // The sun can only blind where it shines.
  if (light === 'backlight') weather = 'clear';
  const sunElevationRad = {
    day: random.between(0.5, 1.1),
    dusk: random.between(-0.04, 0.08),
    night: random.between(-0.7, -0.3),
    backlight: random.between(0.12, 0.3),
  }[light];
  const wetness = {
    clear: random.chance(0.1) ? random.between(0.1, 0.4) : 0,
    overcast: random.chance(0.3) ? random.between(0.1, 0.5) : 0,
    rain: random.between(0.5, 0.85),
    fog: random.between(0.1, 0.4),
    snow: random.between(0.2, 0.5),
  }[weather];
  return { light, weather, sunAzimuthRad: random.between(-Math.PI, Math.PI), sunElevationRad, wetness };
}

function weighted<T extends string>(random: Random, weights: Record<T, number>): T {
  const entries = Object.entries(weights) as [T, number][];
  let rest = random.next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [name, weight] of entries) if ((rest -= weight) < 0) return name;
  return entries[0][0];
}
