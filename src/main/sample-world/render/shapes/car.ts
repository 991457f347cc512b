import type { Agent } from '../../drive.ts';
import { type FaceLook, type MeshBuilder } from '../mesh.ts';
import { ends, glassLook, shade } from './bodywork.ts';
import { panel, wheel, type Quad } from './panel.ts';

interface CarForm {
  screen: number;
  roofFrom: number;
  roofTo: number;
  rear: number;
  belt: number;
  boot: number;
}
const carForms: CarForm[] = [
  { screen: 0.27, roofFrom: 0.43, roofTo: 0.7, rear: 0.87, belt: 0.6, boot: 0.56 },
  { screen: 0.23, roofFrom: 0.38, roofTo: 0.84, rear: 0.96, belt: 0.58, boot: 0.5 },
  { screen: 0.24, roofFrom: 0.35, roofTo: 0.9, rear: 0.985, belt: 0.57, boot: 0.5 },
  { screen: 0.27, roofFrom: 0.41, roofTo: 0.88, rear: 0.98, belt: 0.59, boot: 0.52 },
];

/** A saloon, hatchback, off-roader or estate by style. */
export function car(build: MeshBuilder, agent: Agent, fine: boolean): void {
  const { lengthM: L, heightM: H, colour } = agent;
  const hw = agent.widthM / 2;
  const form = carForms[agent.style % carForms.length];
  const x = (share: number): number => L / 2 - share * L;
  const body: FaceLook = { colour };
  const belt = form.belt * H;
  build.prism(
    [
      [-L / 2 + 0.06, 0.17 * H],
      [L / 2 - 0.06, 0.17 * H],
      [L / 2, 0.3 * H],
      [L / 2 - 0.03, 0.46 * H],
      [x(0.06), 0.51 * H],
      [x(form.screen), belt],
      [x(form.rear), belt],
      [-L / 2 + 0.02, form.boot * H],
      [-L / 2, 0.33 * H],
    ],
    hw,
    body,
    body,
  );
  const b = hw - 0.03;
  const r = hw * 0.76;
  const [xs, xf, xt, xr] = [x(form.screen), x(form.roofFrom), x(form.roofTo), x(form.rear)];
  const screen: Quad = [
    [xs, -b, belt],
    [xs, b, belt],
    [xf, r, H],
    [xf, -r, H],
  ];
  const rear: Quad = [
    [xr, b, belt],
    [xr, -b, belt],
    [xt, -r, H],
    [xt, r, H],
  ];
  const left: Quad = [
    [xs, b, belt],
    [xr, b, belt],
    [xt, r, H],
    [xf, r, H],
  ];
  const right: Quad = [
    [xr, -b, belt],
    [xs, -b, belt],
    [xf, -r, H],
    [xt, -r, H],
  ];
  build.face(
    [
      [xt, -r, H],
      [xf, -r, H],
      [xf, r, H],
      [xt, r, H],
    ],
    body,
  );
  if (fine) {
    for (const quad of [screen, rear, left, right]) build.face(quad, { colour: shade(colour, 0.9) });
    build.face(panel(screen, 0.05, 0.06, 0.95, 0.95, 0.008), glassLook);
    build.face(panel(rear, 0.08, 0.12, 0.92, 0.92, 0.008), glassLook);
    const split = agent.style % carForms.length === 0 ? 0.53 : 0.47;
    for (const [quad, flip] of [
      [left, false],
      [right, true],
    ] as const) {
      const at = (u: number): number => (flip ? 1 - u : u);
      const low = (a: number, c: number): [number, number] => (flip ? [at(c), at(a)] : [a, c]);
      for (const [a, c] of [
        [0.09, split - 0.015],
        [split + 0.015, 0.93],
      ]) {
        const [u0, u1] = low(a, c);
        build.face(panel(quad, u0, 0.08, u1, 0.9, 0.008), glassLook);
      }
    }
  } else for (const quad of [screen, rear, left, right]) build.face(quad, glassLook);
  ends(build, agent, fine, 0.3 * H, 0.47 * H, 0.36 * H, form.boot * H);
  const radius = Math.min(0.36, H * 0.225);
  wheel(build, L / 2 - 0.19 * L, hw, radius, fine);
  wheel(build, -L / 2 + 0.2 * L, hw, radius, fine);
  if (!fine) return;
  for (const side of [1, -1]) {
    const y = side * hw;
    const wall: Quad =
      side === 1
        ? [
            [xs, y, 0.2 * H],
            [xr, y, 0.2 * H],
            [xr, y, belt],
            [xs, y, belt],
          ]
        : [
            [xr, y, 0.2 * H],
            [xs, y, 0.2 * H],
            [xs, y, belt],
            [xr, y, belt],
          ];
    build.face(panel(wall, 0, 0, 1, 0.14, 0.006), { colour: shade(colour, 0.42) });
    for (const u of [0.5, side === 1 ? 0.06 : 0.94])
      build.face(panel(wall, u - 0.006, 0.1, u + 0.006, 1, 0.006), { colour: shade(colour, 0.5) });
    build.face(panel(wall, side === 1 ? 0.4 : 0.52, 0.74, side === 1 ? 0.47 : 0.59, 0.79, 0.01), {
      colour: shade(colour, 0.6),
    });
    const m = xs - 0.16;
    build.box(
      [m - 0.14, Math.min(y, y + side * 0.17), belt - 0.02],
      [m + 0.02, Math.max(y, y + side * 0.17), belt + 0.13],
      { colour: shade(colour, 0.7) },
    );
  }
}
