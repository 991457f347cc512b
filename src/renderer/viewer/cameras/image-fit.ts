import type { Tile } from './mosaic-layout.ts';

/** How a picture lies in its tile: tile px = offset + scale · picture px. */
export interface ImageFit {
  scale: number;
  dx: number;
  dy: number;
}

/** Share of a picture that may be cut off to fill its tile, by role. */
const MAX_CROP: Record<Tile['role'], number> = { main: 0.12, side: 0.4, alone: 0.02 };

/** Centres the picture in the tile: fills it, unless more than a share would be cut off; then bars stay on two sides. */
export function fitImage(
  image: { widthPx: number; heightPx: number },
  tile: Pick<Tile, 'width' | 'height' | 'role'>,
): ImageFit {
  const across = tile.width / image.widthPx;
  const down = tile.height / image.heightPx;
  const scale = Math.min(Math.max(across, down), Math.min(across, down) / (1 - MAX_CROP[tile.role]));
  return {
    scale,
    dx: (tile.width - image.widthPx * scale) / 2,
    dy: (tile.height - image.heightPx * scale) / 2,
  };
}
