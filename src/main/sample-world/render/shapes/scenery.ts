import type { Place } from '../../drive.ts';
import type { Rgb } from '../atmosphere.ts';
import { finish, lightSlots, MeshBuilder, type Mesh, type Point } from '../mesh.ts';
import { hash3 } from '../noise.ts';
import { panel, type Quad } from './panel.ts';

type Building = Place['scenery']['buildings'][number];
type Sign = Place['scenery']['signs'][number];

const wallColours: Rgb[] = [
  [186, 166, 142],
  [158, 108, 88],
  [196, 190, 178],
  [142, 146, 154],
  [206, 184, 150],
  [124, 116, 112],
  [176, 140, 116],
  [210, 206, 200],
];
const roofColours: Rgb[] = [
  [126, 74, 60],
  [92, 88, 90],
  [112, 96, 84],
];
/** Below this a building is a house with a gable, m. */
const HOUSE_M = 8.5;

/** A building about its own middle on the ground; `aux` of its walls tells style and seed apart. */
export function buildingMesh(building: Building, index: number): Mesh {
  const build = new MeshBuilder();
  const bits = hash3(index, building.style, 401);
  const colour = wallColours[(building.style + (bits & 3)) % wallColours.length];
  const a = building.lengthM / 2;
  const b = building.widthM / 2;
  const house = building.heightM < HOUSE_M;
  const h = house ? building.heightM * 0.66 : building.heightM;
  const aux = (building.style & 15) | ((bits & 0xffff) << 4);
  const wall = (quad: Quad, width: number): void =>
    build.face(quad, { colour, finish: finish.wall, aux: aux + (house ? 1 << 24 : 0), uSize: width, vSize: h });
  wall(
    [
      [a, -b, 0],
      [a, b, 0],
      [a, b, h],
      [a, -b, h],
    ],
    2 * b,
  );
  wall(
    [
      [-a, b, 0],
      [-a, -b, 0],
      [-a, -b, h],
      [-a, b, h],
    ],
    2 * b,
  );
  wall(
    [
      [a, b, 0],
      [-a, b, 0],
      [-a, b, h],
      [a, b, h],
    ],
    2 * a,
  );
  wall(
    [
      [-a, -b, 0],
      [a, -b, 0],
      [a, -b, h],
      [-a, -b, h],
    ],
    2 * a,
  );
  if (!house) {
    build.face(
      [
        [-a, -b, h],
        [a, -b, h],
        [a, b, h],
        [-a, b, h],
      ],
      { colour: [112, 110, 108] },
    );
    const dark: Rgb = [colour[0] * 0.7, colour[1] * 0.7, colour[2] * 0.7];
    build.box([-a - 0.25, -b - 0.25, h - 0.5], [a + 0.25, b + 0.25, h + 0.35], { colour: dark });
    if (bits & 16) build.box([-a * 0.4, -b * 0.4, h + 0.35], [a * 0.2, b * 0.3, h + 2.6], { colour: dark });
    return build.build();
  }
  const roof = { colour: roofColours[bits % 3] };
  const top = building.heightM;
  const [ea, eb] = [a + 0.45, b + 0.45];
  build.face(
    [
      [a, -b, h],
      [a, b, h],
      [a, 0, top],
    ],
    { colour },
  );
  build.face(
    [
      [-a, b, h],
      [-a, -b, h],
      [-a, 0, top],
    ],
    { colour },
  );
  build.face(
    [
      [-ea, -eb, h - 0.25],
      [ea, -eb, h - 0.25],
      [ea, 0, top],
      [-ea, 0, top],
    ],
    roof,
  );
  build.face(
    [
      [ea, eb, h - 0.25],
      [-ea, eb, h - 0.25],
      [-ea, 0, top],
      [ea, 0, top],
    ],
    roof,
  );
  if (bits & 32)
    build.box([-a * 0.5, b * 0.2, h], [-a * 0.5 + 0.8, b * 0.2 + 0.8, top + 0.7], { colour: [130, 92, 78] });
  return build.build();
}

/** A low step along a curb line: its face to the road and its top; both sides, since a line does not tell where the road is. */
export function curbMeshes(line: readonly number[]): { mesh: Mesh; x: number; y: number }[] {
  const out: { mesh: Mesh; x: number; y: number }[] = [];
  const PIECES = 8;
  for (let first = 0; first + 3 < line.length; first += PIECES * 2) {
    const build = new MeshBuilder();
    const [ox, oy] = [line[first], line[first + 1]];
    let any = false;
    for (let i = first; i + 3 < line.length && i < first + PIECES * 2; i += 2) {
      const [ax, ay, bx, by] = [line[i] - ox, line[i + 1] - oy, line[i + 2] - ox, line[i + 3] - oy];
      const length = Math.sqrt((bx - ax) * (bx - ax) + (by - ay) * (by - ay));
      if (length < 0.05) continue;
      any = true;
      const nx = (-(by - ay) / length) * 0.1;
      const ny = ((bx - ax) / length) * 0.1;
      const h = 0.12;
      const side = { colour: [150, 148, 142] as Rgb };
      build.face(
        [
          [bx + nx, by + ny, 0],
          [ax + nx, ay + ny, 0],
          [ax + nx, ay + ny, h],
          [bx + nx, by + ny, h],
        ],
        side,
      );
      build.face(
        [
          [ax - nx, ay - ny, 0],
          [bx - nx, by - ny, 0],
          [bx - nx, by - ny, h],
          [ax - nx, ay - ny, h],
        ],
        side,
      );
      build.face(
        [
          [ax - nx, ay - ny, h],
          [bx - nx, by - ny, h],
          [bx + nx, by + ny, h],
          [ax + nx, ay + ny, h],
        ],
        { colour: [190, 188, 182] },
      );
    }
    if (any) out.push({ mesh: build.build(), x: ox, y: oy });
  }
  return out;
}

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

/** A head of a traffic light that faces −x, about its middle; larger than life. */
export function lightHeadMesh(): Mesh {
  const build = new MeshBuilder();
  build.box([0, -0.3, -0.82], [0.3, 0.3, 0.82], { colour: [30, 32, 34] });
  build.face(
    [
      [-0.01, 0.44, -0.98],
      [-0.01, -0.44, -0.98],
      [-0.01, -0.44, 0.98],
      [-0.01, 0.44, 0.98],
    ],
    { colour: [20, 21, 23] },
  );
  build.face(
    [
      [0, -0.44, -0.98],
      [0, 0.44, -0.98],
      [0, 0.44, 0.98],
      [0, -0.44, 0.98],
    ],
    { colour: [40, 42, 44] },
  );
  for (const [z, slot, colour] of [
    [0.54, lightSlots.red, [60, 16, 16]],
    [0, lightSlots.yellow, [58, 46, 12]],
    [-0.54, lightSlots.green, [12, 52, 24]],
  ] as const)
    build.face(
      [
        [-0.03, 0.25, z - 0.25],
        [-0.03, -0.25, z - 0.25],
        [-0.03, -0.25, z + 0.25],
        [-0.03, 0.25, z + 0.25],
      ],
      {
        colour,
        slot,
        finish: finish.ball,
      },
    );
  return build.build();
}
