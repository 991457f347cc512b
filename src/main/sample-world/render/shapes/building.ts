import type { Place } from '../../drive.ts';
import type { Rgb } from '../atmosphere.ts';
import { finish, MeshBuilder, type Mesh } from '../mesh.ts';
import { hash3 } from '../noise.ts';
import type { Quad } from './panel.ts';

type Building = Place['scenery']['buildings'][number];

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
