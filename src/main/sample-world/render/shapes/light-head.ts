import { finish, lightSlots, MeshBuilder, type Mesh } from '../mesh.ts';

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
