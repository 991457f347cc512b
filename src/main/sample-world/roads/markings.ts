import type { Scenery } from '../drive.ts';
import { boundaryOffsets, edgeOffset, lineAlong, type Direction, type Street } from './cross-section.ts';
import type { Approach, Network } from './network.ts';
import { bayStrips } from './parking.ts';
import { beside, stations } from './reference-line.ts';

type Marking = Scenery['markings'][number];

const LINE_M = 0.14;
const EDGE_INSET_M = 0.2;
const DOUBLE_M = 0.4;
/** Lines are not to be crossed so near to a junction, m. */
const SOLID_M = 32;
const BAY_M = 6;

/** Stretches of one direction's dividers: dashed, and solid before the junctions that it arrives at. */
function dividerSpans(
  street: Street,
  direction: Direction,
  approaches: readonly Approach[],
): ['dashed' | 'solid', number, number][] {
  const { fromM, toM } = street;
  const arrives = approaches.some(({ mouth }) => mouth.street === street && mouth.arrivingDirection === direction);
  if (!arrives || toM - fromM < 2 * SOLID_M) return [['dashed', fromM, toM]];
  return direction === 'forward'
    ? [
        ['dashed', fromM, toM - SOLID_M],
        ['solid', toM - SOLID_M, toM],
      ]
    : [
        ['solid', fromM, fromM + SOLID_M],
        ['dashed', fromM + SOLID_M, toM],
      ];
}

function bayMarkings(street: Street, direction: Direction): Marking[] {
  const widthM = street.parkingM[direction];
  if (widthM === 0) return [];
  const side = direction === 'forward' ? -1 : 1;
  return bayStrips(street).flatMap(([fromM, toM]) =>
    Array.from({ length: Math.round((toM - fromM) / BAY_M) + 1 }, (_, i): Marking => {
      const here = street.line.at(fromM + i * BAY_M);
      const inner = beside(here, edgeOffset(street, direction, fromM));
      const outer = beside(here, edgeOffset(street, direction, fromM) + side * widthM);
      return { kind: 'solid', line: [inner.x, inner.y, outer.x, outer.y], widthM: 0.1 };
    }),
  );
}

function streetMarkings(street: Street, approaches: readonly Approach[]): Marking[] {
  const markings: Marking[] = [];
  const add = (
    kind: Marking['kind'],
    offsetAt: (s: number) => number,
    widthM = LINE_M,
    fromM = street.fromM,
    toM = street.toM,
  ): void => {
    markings.push({ kind, line: lineAlong(street, stations(fromM, toM), offsetAt), widthM });
  };
  const start = street.profileAt(street.fromM);
  const twoWay = start.backward.length > 0 && start.forward.length > 0;
  for (const direction of ['forward', 'backward'] as const) {
    const side = direction === 'forward' ? -1 : 1;
    const count = start[direction].length;
    if (count === 0) continue;
    const offset = (index: number) => (s: number) => boundaryOffsets(street.profileAt(s), direction)[index];
    const spans = dividerSpans(street, direction, approaches);
    for (let i = 1; i < count; i++) for (const [kind, from, to] of spans) add(kind, offset(i), LINE_M, from, to);
    add('edge', (s) => offset(count)(s) - side * EDGE_INSET_M);
    if (start.medianM > 0 || !twoWay) add('edge', (s) => offset(0)(s) + side * EDGE_INSET_M);
    markings.push(...bayMarkings(street, direction));
  }
  if (!twoWay || start.medianM > 0) return markings;
  if (start.forward.length + start.backward.length > 2) add('double-yellow', () => 0, DOUBLE_M);
  else {
    const ends =
      dividerSpans(street, 'forward', approaches).length + dividerSpans(street, 'backward', approaches).length;
    const direction = dividerSpans(street, 'forward', approaches).length > 1 ? 'forward' : 'backward';
    if (ends === 2) add('dashed', () => 0);
    else
      for (const [kind, from, to] of dividerSpans(street, direction, approaches)) add(kind, () => 0, LINE_M, from, to);
  }
  return markings;
}

/** The paint on the streets of a network, on its stop lines, crosswalks and tracks. */
export function markingsOf(network: Network): Marking[] {
  return [
    ...network.streets.flatMap((street) => streetMarkings(street, network.approaches)),
    ...network.paint,
    ...network.stopBars.map((line): Marking => ({ kind: 'stop', line, widthM: 0.4 })),
    ...network.crosswalkLines.map(({ line, widthM }): Marking => ({ kind: 'zebra', line, widthM })),
    ...network.rails.map((line): Marking => ({ kind: 'rails', line, widthM: 1.435 })),
  ];
}
