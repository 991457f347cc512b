import type { CameraView, Target } from './camera-view.ts';
import { crownMask, CROWN_SIZE } from './crowns.ts';
import { finish, type Mesh } from './mesh.ts';

/** Nothing is drawn nearer than this to the image plane, m. */
const NEAR_M = 0.15;
const MOST_CORNERS = 24;
/** Numbers of a face that place `u` and `v` on it: two vectors with an offset each. */
export const UV = 8;

/**
 * Which face is nearest at each sample. Faces are kept as planes, so that colour, pattern and depth are worked out once a
 * pixel and only where they are seen.
 */
export class Stage {
  /** Inverse depth of the nearest face, 0 for none: 1 / (scale of the target's ray with forward part 1). */
  depth = new Float32Array(0);
  /** The nearest face; 0 for none. */
  owner = new Int32Array(0);
  faces = 1;
  /** Plane of a face: 1 / scale of a rig ray = plane · ray. */
  planes = new Float64Array(3 * 4096);
  uv = new Float64Array(UV * 4096);
  /** Lit colour, packed. */
  colours = new Int32Array(4096);
  finishes = new Uint8Array(4096);
  aux = new Int32Array(4096);
  view: CameraView | null = null;

  /** An empty stage for a view. */
  begin(view: CameraView): void {
    this.view = view;
    this.faces = 1;
    if (this.depth.length < view.sampleCount) {
      this.depth = new Float32Array(view.sampleCount);
      this.owner = new Int32Array(view.sampleCount);
    } else {
      this.depth.fill(0, 0, view.sampleCount);
      this.owner.fill(0, 0, view.sampleCount);
    }
  }

  /** Targets (as bits) that a ball in the rig frame may be seen on, and whether it is worth drawing at all. */
  visible(x: number, y: number, z: number, radius: number): number {
    const { targets } = this.view!;
    let bits = 0;
    for (let i = 0; i < targets.length; i++) {
      const t = targets[i];
      const a = t.axes;
      const w = a[6] * x + a[7] * y + a[8] * z;
      if (w < NEAR_M - radius) continue;
      const u = (a[0] * x + a[1] * y + a[2] * z) * t.focalX;
      const v = (a[3] * x + a[4] * y + a[5] * z) * t.focalY;
      const left = -t.centreX;
      const right = t.width - t.centreX;
      const top = -t.centreY;
      const bottom = t.height - t.centreY;
      // Distance to each side plane of the pyramid, from above.
      if (u - left * w < -radius * (t.focalX + Math.abs(left))) continue;
      if (right * w - u < -radius * (t.focalX + Math.abs(right))) continue;
      if (v - top * w < -radius * (t.focalY + Math.abs(top))) continue;
      if (bottom * w - v < -radius * (t.focalY + Math.abs(bottom))) continue;
      bits |= 1 << i;
    }
    return bits;
  }

  /** Keeps a face and draws it on the targets in `bits`. `corners` index into `points` (rig frame, x y z each). */
  add(
    points: Float64Array,
    corners: ArrayLike<number>,
    first: number,
    count: number,
    nx: number,
    ny: number,
    nz: number,
    colour: number,
    look: number,
    aux: number,
    uSize: number,
    vSize: number,
    bits: number,
  ): void {
    const p = corners[first] * 3;
    const away = nx * points[p] + ny * points[p + 1] + nz * points[p + 2];
    if (away > -1e-5) return;
    if (this.faces === this.colours.length) this.grow();
    const id = this.faces++;
    const plane = id * 3;
    this.planes[plane] = nx / away;
    this.planes[plane + 1] = ny / away;
    this.planes[plane + 2] = nz / away;
    this.colours[id] = colour;
    this.finishes[id] = look;
    this.aux[id] = aux;
    if (look !== finish.flat && look !== finish.glow)
      this.placePattern(id, points, corners, first, count, uSize, vSize);
    const { targets } = this.view!;
    for (let t = 0; t < targets.length; t++)
      if (bits & (1 << t)) this.draw(targets[t], id, points, corners, first, count);
  }

  private placePattern(
    id: number,
    points: Float64Array,
    corners: ArrayLike<number>,
    first: number,
    count: number,
    uSize: number,
    vSize: number,
  ): void {
    const p = corners[first] * 3;
    const uv = this.uv;
    for (let axis = 0; axis < 2; axis++) {
      const q = corners[first + (axis === 0 ? 1 : count - 1)] * 3;
      const x = points[q] - points[p];
      const y = points[q + 1] - points[p + 1];
      const z = points[q + 2] - points[p + 2];
      const k = (axis === 0 ? uSize : vSize) / (x * x + y * y + z * z);
      const o = id * UV + axis * 4;
      uv[o] = x * k;
      uv[o + 1] = y * k;
      uv[o + 2] = z * k;
      uv[o + 3] = -(x * points[p] + y * points[p + 1] + z * points[p + 2]) * k;
    }
  }

  private grow(): void {
    const larger = <T extends Float64Array | Int32Array | Uint8Array>(old: T, out: T): T => {
      out.set(old);
      return out;
    };
    this.planes = larger(this.planes, new Float64Array(this.planes.length * 2));
    this.uv = larger(this.uv, new Float64Array(this.uv.length * 2));
    this.colours = larger(this.colours, new Int32Array(this.colours.length * 2));
    this.finishes = larger(this.finishes, new Uint8Array(this.finishes.length * 2));
    this.aux = larger(this.aux, new Int32Array(this.aux.length * 2));
  }

  private draw(
    target: Target,
    id: number,
    points: Float64Array,
    corners: ArrayLike<number>,
    first: number,
    count: number,
  ): void {
    const a = target.axes;
    let n = 0;
    // Camera coordinates, cut at the near plane.
    const q = corners[first + count - 1] * 3;
    let px = a[0] * points[q] + a[1] * points[q + 1] + a[2] * points[q + 2];
    let py = a[3] * points[q] + a[4] * points[q + 1] + a[5] * points[q + 2];
    let pz = a[6] * points[q] + a[7] * points[q + 1] + a[8] * points[q + 2];
    for (let i = 0; i < count; i++) {
      const o = corners[first + i] * 3;
      const x = a[0] * points[o] + a[1] * points[o + 1] + a[2] * points[o + 2];
      const y = a[3] * points[o] + a[4] * points[o + 1] + a[5] * points[o + 2];
      const z = a[6] * points[o] + a[7] * points[o + 1] + a[8] * points[o + 2];
      if (z >= NEAR_M !== pz >= NEAR_M) {
        const k = (NEAR_M - pz) / (z - pz);
        screenX[n] = ((px + (x - px) * k) / NEAR_M) * target.focalX + target.centreX;
        screenY[n++] = ((py + (y - py) * k) / NEAR_M) * target.focalY + target.centreY;
      }
      if (z >= NEAR_M) {
        screenX[n] = (x / z) * target.focalX + target.centreX;
        screenY[n++] = (y / z) * target.focalY + target.centreY;
      }
      px = x;
      py = y;
      pz = z;
    }
    if (n >= 3) this.fill(target, id, n);
  }

  private fill(target: Target, id: number, n: number): void {
    let top = Infinity;
    let bottom = -Infinity;
    let area = 0;
    for (let i = 0, j = n - 1; i < n; j = i++) {
      const y = screenY[i];
      if (y < top) top = y;
      if (y > bottom) bottom = y;
      area += screenX[j] * y - screenX[i] * screenY[j];
    }
    const firstRow = Math.max(0, Math.ceil(top - 0.5));
    const endRow = Math.min(target.height, Math.ceil(bottom - 0.5));
    if (firstRow >= endRow || area === 0) return;
    if (edgeL.length < target.height) {
      edgeL = new Float64Array(target.height);
      edgeR = new Float64Array(target.height);
    }
    for (let i = 0, j = n - 1; i < n; j = i++) {
      let x0 = screenX[j];
      let y0 = screenY[j];
      let x1 = screenX[i];
      let y1 = screenY[i];
      if (y0 === y1) continue;
      const side = y1 > y0 === area > 0 ? edgeR : edgeL;
      if (y0 > y1) {
        [x0, x1] = [x1, x0];
        [y0, y1] = [y1, y0];
      }
      const from = Math.max(0, Math.ceil(y0 - 0.5));
      const end = Math.min(target.height, Math.ceil(y1 - 0.5));
      const slope = (x1 - x0) / (y1 - y0);
      let x = x0 + (from + 0.5 - y0) * slope;
      for (let row = from; row < end; row++) {
        side[row] = x;
        x += slope;
      }
    }
    const a = target.axes;
    const { planes, depth, owner } = this;
    const nx = planes[id * 3];
    const ny = planes[id * 3 + 1];
    const nz = planes[id * 3 + 2];
    const perX = (a[0] * nx + a[1] * ny + a[2] * nz) / target.focalX;
    const perY = (a[3] * nx + a[4] * ny + a[5] * nz) / target.focalY;
    const flat = a[6] * nx + a[7] * ny + a[8] * nz - perX * target.centreX - perY * target.centreY;
    const look = this.finishes[id];
    if (look === finish.crown || look === finish.ring || look === finish.ball || look === finish.lamp) {
      this.fillCutOut(target, id, look, firstRow, endRow, perX, perY, flat);
      return;
    }
    for (let row = firstRow; row < endRow; row++) {
      const from = Math.max(0, Math.ceil(edgeL[row] - 0.5));
      const end = Math.min(target.width, Math.ceil(edgeR[row] - 0.5));
      let inverse = perX * (from + 0.5) + perY * (row + 0.5) + flat;
      const line = target.base + row * target.width;
      for (let at = line + from; at < line + end; at++) {
        if (inverse > depth[at]) {
          depth[at] = inverse;
          owner[at] = id;
        }
        inverse += perX;
      }
    }
  }

  /** Faces of which only a part of the unit square is there. */
  private fillCutOut(
    target: Target,
    id: number,
    look: number,
    firstRow: number,
    endRow: number,
    perX: number,
    perY: number,
    flat: number,
  ): void {
    const a = target.axes;
    const { uv, depth, owner } = this;
    const o = id * UV;
    const uX = (a[0] * uv[o] + a[1] * uv[o + 1] + a[2] * uv[o + 2]) / target.focalX;
    const uY = (a[3] * uv[o] + a[4] * uv[o + 1] + a[5] * uv[o + 2]) / target.focalY;
    const u0 = a[6] * uv[o] + a[7] * uv[o + 1] + a[8] * uv[o + 2] - uX * target.centreX - uY * target.centreY;
    const vX = (a[0] * uv[o + 4] + a[1] * uv[o + 5] + a[2] * uv[o + 6]) / target.focalX;
    const vY = (a[3] * uv[o + 4] + a[4] * uv[o + 5] + a[5] * uv[o + 6]) / target.focalY;
    const v0 = a[6] * uv[o + 4] + a[7] * uv[o + 5] + a[8] * uv[o + 6] - vX * target.centreX - vY * target.centreY;
    const mask = crownMask(this.aux[id]);
    for (let row = firstRow; row < endRow; row++) {
      const from = Math.max(0, Math.ceil(edgeL[row] - 0.5));
      const end = Math.min(target.width, Math.ceil(edgeR[row] - 0.5));
      const line = target.base + row * target.width;
      const y = row + 0.5;
      for (let column = from; column < end; column++) {
        const x = column + 0.5;
        const inverse = perX * x + perY * y + flat;
        const at = line + column;
        if (inverse <= depth[at]) continue;
        const u = (uX * x + uY * y + u0) / inverse + uv[o + 3];
        const v = (vX * x + vY * y + v0) / inverse + uv[o + 7];
        if (look === finish.crown) {
          const cell = ((v * CROWN_SIZE) & (CROWN_SIZE - 1)) * CROWN_SIZE + ((u * CROWN_SIZE) & (CROWN_SIZE - 1));
          if (mask[cell] === 0) continue;
        } else {
          const du = u - 0.5;
          const dv = v - 0.5;
          const r2 = du * du + dv * dv;
          if (r2 > 0.25 || (look === finish.ring && r2 < 0.17)) continue;
        }
        depth[at] = inverse;
        owner[at] = id;
      }
    }
  }

  /** Draws a mesh that was placed by `place` into `placed`. Exposed for meshes whose vertices are in the rig frame. */
  addMesh(
    mesh: Mesh,
    points: Float64Array,
    normals: Float64Array,
    colours: Int32Array,
    looks: Uint8Array,
    bits: number,
  ): void {
    const { starts, corners, aux, sizes } = mesh;
    for (let f = 0; f + 1 < starts.length; f++)
      this.add(
        points,
        corners,
        starts[f],
        starts[f + 1] - starts[f],
        normals[f * 3],
        normals[f * 3 + 1],
        normals[f * 3 + 2],
        colours[f],
        looks[f],
        aux[f],
        sizes[f * 2],
        sizes[f * 2 + 1],
        bits,
      );
  }
}

const screenX = new Float64Array(MOST_CORNERS);
const screenY = new Float64Array(MOST_CORNERS);
let edgeL = new Float64Array(0);
let edgeR = new Float64Array(0);
