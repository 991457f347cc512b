import type { LightState } from '../../../shared/domain/clip.ts';
import { STEP_S, type Drive, type Place } from '../drive.ts';
import type { Atmosphere, Rgb } from './atmosphere.ts';
import type { Brush } from './brush.ts';
import { CROWNS, FIRST_CONIFER } from './crowns.ts';
import type { Glare } from './glare.ts';
import { finish, lightSlots, type Mesh } from './mesh.ts';
import { hash3 } from './noise.ts';
import { packRgb } from './packed.ts';
import { buildingMesh } from './shapes/building.ts';
import { curbMeshes } from './shapes/curb.ts';
import { lightHeadMesh } from './shapes/light-head.ts';
import { signMesh } from './shapes/sign.ts';
import { cosine, sine } from './trigonometry.ts';

interface Placed {
  x: number;
  y: number;
  cos: number;
  sin: number;
  mesh: Mesh;
}

type Tree = Place['scenery']['trees'][number];
type LightHead = Place['scenery']['lightHeads'][number];

/** Curbs are drawn as steps up to here, m; beyond, their line on the ground is enough. */
const CURB_REACH_M = 45;
const HEAD_REACH_M = 160;
const pole: Rgb = [92, 94, 98];
const bark: Rgb = [92, 74, 58];
const leaves: readonly Rgb[] = [
  [88, 118, 52],
  [104, 128, 58],
  [72, 104, 58],
  [128, 126, 54],
  [150, 106, 48],
];
const needles: Rgb = [52, 82, 58];
const RED = packRgb(255, 52, 40);
const YELLOW = packRgb(255, 190, 40);
const GREEN = packRgb(60, 255, 150);
const LAMP = packRgb(255, 226, 170);

/** Everything of a place that stands: buildings, curbs, trees, signs, lamps and traffic lights with their states. */
export class StandingThings {
  private readonly buildings: (Omit<Placed, 'mesh'> & { mesh: Mesh | null; heightM: number; radiusM: number })[];
  private readonly curbs: { x: number; y: number; mesh: Mesh }[];
  private readonly signs: Placed[];
  private readonly drive: Drive;
  private readonly air: Atmosphere;
  private readonly headMesh = lightHeadMesh();
  private readonly lights: Map<string, LightState[]>;
  private readonly rig = new Float64Array(3);

  constructor(drive: Drive, air: Atmosphere) {
    this.drive = drive;
    this.air = air;
    const { scenery } = drive.place;
    const turned = (headingRad: number): { cos: number; sin: number } => ({
      cos: cosine(headingRad),
      sin: sine(headingRad),
    });
    this.buildings = scenery.buildings.map((b) => ({
      x: b.x,
      y: b.y,
      ...turned(b.headingRad),
      mesh: null,
      heightM: b.heightM,
      radiusM: Math.sqrt(b.lengthM * b.lengthM + b.widthM * b.widthM + b.heightM * b.heightM) / 2 + 1.5,
    }));
    this.curbs = scenery.curbs.flatMap((line) => curbMeshes(line));
    const boards = new Map<string, Mesh>();
    this.signs = scenery.signs.map((sign) => {
      let mesh = boards.get(sign.kind);
      if (!mesh) boards.set(sign.kind, (mesh = signMesh(sign.kind)));
      return { x: sign.x, y: sign.y, ...turned(sign.headingRad), mesh };
    });
    this.lights = new Map(drive.lights.map((phases) => [phases.connectorId, phases.states]));
  }

  draw(brush: Brush, glare: Glare, timeS: number): void {
    this.buildings.forEach((b, i) => {
      if (brush.at(b.x, b.y, b.cos, b.sin, b.heightM / 2, b.radiusM))
        brush.mesh((b.mesh ??= buildingMesh(this.drive.place.scenery.buildings[i], i)));
    });
    for (const { x, y, mesh } of this.curbs)
      if (brush.at(x, y, 1, 0, 0, mesh.radiusM * 2) && brush.distance() < CURB_REACH_M + mesh.radiusM) brush.mesh(mesh);
    for (const { x, y, cos, sin, mesh } of this.signs) if (brush.at(x, y, cos, sin, 1.7, 2)) brush.mesh(mesh);
    const { trees, lamps, lightHeads } = this.drive.place.scenery;
    for (let i = 0; i < trees.length; i++) this.drawTree(brush, trees[i], i);
    for (const lamp of lamps) this.drawLamp(brush, glare, lamp.x, lamp.y, lamp.heightM);
    for (const head of lightHeads) this.drawLightHead(brush, glare, head, timeS);
  }

  private drawTree(brush: Brush, tree: Tree, index: number): void {
    const { heightM: h, radiusM: r } = tree;
    if (!brush.at(tree.x, tree.y, 1, 0, h / 2, Math.max(h / 2, r) * 1.15)) return;
    const bits = hash3(index, tree.style, 501);
    const conifer = tree.style % 4 === 3;
    const snow = this.air.snow * 0.5;
    const base = conifer ? needles : leaves[(tree.style + (bits & 1)) % leaves.length];
    const colour: Rgb = [
      base[0] + (225 - base[0]) * snow,
      base[1] + (230 - base[1]) * snow,
      base[2] + (240 - base[2]) * snow,
    ];
    if (conifer) {
      brush.limb(0, 0, 0, 0, 0, h * 0.3, 0.16, 0.13, bark);
      const crown = FIRST_CONIFER + (bits % (CROWNS - FIRST_CONIFER));
      brush.ball(0, 0, h * 0.56, r, h * 0.46, colour, finish.crown, crown);
      return;
    }
    const crownZ = h * 0.66;
    brush.limb(0, 0, 0, 0, 0, crownZ, 0.1 + 0.02 * h, 0.06 + 0.01 * h, bark);
    const crown = bits % FIRST_CONIFER;
    if (brush.sizePx(r) > 9) {
      const lean = ((bits >>> 8) & 255) / 255 - 0.5;
      brush.ball(
        r * 0.45,
        r * lean,
        crownZ - h * 0.05,
        r * 0.72,
        h * 0.25,
        darker(colour, 0.82),
        finish.crown,
        (crown + 1) % FIRST_CONIFER,
      );
      brush.ball(
        -r * 0.4,
        -r * lean,
        crownZ - h * 0.03,
        r * 0.75,
        h * 0.26,
        darker(colour, 0.92),
        finish.crown,
        (crown + 2) % FIRST_CONIFER,
      );
    }
    brush.ball(0, 0, crownZ, r, h * 0.36, colour, finish.crown, crown);
  }

  private drawLamp(brush: Brush, glare: Glare, x: number, y: number, heightM: number): void {
    if (!brush.at(x, y, 1, 0, heightM / 2, heightM / 2 + 1)) return;
    brush.limb(0, 0, 0, 0, 0, heightM, 0.09, 0.06, pole);
    brush.limb(-0.7, 0, heightM, 0.7, 0, heightM, 0.05, 0.05, pole);
    const lit = this.air.lamps > 0;
    for (const side of [-0.7, 0.7]) {
      if (!lit) brush.ball(side, 0, heightM - 0.06, 0.24, 0.1, [210, 212, 210]);
      else {
        brush.ball(side, 0, heightM - 0.06, 0.26, 0.12, [255, 232, 184], finish.lamp);
        brush.rigPoint(side, 0, heightM - 0.06, this.rig);
        glare.add(this.rig, LAMP, 0.75 * this.air.lamps, 1.5);
      }
    }
  }

  private drawLightHead(brush: Brush, glare: Glare, head: LightHead, timeS: number): void {
    const cos = cosine(head.headingRad);
    const sin = sine(head.headingRad);
    const dx = head.mastX - head.x;
    const dy = head.mastY - head.y;
    const reach = Math.sqrt(dx * dx + dy * dy);
    if (!brush.at(head.x, head.y, cos, sin, head.z / 2, head.z / 2 + 1 + reach) || brush.distance() > HEAD_REACH_M)
      return;
    const mx = cos * dx + sin * dy;
    const my = cos * dy - sin * dx;
    const top = head.z + (reach > 0.8 ? 0.9 : 0);
    brush.limb(mx, my, 0, mx, my, Math.max(top, head.z), 0.11, 0.08, pole);
    if (reach > 0.8) brush.limb(mx, my, top, 0, 0, top, 0.07, 0.05, pole);
    const state = this.stateOf(head, timeS);
    const { slots } = brush;
    slots[lightSlots.red] = state === 'red' ? RED : -1;
    slots[lightSlots.yellow] = state === 'yellow' ? YELLOW : -1;
    slots[lightSlots.green] = state === 'green' || state === 'not-red' ? GREEN : -1;
    brush.mesh(this.headMesh, head.z);
    if (state === 'unknown' || brush.facing(-1, 0) <= 0) return;
    const lampZ = head.z + (state === 'red' ? 0.54 : state === 'yellow' ? 0 : -0.54);
    brush.rigPoint(-0.05, 0, lampZ, this.rig);
    glare.add(
      this.rig,
      state === 'red' ? RED : state === 'yellow' ? YELLOW : GREEN,
      0.55 + 0.35 * this.air.lamps,
      0.6 + 0.5 * this.air.lamps,
    );
  }

  private stateOf(head: LightHead, timeS: number): LightState {
    const step = Math.floor(timeS / STEP_S + 1e-6);
    for (const id of head.connectorIds) {
      const states = this.lights.get(id);
      if (states && states.length > 0) return states[Math.max(0, Math.min(states.length - 1, step))];
    }
    return 'unknown';
  }
}

const darker = (c: Rgb, k: number): Rgb => [c[0] * k, c[1] * k, c[2] * k];
