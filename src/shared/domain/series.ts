const capitals = [
  ...(['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J', 'K', 'L', 'M'] as const),
  ...(['N', 'O', 'P', 'Q', 'R', 'S', 'T', 'U', 'V', 'W', 'X', 'Y', 'Z'] as const),
] as const;

/** Name of a run among those shown together: A to Z, then A2 to Z2. */
export type RunLetter = (typeof capitals)[number] | `${(typeof capitals)[number]}2`;
export type Series = RunLetter | 'human';

/** So many runs are shown together at most. */
export const MAX_SHOWN_RUNS = 32;

/** The letters of shown runs in order, A first. */
export const runLetters: readonly RunLetter[] = [...capitals, ...capitals.map((c) => `${c}2` as const)].slice(
  0,
  MAX_SHOWN_RUNS,
);

export type SeriesMarker =
  'circle' | 'square' | 'diamond' | 'cross' | 'triangle' | 'plus' | 'down' | 'star' | 'hourglass' | 'pentagon' | 'bar';

/** How a series is drawn: never by colour alone. */
export interface SeriesMark {
  /** Name of its colour: the window's token is `--series-<colour>`. */
  colour: 'a' | 'b' | 'c' | 'd' | 'e' | 'f' | 'g' | 'h' | 'i' | 'j' | 'k' | 'human';
  /** px of the line; null for solid. */
  dash: readonly number[] | null;
  widthPx: number;
  marker: SeriesMarker;
}

/** Series colours on dark grounds and on photographs, and on light ones. */
export const seriesColours: Record<SeriesMark['colour'], { dark: string; light: string }> = {
  a: { dark: '#de7061', light: '#be4b3a' },
  b: { dark: '#46c6d6', light: '#0a7a8b' },
  c: { dark: '#e9e4d4', light: '#5b5442' },
  d: { dark: '#c9b6f2', light: '#6b4fb3' },
  e: { dark: '#398ad6', light: '#0d5279' },
  f: { dark: '#93f5a9', light: '#0f3805' },
  g: { dark: '#ab7097', light: '#835865' },
  h: { dark: '#cdcf59', light: '#6c4302' },
  i: { dark: '#c26e12', light: '#58012b' },
  j: { dark: '#a59585', light: '#3d3b4c' },
  k: { dark: '#e1aeb5', light: '#3b0f67' },
  human: { dark: '#59a14f', light: '#36792d' },
};

const named: readonly SeriesMark[] = [
  { colour: 'a', dash: null, widthPx: 2.4, marker: 'circle' },
  { colour: 'b', dash: [9, 3.5], widthPx: 2, marker: 'square' },
  { colour: 'c', dash: [1.5, 3], widthPx: 2, marker: 'diamond' },
  { colour: 'd', dash: [10, 3, 2, 3], widthPx: 2, marker: 'cross' },
];

// 7 colours, 5 dashes and 6 markers in step: no two of the 28 further series share both dash and marker, so that they
// differ without their colours too.
const furtherColours = ['e', 'f', 'g', 'h', 'i', 'j', 'k'] as const;
const furtherDashes = [
  [16, 4],
  [5, 2.5, 1.5, 2.5],
  [2.5, 2],
  [14, 3, 1.5, 2.5, 1.5, 3],
  [6, 6],
] as const;
const furtherMarkers = ['plus', 'down', 'star', 'hourglass', 'pentagon', 'bar'] as const;

const further = (n: number): SeriesMark => ({
  colour: furtherColours[n % furtherColours.length],
  dash: furtherDashes[n % furtherDashes.length],
  widthPx: 2,
  marker: furtherMarkers[n % furtherMarkers.length],
});

/** The mark of every series. */
export const seriesMarks = Object.fromEntries([
  ...runLetters.map((letter, i) => [letter, named.at(i) ?? further(i - named.length)]),
  ['human', { colour: 'human', dash: [4, 3], widthPx: 2, marker: 'triangle' }],
]) as Record<Series, SeriesMark>;

const spiked = (points: number, inner: number): [number, number][] =>
  Array.from({ length: points * 2 }, (_, i) => {
    const radius = i % 2 === 0 ? 1.25 : inner;
    const angle = (i * Math.PI) / points;
    return [radius * Math.sin(angle), -radius * Math.cos(angle)];
  });

/**
 * Corners of the markers on the unit circle, y down; strokes where the marker is open (cross, plus), else one closed ring.
 * The circle is `null`.
 */
export const markerShapes: Record<SeriesMarker, { closed: boolean; lines: readonly [number, number][][] } | null> = {
  circle: null,
  square: {
    closed: true,
    lines: [
      [
        [-0.9, -0.9],
        [0.9, -0.9],
        [0.9, 0.9],
        [-0.9, 0.9],
      ],
    ],
  },
  diamond: {
    closed: true,
    lines: [
      [
        [0, -1.25],
        [1.25, 0],
        [0, 1.25],
        [-1.25, 0],
      ],
    ],
  },
  cross: {
    closed: false,
    lines: [
      [
        [-1, -1],
        [1, 1],
      ],
      [
        [1, -1],
        [-1, 1],
      ],
    ],
  },
  triangle: {
    closed: true,
    lines: [
      [
        [0, -1.15],
        [1.1, 0.85],
        [-1.1, 0.85],
      ],
    ],
  },
  plus: {
    closed: false,
    lines: [
      [
        [0, -1.25],
        [0, 1.25],
      ],
      [
        [-1.25, 0],
        [1.25, 0],
      ],
    ],
  },
  down: {
    closed: true,
    lines: [
      [
        [0, 1.15],
        [1.1, -0.85],
        [-1.1, -0.85],
      ],
    ],
  },
  star: { closed: true, lines: [spiked(5, 0.55)] },
  hourglass: {
    closed: true,
    lines: [
      [
        [-1, -1.1],
        [1, -1.1],
        [-1, 1.1],
        [1, 1.1],
      ],
    ],
  },
  pentagon: {
    closed: true,
    lines: [
      [
        [0, -1.15],
        [1.1, -0.3],
        [0.68, 1],
        [-0.68, 1],
        [-1.1, -0.3],
      ],
    ],
  },
  bar: {
    closed: true,
    lines: [
      [
        [-0.45, -1.25],
        [0.45, -1.25],
        [0.45, 1.25],
        [-0.45, 1.25],
      ],
    ],
  },
};

const round = (n: number): number => Math.round(n * 100) / 100;

/** A marker as an SVG path about (x, y), `radius` in px. */
export function markerPath(marker: SeriesMarker, radius: number, x = 0, y = 0): string {
  const shape = markerShapes[marker];
  if (shape === null) {
    const d = round(2 * radius);
    const r = round(radius);
    return `M${round(x - radius)} ${round(y)}a${r} ${r} 0 1 0 ${d} 0a${r} ${r} 0 1 0 ${-d} 0z`;
  }
  return shape.lines
    .map(
      (line) =>
        line
          .map(([dx, dy], i) => `${i === 0 ? 'M' : 'L'}${round(x + dx * radius)} ${round(y + dy * radius)}`)
          .join('') + (shape.closed ? 'z' : ''),
    )
    .join('');
}
