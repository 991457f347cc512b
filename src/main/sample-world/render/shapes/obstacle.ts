import type { Agent } from '../../drive.ts';
import type { Rgb } from '../atmosphere.ts';
import { finish, MeshBuilder, type Mesh, type Point } from '../mesh.ts';
import { cosine, sine } from '../trigonometry.ts';
import { sideDisc } from './panel.ts';

/** A cone, a barrier or something lost on the road; origin on the ground below its middle. */
export function obstacleMesh(agent: Agent): Mesh {
  const build = new MeshBuilder();
  if (agent.kind === 'cone') cone(build, agent);
  else if (agent.kind === 'barrier') barrier(build, agent);
  else debris(build, agent);
  return build.build();
}

function cone(build: MeshBuilder, agent: Agent): void {
  const { heightM: h } = agent;
  const r = Math.max(agent.widthM / 2, 0.14);
  const orange: Rgb = [238, 96, 28];
  build.box([-r, -r, 0], [r, r, 0.05 * h], { colour: [48, 44, 42] });
  const bands: [number, number, Rgb][] = [
    [0.05, 0.36, orange],
    [0.36, 0.56, [240, 240, 236]],
    [0.56, 0.72, orange],
    [0.72, 0.84, [240, 240, 236]],
    [0.84, 1, orange],
  ];
  const SIDES = 8;
  for (const [from, to, colour] of bands) {
    const r0 = r * 0.78 * (1.08 - from);
    const r1 = r * 0.78 * (1.08 - to);
    for (let i = 0; i < SIDES; i++) {
      const a = (2 * Math.PI * i) / SIDES;
      const b = (2 * Math.PI * (i + 1)) / SIDES;
      const at = (angle: number, radius: number, z: number): Point => [radius * cosine(angle), radius * sine(angle), z];
      build.face([at(a, r0, from * h), at(b, r0, from * h), at(b, r1, to * h), at(a, r1, to * h)], { colour });
    }
  }
}

function barrier(build: MeshBuilder, agent: Agent): void {
  const { heightM: h } = agent;
  const a = agent.lengthM / 2;
  const b = agent.widthM / 2;
  if (agent.style % 2 === 1) {
    const outline = [
      [-b, 0],
      [b, 0],
      [b * 0.85, 0.2 * h],
      [b * 0.35, 0.5 * h],
      [b * 0.3, h],
      [-b * 0.3, h],
      [-b * 0.35, 0.5 * h],
      [-b * 0.85, 0.2 * h],
    ];
    const grey = { colour: [186, 184, 178] as Rgb };
    for (let i = 0; i < outline.length; i++) {
      const [y0, z0] = outline[i];
      const [y1, z1] = outline[(i + 1) % outline.length];
      build.face(
        [
          [-a, y1, z1],
          [-a, y0, z0],
          [a, y0, z0],
          [a, y1, z1],
        ].reverse() as unknown as Point[],
        grey,
      );
    }
    build.box([-a, -b * 0.34, 0.5 * h], [a, b * 0.34, 0.98 * h], grey);
    return;
  }
  const stripes = { colour: [206, 36, 40] as Rgb, finish: finish.stripes, uSize: Math.max(1, agent.lengthM / 0.9) };
  for (const [z0, z1] of [
    [0.62, 0.98],
    [0.2, 0.42],
  ])
    build.box([-a, -0.03, z0 * h], [a, 0.03, z1 * h], stripes);
  for (const x of [-a * 0.8, a * 0.8]) {
    build.box([x - 0.03, -b, 0], [x + 0.03, b, 0.06], { colour: [60, 60, 62] });
    build.box([x - 0.03, -0.03, 0], [x + 0.03, 0.03, h], { colour: [90, 90, 94] });
  }
}

function debris(build: MeshBuilder, agent: Agent): void {
  const { heightM: h } = agent;
  const a = agent.lengthM / 2;
  const b = agent.widthM / 2;
  if (agent.style % 3 === 0) {
    // A carton with one flap open.
    const top = h * 0.78;
    build.box([-a, -b, 0], [a * 0.72, b, top], { colour: [168, 128, 84] }, { colour: [142, 106, 68] });
    const flap: Point[] = [
      [a * 0.72, -b, top],
      [a, -b, h],
      [a, b, h],
      [a * 0.72, b, top],
    ];
    build.face(flap, { colour: [186, 148, 102] });
    build.face([...flap].reverse(), { colour: [150, 114, 74] });
  } else if (agent.style % 3 === 1) {
    const radius = Math.max(a, 0.25);
    for (const side of [1, -1]) {
      sideDisc(build, 0, side * 0.12, radius, radius, side, { colour: [30, 30, 32] });
      sideDisc(build, 0, side * 0.13, radius, radius * 0.5, side, { colour: [74, 72, 70] });
    }
    build.box([-radius * 0.8, -0.12, radius * 0.2], [radius * 0.8, 0.12, radius * 1.7], { colour: [26, 26, 28] });
  } else {
    build.box([-a, -b * 0.4, 0], [a, -b * 0.1, h * 0.5], { colour: [142, 106, 70] });
    build.box([-a * 0.7, b * 0.1, 0], [a * 0.8, b * 0.5, h], { colour: [120, 92, 66] });
    build.box([-a * 0.2, -b, 0], [a * 0.1, b, h * 0.8], { colour: [156, 124, 86] });
  }
}
