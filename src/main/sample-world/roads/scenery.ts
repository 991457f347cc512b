import type { Scenery } from '../drive.ts';
import type { Random } from '../random.ts';
import { buildingsAlong } from './buildings.ts';
import { lightHeadsOf } from './light-heads.ts';
import { markingsOf } from './markings.ts';
import type { Network } from './network.ts';
import { groundOf } from './open-ground.ts';
import { roadsides } from './roadside.ts';
import { islandTrees, lampsAlong, signsOf, treesAlong } from './trees-and-posts.ts';
import { addWalkways, curbsOf, surfacesOf } from './verges.ts';

/** What stands and lies around the roads of a network; lays the walkways of its map too. */
export function sceneryOf(network: Network, random: Random): Scenery {
  addWalkways(network);
  const ground = groundOf(network);
  const sides = roadsides(network);
  const buildings = buildingsAlong(sides, ground, random.fork('buildings'));
  const lamps = lampsAlong(sides, ground, random.fork('lamps'));
  const signs = signsOf(network, ground);
  const lightHeads = lightHeadsOf(network, ground);
  const masts = lightHeads.map(({ mastX, mastY }) => ({ x: mastX, y: mastY }));
  const trees = treesAlong(sides, ground, buildings, [...lamps, ...signs, ...masts], random.fork('trees'));
  return {
    markings: markingsOf(network),
    surfaces: surfacesOf(network),
    curbs: curbsOf(network),
    buildings,
    trees: [...trees, ...islandTrees(network, random.fork('islands'))],
    signs,
    lightHeads,
    lamps,
  };
}
