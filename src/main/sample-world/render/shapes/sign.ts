import type { Place } from '../../drive.ts';
import type { Rgb } from '../atmosphere.ts';
import { finish, MeshBuilder, type Mesh, type Point } from '../mesh.ts';
import { panel, type Quad } from './panel.ts';

type Sign = Place['scenery']['signs'][number];

/** Head, trunk and legs of the walking figure on a board. */
const walker: readonly (readonly (readonly [number, number])[])[] = [
  [
    [0.46, 0.58],
    [0.56, 0.58],
    [0.56, 0.68],
    [0.46, 0.68],
  ],
  [
    [0.44, 0.34],
    [0.56, 0.34],
    [0.57, 0.56],
    [0.45, 0.56],
  ],
  [
    [0.32, 0.14],
    [0.4, 0.14],
    [0.53, 0.36],
    [0.45, 0.36],
  ],
  [
    [0.6, 0.14],
    [0.68, 0.14],
    [0.56, 0.36],
    [0.47, 0.36],
  ],
];

/** Strokes of the digits of a speed limit: u0 v0 u1 v1. */
const digits: Record<'5' | '0', readonly (readonly [number, number, number, number])[]> = {
  '5': [
    [0, 0.64, 0.2, 0.7],
    [0, 0.5, 0.055, 0.66],
    [0, 0.47, 0.2, 0.53],
    [0.145, 0.32, 0.2, 0.5],
    [0, 0.3, 0.2, 0.36],
  ],
  '0': [
    [0, 0.3, 0.2, 0.36],
    [0, 0.64, 0.2, 0.7],
    [0, 0.34, 0.055, 0.66],
    [0.145, 0.34, 0.2, 0.66],
  ],
};

/** A pole with a board that faces +x, larger than life. */
export function signMesh(kind: Sign['kind']): Mesh {
  const build = new MeshBuilder();
  const pole = { colour: [140, 142, 146] as Rgb };
  build.box([-0.08, -0.045, 0], [-0.01, 0.045, 2.5], pole);
  const r = 0.52;
  const z = 2.6;
  const quad: Quad = [
    [0, -r, z - r],
    [0, r, z - r],
    [0, r, z + r],
    [0, -r, z + r],
  ];
  if (kind === 'stop')
    build.face(
      corners(quad, [
        [0.3, 0],
        [0.7, 0],
        [1, 0.3],
        [1, 0.7],
        [0.7, 1],
        [0.3, 1],
        [0, 0.7],
        [0, 0.3],
      ]),
      { colour: [196, 28, 34] },
    );
  else if (kind === 'yield')
    build.face(
      corners(quad, [
        [0.5, 0],
        [1, 0.95],
        [0, 0.95],
      ]),
      { colour: [206, 36, 40] },
    );
  else if (kind === 'works')
    build.face(
      corners(quad, [
        [0.5, 0],
        [1, 0.5],
        [0.5, 1],
        [0, 0.5],
      ]),
      { colour: [236, 130, 30] },
    );
  else if (kind === 'crossing') build.face(quad, { colour: [34, 92, 176] });
  if (kind === 'speed') build.face(quad, { finish: finish.ball, colour: [206, 36, 40] });
  const inner = (shape: readonly (readonly [number, number])[], colour: Rgb): void =>
    build.face(corners(panel(quad, 0, 0, 1, 1, 0.015), shape), { colour });
  if (kind === 'stop')
    for (const u of [0.16, 0.34, 0.52, 0.7])
      inner(
        [
          [u, 0.38],
          [u + 0.13, 0.38],
          [u + 0.13, 0.62],
          [u, 0.62],
        ],
        [240, 238, 234],
      );
  if (kind === 'yield')
    inner(
      [
        [0.5, 0.24],
        [0.8, 0.82],
        [0.2, 0.82],
      ],
      [240, 238, 234],
    );
  if (kind === 'works')
    inner(
      [
        [0.5, 0.12],
        [0.6, 0.42],
        [0.52, 0.8],
        [0.3, 0.3],
      ],
      [30, 28, 26],
    );
  if (kind === 'crossing') {
    inner(
      [
        [0.08, 0.1],
        [0.92, 0.1],
        [0.5, 0.92],
      ],
      [240, 240, 236],
    );
    for (const part of walker) build.face(corners(panel(quad, 0, 0, 1, 1, 0.025), part), { colour: [26, 26, 28] });
  }
  if (kind === 'speed') {
    build.face(panel(quad, 0.13, 0.13, 0.87, 0.87, 0.015), { finish: finish.ball, colour: [244, 244, 240] });
    for (const [digit, left] of [
      ['5', 0.26],
      ['0', 0.53],
    ] as const)
      for (const [u0, v0, u1, v1] of digits[digit])
        inner(
          [
            [left + u0, v0],
            [left + u1, v0],
            [left + u1, v1],
            [left + u0, v1],
          ],
          [28, 28, 30],
        );
  }
  build.face([...quad].reverse(), { colour: [120, 122, 126] });
  return build.build();
}

const corners = (quad: Quad, shape: readonly (readonly [number, number])[]): Point[] =>
  shape.map(([u, v]) => panel(quad, u, v, u + 1, v + 1, 0.004)[0]);
