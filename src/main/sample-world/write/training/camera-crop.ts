import type { CameraSpec } from '../../drive.ts';

/**
 * The camera that sees the largest square in the middle of a camera's picture, at `sizePx`: what is left of a picture
 * after a centre crop and a resize. Models that learn by it state it in their manifests and are shown recordings as it would see them.
 */
export function squareCrop(camera: CameraSpec, sizePx: number): CameraSpec {
  if (camera.lens.model !== 'pinhole') throw new RangeError(`${camera.channel} is no pinhole camera`);
  const { widthPx, heightPx, intrinsic: k } = camera;
  const side = Math.min(widthPx, heightPx);
  const scale = sizePx / side;
  const [left, top] = [(widthPx - side) / 2, (heightPx - side) / 2];
  return {
    ...camera,
    widthPx: sizePx,
    heightPx: sizePx,
    intrinsic: [k[0] * scale, 0, (k[2] - left) * scale, 0, k[4] * scale, (k[5] - top) * scale, 0, 0, 1],
  };
}
