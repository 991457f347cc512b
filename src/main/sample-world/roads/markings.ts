import type { Scenery } from '../drive.ts';
import type { Network } from './network.ts';
import { stations } from './reference-line.ts';
import { boundaryOffsets, lineAlong, type Street } from './street.ts';

type Marking = Scenery['markings'][number];

const LINE_M = 0.14;
const EDGE_INSET_M = 0.2;

function streetMarkings(street: Street): Marking[] {
  const markings: Marking[] = [];
  const at = stations(street.fromM, street.toM);
  const add = (kind: Marking['kind'], offsetAt: (s: number) => number, widthM = LINE_M): void => {
    markings.push({ kind, line: lineAlong(street, at, offsetAt), widthM });
  };
  const start = street.profileAt(street.fromM);
  for (const direction of ['forward', 'backward'] as const) {
    const side = direction === 'forward' ? -1 : 1;
    const count = start[direction].length;
    if (count === 0) continue;
    const offset = (index: number) => (s: number) => boundaryOffsets(street.profileAt(s), direction)[index];
    for (let i = 1; i < count; i++) add('dashed', offset(i));
    add('edge', (s) => offset(count)(s) - side * EDGE_INSET_M);
    if (start.medianM > 0 || start.backward.length === 0) add('edge', (s) => offset(0)(s) + side * EDGE_INSET_M);
  }
  if (start.medianM === 0 && start.backward.length > 0 && start.forward.length > 0) {
    if (start.forward.length + start.backward.length > 2) add('double-yellow', () => 0, 0.4);
    else add('dashed', () => 0);
  }
  return markings;
}

/** The paint on the streets of a network, on its stop lines, crosswalks and tracks. */
export function markingsOf(network: Network): Marking[] {
  return [
    ...network.streets.flatMap(streetMarkings),
    ...network.stopBars.map((line): Marking => ({ kind: 'stop', line, widthM: 0.4 })),
    ...network.crosswalkLines.map(({ line, widthM }): Marking => ({ kind: 'zebra', line, widthM })),
    ...network.rails.map((line): Marking => ({ kind: 'rails', line, widthM: 1.435 })),
  ];
}
