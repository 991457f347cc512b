import type { CameraTrack } from '../../../shared/domain/clip.ts';
import { fitImage } from './image-fit.ts';
import type { Tile } from './mosaic-layout.ts';

const words = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight'];

/** How many cameras are shown, their size, and how large the largest is shown: `six at 1600 × 900 shown at 34 %`. */
export function cameraFact(cameras: readonly CameraTrack[], tiles: readonly Tile[], pixelRatio: number): string {
  const largest = tiles.find((t) => t.role !== 'side') ?? tiles.at(0);
  const camera = cameras.find((c) => c.channel === largest?.channel);
  if (!largest || !camera) return '';
  const number = words.at(tiles.length) ?? String(tiles.length);
  const share = Math.round(fitImage(camera, largest).scale * pixelRatio * 100);
  return `${number} at ${camera.widthPx} × ${camera.heightPx} shown at ${share} %`;
}
