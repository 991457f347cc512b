import type { Rgb } from './atmosphere.ts';

/** What a face looks like close up; `u` and `v` run over the face as `Face.uSize`, `Face.vSize` tell. */
export const finish = {
  flat: 0,
  /** Rows of windows: u, v in metres, `aux` is the building's style. */
  wall: 1,
  /** Darker to its edges along u (0 to 1), like a post. */
  round: 2,
  /** Leaves cut out by a picture: `aux` is the picture. */
  crown: 3,
  /** Only a ring of the unit square. */
  ring: 4,
  /** A mirror of the sky. */
  glass: 5,
  /** Its own light: no shade and little haze. */
  glow: 6,
  /** Slanted red and white. */
  stripes: 7,
  /** Only the disc in the unit square, shaded as a ball. */
  ball: 8,
  /** Only the disc in the unit square, its own light. */
  lamp: 9,
} as const;
export type Finish = (typeof finish)[keyof typeof finish];

/** Lights that change: the colour of such a face comes from the drawing, not from the mesh. */
export const lightSlots = {
  none: 0,
  head: 1,
  tail: 2,
  brake: 3,
  left: 4,
  right: 5,
  sirenA: 6,
  sirenB: 7,
  red: 8,
  yellow: 9,
  green: 10,
} as const;
export const LIGHT_SLOTS = 11;

export type Point = readonly [number, number, number];

export interface FaceLook {
  colour: Rgb;
  finish?: Finish;
  aux?: number;
  slot?: number;
  uSize?: number;
  vSize?: number;
}

/** A solid of convex faces in its own frame: x ahead, y left, z up, m. */
export interface Mesh {
  /** x y z a vertex. */
  positions: Float64Array;
  /** Vertices of face i are `corners[starts[i] … starts[i + 1])`, counter-clockwise from outside. */
  corners: Uint16Array;
  starts: Uint32Array;
  normals: Float64Array;
  colours: Uint8Array;
  finishes: Uint8Array;
  aux: Int32Array;
  slots: Uint8Array;
  sizes: Float64Array;
  radiusM: number;
  /** Middle of the bounding ball. */
  middle: Point;
}

/** Collects faces into a mesh. */
export class MeshBuilder {
  private readonly positions: number[] = [];
  private readonly corners: number[] = [];
  private readonly starts: number[] = [0];
  private readonly normals: number[] = [];
  private readonly looks: Required<FaceLook>[] = [];

  /** A convex flat face, counter-clockwise from outside; u runs from the first to the second corner, v from the first to the last. */
  face(points: readonly Point[], look: FaceLook): void {
    const at = this.positions.length / 3;
    points.forEach((point, i) => {
      this.positions.push(...point);
      this.corners.push(at + i);
    });
    this.starts.push(this.corners.length);
    let [nx, ny, nz] = [0, 0, 0];
    points.forEach((p, i) => {
      const q = points[(i + 1) % points.length];
      nx += (p[1] - q[1]) * (p[2] + q[2]);
      ny += (p[2] - q[2]) * (p[0] + q[0]);
      nz += (p[0] - q[0]) * (p[1] + q[1]);
    });
    const length = Math.sqrt(nx * nx + ny * ny + nz * nz);
    this.normals.push(nx / length, ny / length, nz / length);
    this.looks.push({ finish: finish.flat, aux: 0, slot: 0, uSize: 1, vSize: 1, ...look });
  }

  /** A box from low to high corner; `sides` leaves out the bottom. */
  box(low: Point, high: Point, look: FaceLook, top: FaceLook = look): void {
    const [x0, y0, z0] = low;
    const [x1, y1, z1] = high;
    this.face(
      [
        [x1, y0, z0],
        [x1, y1, z0],
        [x1, y1, z1],
        [x1, y0, z1],
      ],
      look,
    );
    this.face(
      [
        [x0, y1, z0],
        [x0, y0, z0],
        [x0, y0, z1],
        [x0, y1, z1],
      ],
      look,
    );
    this.face(
      [
        [x1, y1, z0],
        [x0, y1, z0],
        [x0, y1, z1],
        [x1, y1, z1],
      ],
      look,
    );
    this.face(
      [
        [x0, y0, z0],
        [x1, y0, z0],
        [x1, y0, z1],
        [x0, y0, z1],
      ],
      look,
    );
    this.face(
      [
        [x0, y0, z1],
        [x1, y0, z1],
        [x1, y1, z1],
        [x0, y1, z1],
      ],
      top,
    );
  }

  /** A side outline (x, z), counter-clockwise seen from the right (x right, z up), drawn out from −y to y. Convex. */
  prism(outline: readonly (readonly [number, number])[], halfWidth: number, side: FaceLook, skin: FaceLook): void {
    const n = outline.length;
    this.face(
      outline.map(([x, z]): Point => [x, -halfWidth, z]),
      side,
    );
    this.face(outline.map(([x, z]): Point => [x, halfWidth, z]).reverse(), side);
    outline.forEach(([x0, z0], i) => {
      const [x1, z1] = outline[(i + 1) % n];
      this.face(
        [
          [x0, -halfWidth, z0],
          [x0, halfWidth, z0],
          [x1, halfWidth, z1],
          [x1, -halfWidth, z1],
        ],
        skin,
      );
    });
  }

  build(): Mesh {
    const { positions } = this;
    let [x0, y0, z0, x1, y1, z1] = [Infinity, Infinity, Infinity, -Infinity, -Infinity, -Infinity];
    for (let i = 0; i < positions.length; i += 3) {
      x0 = Math.min(x0, positions[i]);
      x1 = Math.max(x1, positions[i]);
      y0 = Math.min(y0, positions[i + 1]);
      y1 = Math.max(y1, positions[i + 1]);
      z0 = Math.min(z0, positions[i + 2]);
      z1 = Math.max(z1, positions[i + 2]);
    }
    const [a, b, c] = [x1 - x0, y1 - y0, z1 - z0];
    return {
      positions: Float64Array.from(positions),
      corners: Uint16Array.from(this.corners),
      starts: Uint32Array.from(this.starts),
      normals: Float64Array.from(this.normals),
      colours: Uint8Array.from(
        this.looks.flatMap((look) => look.colour.map((v) => Math.max(0, Math.min(255, Math.round(v))))),
      ),
      finishes: Uint8Array.from(this.looks, (look) => look.finish),
      aux: Int32Array.from(this.looks, (look) => look.aux),
      slots: Uint8Array.from(this.looks, (look) => look.slot),
      sizes: Float64Array.from(this.looks.flatMap((look) => [look.uSize, look.vSize])),
      radiusM: Math.sqrt(a * a + b * b + c * c) / 2,
      middle: [(x0 + x1) / 2, (y0 + y1) / 2, (z0 + z1) / 2],
    };
  }
}
