import type { Site } from '../layout.ts';

/** Where the maps of nuPlan lie, with a plausible corner for the towns of the sample world: UTM zone (north) and m. */
const cities = [
  { location: 'us-nv-las-vegas-strip', version: '9.15.1915', zone: 11, x: 664_000, y: 3_996_000 },
  { location: 'us-ma-boston', version: '9.12.1817', zone: 19, x: 330_000, y: 4_688_000 },
  { location: 'us-pa-pittsburgh-hazelwood', version: '9.17.1937', zone: 17, x: 588_000, y: 4_474_000 },
  { location: 'sg-one-north', version: '9.17.1964', zone: 48, x: 364_000, y: 142_000 },
] as const;
export type City = (typeof cities)[number];
export const allCities: readonly City[] = cities;

/** Distance between the corners of towns in one city, m. */
const TOWN_STEP_M = 5000;

/** Towns are shared out among the cities; those of one city lie north of one another. */
export const cityOf = (town: number): City => cities[town % cities.length];

/** What is to be added to world coordinates of a drive to come to the map frame of its city, m. */
export function utmShift({ town, x, y }: Site): { x: number; y: number } {
  const city = cityOf(town);
  return { x: city.x + x, y: city.y + y + Math.floor(town / cities.length) * TOWN_STEP_M };
}

/** Name of a city’s UTM zone, as maps name it. */
export const projectedSystem = ({ zone }: City): string => `EPSG:${32600 + zone}`;
/** The same zone in the words of PROJ. */
export const projectionWords = ({ zone }: City): string => `+proj=utm +zone=${zone} +datum=WGS84 +units=m +no_defs`;
