import type { Scenery } from '../drive.ts';
import type { Random } from '../random.ts';
import { markingsOf } from './markings.ts';
import type { Network } from './network.ts';

/** What stands and lies around the roads of a network. */
export function sceneryOf(network: Network, _random: Random): Scenery {
  return {
    markings: markingsOf(network),
    surfaces: [],
    curbs: [],
    buildings: [],
    trees: [],
    signs: [],
    lightHeads: [],
    lamps: [],
  };
}
