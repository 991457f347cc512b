import type { Agent } from '../../drive.ts';
import type { Rgb } from '../atmosphere.ts';
import { finish, type FaceLook, type MeshBuilder } from '../mesh.ts';
import { black, ends, glassLook, shade } from './bodywork.ts';
import { panel, wheel, type Quad } from './panel.ts';

/** A van, with windows at its sides by style. */
export function boxVan(build: MeshBuilder, agent: Agent, fine: boolean): void {
  const { lengthM: L, heightM: H, colour } = agent;
  const hw = agent.widthM / 2;
  const nose = L / 2;
  const body: FaceLook = { colour };
  build.prism(
    [
      [-L / 2, 0.14 * H],
      [nose - 0.05, 0.14 * H],
      [nose, 0.24 * H],
      [nose - 0.1, 0.44 * H],
      [nose - 0.2 * L, 0.97 * H],
      [nose - 0.25 * L, H],
      [-L / 2, H],
    ],
    hw,
    body,
    body,
  );
  const z0 = 0.5 * H;
  const z1 = 0.9 * H;
  const slopeAt = (z: number): number => nose - 0.1 - ((z / H - 0.44) / 0.53) * (0.2 * L - 0.1);
  const [xa, xb] = [slopeAt(z0), slopeAt(z1 + 0.02 * H)];
  const screen: Quad = [
    [xa, -hw, z0],
    [xa, hw, z0],
    [xb, hw, z1 + 0.02 * H],
    [xb, -hw, z1 + 0.02 * H],
  ];
  build.face(panel(screen, 0.05, 0, 0.95, 1, 0.01), glassLook);
  for (const side of [1, -1]) {
    const y = side * hw;
    const wall: Quad =
      side === 1
        ? [
            [nose - 0.16 * L, y, z0],
            [-L / 2, y, z0],
            [-L / 2, y, z1],
            [nose - 0.16 * L, y, z1],
          ]
        : [
            [-L / 2, y, z0],
            [nose - 0.16 * L, y, z0],
            [nose - 0.16 * L, y, z1],
            [-L / 2, y, z1],
          ];
    const [a, c] = side === 1 ? [0.03, 0.24] : [0.76, 0.97];
    build.face(panel(wall, a, 0.05, c, 0.95, 0.008), glassLook);
    if (agent.style % 3 === 1) {
      const [d, e] = side === 1 ? [0.3, 0.95] : [0.05, 0.7];
      build.face(panel(wall, d, 0.05, e, 0.95, 0.008), glassLook);
    } else if (fine) {
      const [d, e] = side === 1 ? [0.4, 0.86] : [0.14, 0.6];
      build.face(panel(wall, d, -0.35, e, 0.6, 0.006), {
        colour: agent.style % 3 === 0 ? shade(colour, 0.92) : [62, 110, 168],
      });
    }
    if (fine)
      for (const u of [0.27, 0.6])
        build.face(panel(wall, (side === 1 ? u : 1 - u) - 0.004, -0.8, (side === 1 ? u : 1 - u) + 0.004, 1, 0.007), {
          colour: shade(colour, 0.6),
        });
  }
  const back: Quad = [
    [-L / 2, hw, 0.5 * H],
    [-L / 2, -hw, 0.5 * H],
    [-L / 2, -hw, 0.93 * H],
    [-L / 2, hw, 0.93 * H],
  ];
  for (const u of [0.08, 0.53]) build.face(panel(back, u, 0.05, u + 0.39, 0.9, 0.01), glassLook);
  ends(build, agent, fine, 0.22 * H, 0.42 * H, 0.2 * H, 0.46 * H);
  wheel(build, nose - 0.17 * L, hw, 0.35, fine);
  wheel(build, -L / 2 + 0.2 * L, hw, 0.35, fine);
}

/** A cab with a box, or with a flat bed by style. */
export function truck(build: MeshBuilder, agent: Agent, fine: boolean): void {
  const { lengthM: L, heightM: H, colour } = agent;
  const hw = agent.widthM / 2;
  const cab = Math.min(2.3, L * 0.3);
  const nose = L / 2;
  const cabH = Math.min(H * 0.86, 3);
  build.box([nose - cab, -hw + 0.04, 0.5], [nose, hw - 0.04, cabH], { colour });
  build.box([-L / 2, -hw + 0.1, 0.55], [nose - 0.3, hw - 0.1, 0.95], { colour: [44, 44, 48] });
  const cargo: Rgb = [
    [214, 214, 210],
    [92, 112, 150],
    [176, 120, 70],
  ][agent.style % 3] as unknown as Rgb;
  if (agent.style % 4 === 3)
    build.box([-L / 2, -hw, 0.95], [nose - cab - 0.25, hw, 1.5], { colour: [120, 110, 96] }, { colour: [104, 88, 66] });
  else build.box([-L / 2, -hw, 0.95], [nose - cab - 0.2, hw, H], { colour: cargo });
  const front: Quad = [
    [nose, -hw + 0.04, 0.5],
    [nose, hw - 0.04, 0.5],
    [nose, hw - 0.04, cabH],
    [nose, -hw + 0.04, cabH],
  ];
  build.face(panel(front, 0.05, 0.5, 0.95, 0.88, 0.01), glassLook);
  build.face(panel(front, 0.2, 0.12, 0.8, 0.44, 0.01), { colour: black });
  for (const side of [1, -1]) {
    const y = side * (hw - 0.04);
    const wall: Quad =
      side === 1
        ? [
            [nose, y, 0.5],
            [nose - cab, y, 0.5],
            [nose - cab, y, cabH],
            [nose, y, cabH],
          ]
        : [
            [nose - cab, y, 0.5],
            [nose, y, 0.5],
            [nose, y, cabH],
            [nose - cab, y, cabH],
          ];
    build.face(panel(wall, side === 1 ? 0.1 : 0.35, 0.52, side === 1 ? 0.65 : 0.9, 0.88, 0.01), glassLook);
  }
  if (fine && agent.style % 4 !== 3) {
    const back: Quad = [
      [-L / 2, hw, 0.95],
      [-L / 2, -hw, 0.95],
      [-L / 2, -hw, H],
      [-L / 2, hw, H],
    ];
    for (const u of [0.02, 0.495, 0.97])
      build.face(panel(back, u, 0, u + 0.012, 1, 0.01), { colour: shade(cargo, 0.6) });
    build.face(panel(back, 0, 0, 1, 0.03, 0.012), { colour: [190, 30, 30] });
  }
  ends(build, agent, fine, 0.5, 0.85, 0.62, 0.95);
  const radius = 0.48;
  wheel(build, nose - 0.12 * L - 0.3, hw, radius, fine);
  wheel(build, -L / 2 + 0.16 * L, hw, radius, fine);
  if (L > 8) wheel(build, -L / 2 + 0.16 * L + 1.15, hw, radius, fine);
}

/** A bus with its line above the screen and doors on its right. */
export function bus(build: MeshBuilder, agent: Agent, fine: boolean): void {
  const { lengthM: L, heightM: H, colour } = agent;
  const hw = agent.widthM / 2;
  build.box([-L / 2, -hw, 0.32], [L / 2, hw, H], { colour }, { colour: [206, 206, 204] });
  const front: Quad = [
    [L / 2, -hw, 0],
    [L / 2, hw, 0],
    [L / 2, hw, H],
    [L / 2, -hw, H],
  ];
  const back: Quad = [
    [-L / 2, hw, 0],
    [-L / 2, -hw, 0],
    [-L / 2, -hw, H],
    [-L / 2, hw, H],
  ];
  build.face(panel(front, 0.04, 0.34, 0.96, 0.82, 0.01), glassLook);
  build.face(panel(front, 0.2, 0.85, 0.8, 0.95, 0.01), { colour: [250, 170, 40], finish: finish.glow });
  build.face(panel(back, 0.12, 0.52, 0.88, 0.84, 0.01), glassLook);
  for (const side of [1, -1]) {
    const y = side * hw;
    const wall: Quad =
      side === 1
        ? [
            [L / 2, y, 0],
            [-L / 2, y, 0],
            [-L / 2, y, H],
            [L / 2, y, H],
          ]
        : [
            [-L / 2, y, 0],
            [L / 2, y, 0],
            [L / 2, y, H],
            [-L / 2, y, H],
          ];
    if (!fine) build.face(panel(wall, 0.02, 0.44, 0.98, 0.84, 0.01), glassLook);
    else {
      const panes = Math.max(3, Math.round(L / 1.5));
      for (let i = 0; i < panes; i++)
        build.face(panel(wall, (i + 0.06) / panes, 0.44, (i + 0.94) / panes, 0.84, 0.01), glassLook);
      build.face(panel(wall, 0, 0.1, 1, 0.16, 0.008), { colour: shade(colour, 0.5) });
      build.face(panel(wall, 0, 0.34, 1, 0.38, 0.008), { colour: [236, 236, 232] });
      if (side === -1)
        for (const u of [0.84, 0.5])
          build.face(panel(wall, u, 0.12, u + 0.09, 0.82, 0.016), { colour: [38, 44, 50], finish: finish.glass });
    }
  }
  ends(build, agent, fine, 0.4, 0.8, 0.5, 1);
  wheel(build, L / 2 - 0.2 * L, hw, 0.48, fine);
  wheel(build, -L / 2 + 0.25 * L, hw, 0.48, fine);
}
