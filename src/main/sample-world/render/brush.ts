import type { Atmosphere, Rgb } from './atmosphere.ts';
import type { CameraView } from './camera-view.ts';
import type { GroundLight } from './ground-light.ts';
import { beamAt } from './headlights.ts';
import { finish, LIGHT_SLOTS, type Finish, type Mesh } from './mesh.ts';
import { packRgb } from './packed.ts';
import type { EgoInstant } from './resolve.ts';
import type { Stage } from './stage.ts';

const MOST_POINTS = 4096;
const LAMP_LIGHT: Rgb = [0.85, 0.7, 0.48];

/**
 * Places solids in the rig frame (ego axes, origin at the camera), lights them and hands them to the stage, and to the
 * stage of the wet road's mirror where there is one.
 */
export class Brush {
  private readonly air: Atmosphere;
  private readonly light: GroundLight;
  private stage!: Stage;
  private mirror: Stage | null = null;
  private ego!: EgoInstant;
  private position: readonly number[] = [0, 0, 0];
  private pixelRad = 1;
  /** Sun in rig axes. */
  private sunX = 0;
  private sunY = 0;
  private sunZ = 0;
  /** Frame of the thing that is being drawn, in rig axes. */
  private offX = 0;
  private offY = 0;
  private offZ = 0;
  private cos = 1;
  private sin = 0;
  private still = 255;
  private bits = 0;
  private mirrorBits = 0;
  /** Colour (packed) of each changing light, −1 for the mesh's own; such a face glows. */
  readonly slots = new Int32Array(LIGHT_SLOTS).fill(-1);

  constructor(air: Atmosphere, light: GroundLight) {
    this.air = air;
    this.light = light;
  }

  begin(view: CameraView, stage: Stage, mirror: Stage | null, ego: EgoInstant): void {
    this.stage = stage;
    this.mirror = mirror;
    this.ego = ego;
    this.position = view.position;
    this.pixelRad = view.pixelRad;
    const [sx, sy, sz] = this.air.sun;
    this.sunX = ego.cos * sx + ego.sin * sy;
    this.sunY = ego.cos * sy - ego.sin * sx;
    this.sunZ = sz;
  }

  /**
   * Takes the frame of a thing on the ground at a world point. False where it is out of sight or below a third of a pixel.
   * @param radius of a ball about (x, y, middleZ), m
   */
  at(x: number, y: number, cos: number, sin: number, middleZ: number, radius: number): boolean {
    const { ego, position } = this;
    const dx = x - ego.x;
    const dy = y - ego.y;
    this.offX = ego.cos * dx + ego.sin * dy - position[0];
    this.offY = ego.cos * dy - ego.sin * dx - position[1];
    this.offZ = -position[2];
    const z = middleZ + this.offZ;
    this.bits = this.stage.visible(this.offX, this.offY, z, radius);
    this.mirrorBits = this.mirror ? this.mirror.visible(this.offX, this.offY, -middleZ + this.offZ, radius) : 0;
    if (this.bits === 0 && this.mirrorBits === 0) return false;
    this.cos = ego.cos * cos + ego.sin * sin;
    this.sin = ego.cos * sin - ego.sin * cos;
    this.still = this.light.at(x, y);
    return this.distance() * this.pixelRad * 0.33 < radius;
  }

  /** Metres from the camera to the thing's origin. */
  distance(): number {
    return Math.sqrt(this.offX * this.offX + this.offY * this.offY + this.offZ * this.offZ);
  }

  /** How many pixels a length of the thing covers. */
  sizePx(lengthM: number): number {
    return lengthM / (this.distance() * this.pixelRad);
  }

  /** Draws a mesh in the frame taken. */
  mesh(mesh: Mesh, z = 0): void {
    const { positions, normals: own } = mesh;
    const { cos, sin, offX, offY } = this;
    const offZ = this.offZ + z;
    const n = positions.length;
    for (let i = 0; i < n; i += 3) {
      points[i] = cos * positions[i] - sin * positions[i + 1] + offX;
      points[i + 1] = sin * positions[i] + cos * positions[i + 1] + offY;
      points[i + 2] = positions[i + 2] + offZ;
    }
    const faces = mesh.finishes.length;
    for (let f = 0; f < faces; f++) {
      const nx = cos * own[f * 3] - sin * own[f * 3 + 1];
      const ny = sin * own[f * 3] + cos * own[f * 3 + 1];
      const nz = own[f * 3 + 2];
      normals[f * 3] = nx;
      normals[f * 3 + 1] = ny;
      normals[f * 3 + 2] = nz;
      const p = mesh.corners[mesh.starts[f]] * 3;
      // What looks away is dropped by the stage and needs no light; the mirror sees other sides.
      if (!this.mirrorBits && nx * points[p] + ny * points[p + 1] + nz * points[p + 2] >= 0) continue;
      const glow = mesh.slots[f] > 0 ? this.slots[mesh.slots[f]] : -1;
      if (glow >= 0 || mesh.finishes[f] === finish.glow) {
        const { colours: c } = mesh;
        colours[f] = glow >= 0 ? glow : packRgb(c[f * 3], c[f * 3 + 1], c[f * 3 + 2]);
        looks[f] = mesh.finishes[f] === finish.ball ? finish.lamp : finish.glow;
      } else {
        colours[f] = this.litColour(
          mesh.colours[f * 3],
          mesh.colours[f * 3 + 1],
          mesh.colours[f * 3 + 2],
          nx,
          ny,
          nz,
          points[p],
          points[p + 1],
          points[p + 2],
        );
        looks[f] = mesh.finishes[f];
      }
    }
    if (this.bits) this.stage.addMesh(mesh, points, normals, colours, looks, this.bits);
    if (this.mirrorBits && this.mirror) {
      for (let i = 2; i < n; i += 3) points[i] = 2 * this.offZ - points[i];
      for (let f = 0; f < faces; f++) normals[f * 3 + 2] = -normals[f * 3 + 2];
      this.mirror.addMesh(mesh, points, normals, colours, looks, this.mirrorBits);
    }
  }

  /** A round bar between two points of the frame taken, with a radius at each end, m. */
  limb(
    ax: number,
    ay: number,
    az: number,
    bx: number,
    by: number,
    bz: number,
    ra: number,
    rb: number,
    colour: Rgb,
  ): void {
    const { cos, sin, offX, offY, offZ } = this;
    const x0 = cos * ax - sin * ay + offX;
    const y0 = sin * ax + cos * ay + offY;
    const z0 = az + offZ;
    const x1 = cos * bx - sin * by + offX;
    const y1 = sin * bx + cos * by + offY;
    const z1 = bz + offZ;
    const ex = x1 - x0;
    const ey = y1 - y0;
    const ez = z1 - z0;
    // Across: perpendicular to the bar and to the line of sight.
    let sx = ey * z0 - ez * y0;
    let sy = ez * x0 - ex * z0;
    let sz = ex * y0 - ey * x0;
    const length = Math.sqrt(sx * sx + sy * sy + sz * sz);
    if (length < 1e-9) return;
    sx /= length;
    sy /= length;
    sz /= length;
    this.card(
      x0 - sx * ra,
      y0 - sy * ra,
      z0 - sz * ra,
      x0 + sx * ra,
      y0 + sy * ra,
      z0 + sz * ra,
      x1 + sx * rb,
      y1 + sy * rb,
      z1 + sz * rb,
      x1 - sx * rb,
      y1 - sy * rb,
      z1 - sz * rb,
      colour,
      finish.round,
      0,
    );
  }

  /** A ball (or a lamp, or a crown picture `aux`) about a point of the frame taken: a card that faces the camera. */
  ball(
    x: number,
    y: number,
    z: number,
    halfWidth: number,
    halfHeight: number,
    colour: Rgb,
    look: Finish = finish.ball,
    aux = 0,
  ): void {
    const px = this.cos * x - this.sin * y + this.offX;
    const py = this.sin * x + this.cos * y + this.offY;
    const pz = z + this.offZ;
    const across = Math.sqrt(px * px + py * py);
    if (across < 1e-6) return;
    const sx = (py / across) * halfWidth;
    const sy = (-px / across) * halfWidth;
    this.card(
      px - sx,
      py - sy,
      pz - halfHeight,
      px + sx,
      py + sy,
      pz - halfHeight,
      px + sx,
      py + sy,
      pz + halfHeight,
      px - sx,
      py - sy,
      pz + halfHeight,
      colour,
      look,
      aux,
    );
  }

  /** An upright ring that stands along the frame's heading, such as a bicycle's wheel. */
  ring(x: number, y: number, z: number, radius: number, colour: Rgb): void {
    const { cos, sin } = this;
    const px = cos * x - sin * y + this.offX;
    const py = sin * x + cos * y + this.offY;
    const pz = z + this.offZ;
    const sx = cos * radius;
    const sy = sin * radius;
    this.card(
      px - sx,
      py - sy,
      pz - radius,
      px + sx,
      py + sy,
      pz - radius,
      px + sx,
      py + sy,
      pz + radius,
      px - sx,
      py - sy,
      pz + radius,
      colour,
      finish.ring,
      0,
    );
  }

  private card(
    x0: number,
    y0: number,
    z0: number,
    x1: number,
    y1: number,
    z1: number,
    x2: number,
    y2: number,
    z2: number,
    x3: number,
    y3: number,
    z3: number,
    colour: Rgb,
    look: Finish,
    aux: number,
  ): void {
    points[0] = x0;
    points[1] = y0;
    points[2] = z0;
    points[3] = x1;
    points[4] = y1;
    points[5] = z1;
    points[6] = x2;
    points[7] = y2;
    points[8] = z2;
    points[9] = x3;
    points[10] = y3;
    points[11] = z3;
    const ax = x1 - x0;
    const ay = y1 - y0;
    const az = z1 - z0;
    const bx = x3 - x0;
    const by = y3 - y0;
    const bz = z3 - z0;
    let nx = ay * bz - az * by;
    let ny = az * bx - ax * bz;
    let nz = ax * by - ay * bx;
    const length = Math.sqrt(nx * nx + ny * ny + nz * nz);
    if (length < 1e-12) return;
    const side = nx * x0 + ny * y0 + nz * z0 > 0 ? -1 / length : 1 / length;
    nx *= side;
    ny *= side;
    nz *= side;
    const glow = look === finish.lamp;
    const lit = glow ? packRgb(colour[0], colour[1], colour[2]) : this.roundColour(colour, nx, ny, x0, y0, z0);
    if (this.bits) this.stage.add(points, square, 0, 4, nx, ny, nz, lit, look, aux, 1, 1, this.bits);
    if (this.mirrorBits && this.mirror) {
      for (let i = 2; i < 12; i += 3) points[i] = 2 * this.offZ - points[i];
      this.mirror.add(points, square, 0, 4, nx, ny, -nz, lit, look, aux, 1, 1, this.mirrorBits);
    }
  }

  /** Colour of a face with its normal and a point of it in the rig frame. */
  private litColour(
    r: number,
    g: number,
    b: number,
    nx: number,
    ny: number,
    nz: number,
    x: number,
    y: number,
    z: number,
  ): number {
    const { air, still } = this;
    const sky = 0.74 + 0.26 * nz;
    let kr = air.ambient[0] * sky;
    let kg = air.ambient[1] * sky;
    let kb = air.ambient[2] * sky;
    if (air.lamps === 1) {
      const k = (still / 255) * (0.5 + 0.5 * nz) * 0.9;
      kr += LAMP_LIGHT[0] * k;
      kg += LAMP_LIGHT[1] * k;
      kb += LAMP_LIGHT[2] * k;
    } else {
      const facing = nx * this.sunX + ny * this.sunY + nz * this.sunZ;
      if (facing > 0) {
        const k = (facing * still) / 255;
        kr += air.sunLight[0] * k;
        kg += air.sunLight[1] * k;
        kb += air.sunLight[2] * k;
      }
    }
    if (air.lamps >= 0.5) {
      const k =
        air.lamps *
        1.7 *
        beamAt(x + this.position[0], y + this.position[1], z + this.position[2]) *
        Math.max(0.12, -nx);
      kr += k;
      kg += k * 0.96;
      kb += k * 0.87;
    }
    return packRgb(r * kr, g * kg, b * kb);
  }

  /** As `litColour` for round things: the side that is seen looks at the camera and upwards a little. */
  private roundColour(colour: Rgb, nx: number, ny: number, x: number, y: number, z: number): number {
    const toSun = nx * this.sunX + ny * this.sunY;
    const k = 0.75 + 0.25 * toSun;
    const ax = this.sunX * 0.6 * k + nx * 0.4;
    const ay = this.sunY * 0.6 * k + ny * 0.4;
    return this.air.lamps >= 0.5
      ? this.litColour(colour[0], colour[1], colour[2], nx, ny, 0.2, x, y, z)
      : this.litColour(colour[0], colour[1], colour[2], ax, ay, 0.35, x, y, z);
  }

  /** Cosine between a level direction of the frame taken (x ahead, y left; a unit vector) and the way to the camera. */
  facing(ahead: number, left: number): number {
    const x = this.cos * ahead - this.sin * left;
    const y = this.sin * ahead + this.cos * left;
    return -(x * this.offX + y * this.offY) / (Math.sqrt(this.offX * this.offX + this.offY * this.offY) + 1e-9);
  }

  /** Rig position of a point of the frame taken, m. */
  rigPoint(x: number, y: number, z: number, out: Float64Array): void {
    out[0] = this.cos * x - this.sin * y + this.offX;
    out[1] = this.sin * x + this.cos * y + this.offY;
    out[2] = z + this.offZ;
  }
}

const points = new Float64Array(MOST_POINTS * 3);
const normals = new Float64Array(MOST_POINTS * 3);
const colours = new Int32Array(MOST_POINTS);
const looks = new Uint8Array(MOST_POINTS);
const square = [0, 1, 2, 3];
