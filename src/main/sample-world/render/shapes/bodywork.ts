import type { Agent } from '../../drive.ts';
import type { Rgb } from '../atmosphere.ts';
import { finish, lightSlots, type FaceLook, type MeshBuilder } from '../mesh.ts';
import { panel, type Quad } from './panel.ts';

export const glassLook: FaceLook = { colour: [44, 52, 60], finish: finish.glass };
export const black: Rgb = [26, 26, 28];
const headLook: FaceLook = { colour: [222, 226, 230], slot: lightSlots.head };
const tailLook: FaceLook = { colour: [150, 20, 22], slot: lightSlots.tail };
/** A colour made darker (or lighter). */
export const shade = (c: readonly number[], k: number): Rgb => [c[0] * k, c[1] * k, c[2] * k];

/** Lights, grille and plates on flat ends between heights, m. */
export function ends(
  build: MeshBuilder,
  agent: Agent,
  fine: boolean,
  f0: number,
  f1: number,
  r0: number,
  r1: number,
): void {
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
