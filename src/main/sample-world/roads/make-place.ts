import type { Place } from '../drive.ts';
import type { Random } from '../random.ts';
import { addSignalised, addStop, addTJunction, addUncontrolled } from './junction-places.ts';
import { emptyNetwork, type Network } from './network.ts';
import { addCurve, addHighway, addSCurve, addStraight } from './open-roads.ts';
import { addMidBlockCrossing, addRailwayCrossing } from './passage-places.ts';
import { addMerge, addRamp } from './ramp-places.ts';
import { addRoundabout } from './roundabout-places.ts';
import { sceneryOf } from './scenery.ts';
import { addConstruction, addNarrowStreet } from './street-places.ts';

const builders = {
  straight: addStraight,
  curve: addCurve,
  's-curve': addSCurve,
  highway: addHighway,
  'intersection-lights': addSignalised,
  'intersection-stop': addStop,
  'intersection-uncontrolled': addUncontrolled,
  't-junction': addTJunction,
  roundabout: addRoundabout,
  merge: addMerge,
  ramp: addRamp,
  'narrow-street': addNarrowStreet,
  construction: addConstruction,
  crossing: addMidBlockCrossing,
  'railway-crossing': addRailwayCrossing,
} satisfies Record<string, (network: Network, random: Random) => void>;

export type PlaceKind = keyof typeof builders;

export const placeKinds = Object.keys(builders) as PlaceKind[];

/**
 * Roads of a kind with what stands around them. World frame, m, z = 0, the middle of what the kind is about near the
 * origin, traffic on the right. Rings are counter-clockwise and not closed; ids are decimal numbers. Every street goes on
 * far enough that a 20 s drive from 60 m before that middle (150 m after a street's start) does not see its end.
 */
export function makePlace(kind: PlaceKind, random: Random): Place {
  const network = emptyNetwork();
  builders[kind](network, random.fork('roads'));
  const scenery = sceneryOf(network, random.fork('scenery'));
  return { kind, roads: network.roads, scenery, priorities: network.priorities, works: network.works };
}
