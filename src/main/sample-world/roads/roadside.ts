import { curbOffset, type Direction, type Street } from './cross-section.ts';
import type { Network } from './network.ts';
import { beside, type Pose } from './reference-line.ts';

/** One side of a street, from its curb outwards. */
export interface Roadside {
  street: Street;
  direction: Direction;
  fromM: number;
  toM: number;
  sidewalkM: number;
  /** The pose beside a station, `awayM` beyond the curb; looks the way the traffic of this side drives. */
  at(s: number, awayM: number): Pose;
}

export function roadside(street: Street, direction: Direction): Roadside {
  const side = direction === 'forward' ? -1 : 1;
  return {
    street,
    direction,
    fromM: street.fromM,
    toM: street.toM,
    sidewalkM: street.sidewalkM[direction],
    at(s, awayM) {
      const inside = Math.min(street.toM, Math.max(street.fromM, s));
      const pose = beside(street.line.at(s), curbOffset(street, direction, inside) + side * awayM);
      return direction === 'forward' ? pose : { ...pose, headingRad: pose.headingRad + Math.PI };
    },
  };
}

/** Every side of every street that borders open ground: those with lanes, and the far side of one-way streets in towns. */
export function roadsides(network: Network): Roadside[] {
  return network.streets.flatMap((street) =>
    (['forward', 'backward'] as const)
      .filter((direction) => street.profileAt(street.fromM)[direction].length > 0 || street.sidewalkM[direction] > 0)
      .map((direction) => roadside(street, direction)),
  );
}
