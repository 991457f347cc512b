import type { Agent } from '../../drive.ts';
import type { Rgb } from '../atmosphere.ts';
import { finish, lightSlots, MeshBuilder, type FaceLook, type Mesh, type Point } from '../mesh.ts';
import { panel, wheel, type Quad } from './panel.ts';

/** A light of a vehicle, for its glare: place in the vehicle's frame, m; `ahead` is 1 where it shines to the front. */
export interface VehicleLight {
  at: Point;
  slot: number;
  ahead: 1 | -1;
}

export interface VehicleShape {
  near: Mesh;
  /** Fewer faces, for where it is small. */
  far: Mesh;
  doorLeft: Mesh;
  doorRight: Mesh;
  lights: VehicleLight[];
}

const glassLook: FaceLook = { colour: [44, 52, 60], finish: finish.glass };
const black: Rgb = [26, 26, 28];
const headLook: FaceLook = { colour: [222, 226, 230], slot: lightSlots.head };
const tailLook: FaceLook = { colour: [150, 20, 22], slot: lightSlots.tail };
const shade = (c: readonly number[], k: number): Rgb => [c[0] * k, c[1] * k, c[2] * k];

/** A shape for a car, van, truck, bus or emergency vehicle; origin on the ground below its middle. */
export function vehicleShape(agent: Agent): VehicleShape {
  const draw = { car, van: boxVan, truck, bus, emergency: agent.style % 2 === 0 ? ambulance : patrolCar }[
    agent.kind as 'car'
  ];
  const [near, far] = [true, false].map((fine) => {
    const build = new MeshBuilder();
    draw(build, agent, fine);
    return build.build();
  });
  return {
    near,
    far,
    doorLeft: door(agent, 1),
    doorRight: door(agent, -1),
    lights: lightsOf(agent),
  };
}

function lightsOf(agent: Agent): VehicleLight[] {
  const x = agent.lengthM / 2;
  const y = agent.widthM / 2 - 0.24;
  const low = agent.kind === 'car' ? 0.44 * agent.heightM : Math.min(0.85, 0.36 * agent.heightM);
  const out: VehicleLight[] = [];
  for (const side of [1, -1]) {
    out.push({ at: [x, side * y, low], slot: lightSlots.head, ahead: 1 });
    out.push({ at: [-x, side * y, low + 0.12], slot: lightSlots.tail, ahead: -1 });
    const slot = side === 1 ? lightSlots.left : lightSlots.right;
    out.push(
      { at: [x, side * (y + 0.16), low], slot, ahead: 1 },
      { at: [-x, side * (y + 0.16), low], slot, ahead: -1 },
    );
  }
  if (agent.kind === 'emergency')
    for (const ahead of [1, -1] as const) {
      out.push({ at: [0.3, 0.4, agent.heightM], slot: lightSlots.sirenA, ahead });
      out.push({ at: [0.3, -0.4, agent.heightM], slot: lightSlots.sirenB, ahead });
    }
  return out;
}

function door(agent: Agent, side: 1 | -1): Mesh {
  const build = new MeshBuilder();
  const hinge = agent.lengthM * (agent.kind === 'car' ? 0.2 : 0.3);
  const y0 = side * (agent.widthM / 2);
  const y1 = side * (agent.widthM / 2 + 0.92);
  const top = Math.min(1.05, agent.heightM * 0.6);
  const quad: Quad = [
    [hinge, y0, 0.28],
    [hinge - 0.3, y1, 0.28],
    [hinge - 0.3, y1, top],
    [hinge, y0, top],
  ];
  const window = quad.map(([x, y, z]): Point => [x, y, z === 0.28 ? top : top + 0.38]);
  build.face(quad, { colour: agent.colour });
  build.face([...quad].reverse(), { colour: shade(agent.colour, 0.55) });
  build.face(window, glassLook);
  build.face([...window].reverse(), glassLook);
  return build.build();
}

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

function car(build: MeshBuilder, agent: Agent, fine: boolean): void {
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

/** Lights, grille and plates on flat ends between heights, m. */
function ends(build: MeshBuilder, agent: Agent, fine: boolean, f0: number, f1: number, r0: number, r1: number): void {
  const x = agent.lengthM / 2 + 0.012;
  const hw = agent.widthM / 2;
  const front: Quad = [
    [x, -hw, f0],
    [x, hw, f0],
    [x, hw, f1],
    [x, -hw, f1],
  ];
  const back: Quad = [
    [-x, hw, r0],
    [-x, -hw, r0],
    [-x, -hw, r1],
    [-x, hw, r1],
  ];
  for (const [u0, u1, slot] of [
    [0.02, 0.27, lightSlots.right],
    [0.73, 0.98, lightSlots.left],
  ] as const) {
    build.face(panel(front, u0, 0.34, u1, 0.95, 0.004), headLook);
    build.face(panel(back, 1 - u1, 0.36, 1 - u0, 0.92, 0.004), tailLook);
    build.face(panel(back, 1 - u1, 0.12, 1 - u0, 0.34, 0.006), { colour: [176, 96, 30], slot: slot });
    const outer = u0 < 0.5 ? [u0, u0 + 0.08] : [u1 - 0.08, u1];
    build.face(panel(front, outer[0], 0.12, outer[1], 0.34, 0.006), { colour: [206, 130, 50], slot });
  }
  build.face(panel(front, 0.3, 0.05, 0.7, 0.8, 0.004), { colour: black });
  if (!fine) return;
  build.face(panel(front, 0.02, -0.5, 0.98, -0.06, 0.004), { colour: [40, 40, 42] });
  build.face(panel(front, 0.4, 0.02, 0.6, 0.26, 0.012), { colour: [226, 226, 220] });
  build.face(panel(back, 0.38, 0.1, 0.62, 0.38, 0.008), { colour: [226, 226, 220] });
  build.face(panel(back, 0.03, -0.55, 0.97, -0.12, 0.004), { colour: [42, 42, 44] });
  build.face(panel(back, 0.4, 1.02, 0.6, 1.1, 0.012), { colour: [120, 18, 20], slot: lightSlots.brake });
}

function boxVan(build: MeshBuilder, agent: Agent, fine: boolean): void {
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

function truck(build: MeshBuilder, agent: Agent, fine: boolean): void {
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

function bus(build: MeshBuilder, agent: Agent, fine: boolean): void {
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

/** A coloured band on both sides and a light bar on the roof. */
function markEmergency(build: MeshBuilder, agent: Agent, bandFrom: number, bandTo: number, band: Rgb): void {
  const { lengthM: L, heightM: H } = agent;
  const hw = agent.widthM / 2;
  for (const side of [1, -1]) {
    const y = side * (hw + 0.008);
    const ends = side === 1 ? [L / 2 - 0.3, -L / 2 + 0.1] : [-L / 2 + 0.1, L / 2 - 0.3];
    build.face(
      [
        [ends[0], y, bandFrom],
        [ends[1], y, bandFrom],
        [ends[1], y, bandTo],
        [ends[0], y, bandTo],
      ],
      { colour: band },
    );
  }
  build.box([0.15, -0.62, H - 0.06], [0.45, 0.62, H], { colour: [40, 40, 44] });
  build.box([0.12, 0.08, H], [0.48, 0.6, H + 0.16], { colour: [40, 70, 190], slot: lightSlots.sirenA });
  build.box([0.12, -0.6, H], [0.48, -0.08, H + 0.16], { colour: [190, 40, 40], slot: lightSlots.sirenB });
}

function ambulance(build: MeshBuilder, agent: Agent, fine: boolean): void {
  boxVan(build, { ...agent, style: 0, colour: [236, 236, 232] }, fine);
  markEmergency(build, agent, 0.32 * agent.heightM, 0.46 * agent.heightM, [226, 84, 30]);
}

function patrolCar(build: MeshBuilder, agent: Agent, fine: boolean): void {
  car(build, { ...agent, style: agent.heightM > 1.65 ? 2 : 0, colour: [232, 234, 238] }, fine);
  markEmergency(build, agent, 0.3 * agent.heightM, 0.5 * agent.heightM, [38, 74, 168]);
}
