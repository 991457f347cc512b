import type { Drive } from '../drive.ts';
import type { Bounds, Site } from './layout.ts';
import { roadAreas } from './road-areas.ts';

/** Ground between two places, m. */
const GAP_M = 30;
/** As large as a map picture of 10 px a metre may be for the tools of the field (OpenCV reads up to 2^30 px). */
const TOWN_M = 3000;

/** The ground that a drive needs: roads, scenery, and wherever somebody moves. */
export function boundsOfDrive({ place, ego, agents }: Drive): Bounds {
  const bounds = { minX: Infinity, minY: Infinity, maxX: -Infinity, maxY: -Infinity };
  const take = (x: number, y: number) => {
    bounds.minX = Math.min(bounds.minX, x);
    bounds.minY = Math.min(bounds.minY, y);
    bounds.maxX = Math.max(bounds.maxX, x);
    bounds.maxY = Math.max(bounds.maxY, y);
  };
  const takeRing = (ring: ArrayLike<number>) => {
    for (let i = 0; i + 1 < ring.length; i += 2) take(ring[i], ring[i + 1]);
  };
  for (const { polygon } of roadAreas(place.roads)) polygon.forEach(takeRing);
  for (let i = 0; i < ego.x.length; i++) take(ego.x[i], ego.y[i]);
  for (const { states } of agents) for (let i = 0; i + 1 < states.length; i += 5) take(states[i], states[i + 1]);
  return bounds;
}

/**
 * Lays places side by side in towns, row by row in their order, so that no two share ground and all coordinates are
 * positive. Whole metres, so that shifted coordinates keep their digits.
 */
export function placeInTowns(all: readonly Bounds[]): { sites: Site[]; towns: { widthM: number; heightM: number }[] } {
  const towns: { widthM: number; heightM: number }[] = [];
  const sites: Site[] = [];
  let [left, bottom, rowTop] = [TOWN_M, TOWN_M, TOWN_M];
  for (const bounds of all) {
    const minX = Math.floor(bounds.minX) - GAP_M;
    const minY = Math.floor(bounds.minY) - GAP_M;
    const widthM = Math.ceil(bounds.maxX) + GAP_M - minX;
    const heightM = Math.ceil(bounds.maxY) + GAP_M - minY;
    if (left > 0 && left + widthM > TOWN_M) [left, bottom] = [0, rowTop];
    if (towns.length === 0 || (bottom > 0 && bottom + heightM > TOWN_M)) {
      towns.push({ widthM: 0, heightM: 0 });
      [left, bottom, rowTop] = [0, 0, 0];
    }
    const town = towns[towns.length - 1];
    sites.push({ town: towns.length - 1, x: left - minX, y: bottom - minY });
    left += widthM;
    rowTop = Math.max(rowTop, bottom + heightM);
    town.widthM = Math.max(town.widthM, left);
    town.heightM = Math.max(town.heightM, rowTop);
  }
  return { sites, towns };
}
