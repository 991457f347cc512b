import { composeAffine, invertAffine, affineOfPose, type Affine } from './se3.ts';

/** Points nearer than this to the image plane are cut away, m. */
export const NEAR_M = 0.1;

/** Transform from the global frame to a camera's frame for one image. */
export function cameraFromGlobal(
  egoFromCamera: readonly number[],
  globalFromEgo: readonly number[],
  imageIndex: number,
): Affine {
  return invertAffine(composeAffine(affineOfPose(globalFromEgo, imageIndex), affineOfPose(egoFromCamera)));
}

/**
 * The 8 corners of a box in its parent frame, m, flat x y z.
 * Order: front face (left-top, right-top, right-bottom, left-bottom), then the rear face likewise.
 */
export function boxCorners(
  centre: readonly [number, number, number],
  sizeM: readonly [number, number, number],
  yaw: number,
): Float64Array {
  const [length, width, height] = sizeM;
  const c = Math.cos(yaw);
  const s = Math.sin(yaw);
  const out = new Float64Array(24);
  let o = 0;
  for (const front of [0.5, -0.5]) {
    for (const [left, up] of [
      [0.5, 0.5],
      [-0.5, 0.5],
      [-0.5, -0.5],
      [0.5, -0.5],
    ] as const) {
      const x = front * length;
      const y = left * width;
      out[o++] = centre[0] + c * x - s * y;
      out[o++] = centre[1] + s * x + c * y;
      out[o++] = centre[2] + up * height;
    }
  }
  return out;
}

/** Vertex pairs of a box in the order of `boxCorners`. */
export const BOX_EDGES: readonly (readonly [number, number])[] = [
  [0, 1],
  [1, 2],
  [2, 3],
  [3, 0],
  [4, 5],
  [5, 6],
  [6, 7],
  [7, 4],
  [0, 4],
  [1, 5],
  [2, 6],
  [3, 7],
];
