import type { Tile } from './mosaic-layout.ts';

/** How a picture lies in its tile: tile px = offset + scale · picture px. */
export interface ImageFit {
  scale: number;
  dx: number;
  dy: number;
}

/** Share of a picture that may be cut off to fill the tile, by role; beyond that the whole picture is shown with bars. */
const MAX_CROP: Record<Tile['role'], number> = { main: 0.15, side: 0.4, alone: 0.02 };

/** Fills the tile with the picture, centred, as long as little is cut off; otherwise fits the whole picture in. */
export function fitImage(
  image: { widthPx: number; heightPx: number },
  tile: Pick<Tile, 'width' | 'height' | 'role'>,
): ImageFit {
  const across = tile.width / image.widthPx;
  const down = tile.height / image.heightPx;
  const crop = 1 - Math.min(across, down) / Math.max(across, down);
  const scale = crop <= MAX_CROP[tile.role] ? Math.max(across, down) : Math.min(across, down);
  return {
    scale,
    dx: (tile.width - image.widthPx * scale) / 2,
    dy: (tile.height - image.heightPx * scale) / 2,
  };
}
