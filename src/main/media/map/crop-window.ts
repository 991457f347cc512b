/** Pixels a metre of the nuScenes map masks. */
const MASK_PX_PER_M = 10;
/** Longest side of a served crop; a larger area is shrunk by a whole factor. */
const MAX_CROP_SIDE_PX = 2048;

/** A window into a mask, in mask pixels; it may reach outside, where there is no road. */
interface CropWindow {
  left: number;
  top: number;
  /** Size of the crop that comes out. */
  widthPx: number;
  heightPx: number;
  /** Mask pixels a side of one crop pixel. */
  factor: number;
}

/**
 * The mask pixels of a box in the map's frame. Column = x · 10, row = (height − y) · 10: x east from the left border,
 * y north from the lower border.
 * @param bounds minX minY maxX maxY, m
 */
export function cropWindow(bounds: readonly [number, number, number, number], maskHeightPx: number): CropWindow {
  const [minX, minY, maxX, maxY] = bounds;
  const width = Math.max(1, Math.round((maxX - minX) * MASK_PX_PER_M));
  const height = Math.max(1, Math.round((maxY - minY) * MASK_PX_PER_M));
  const factor = Math.max(1, Math.ceil(Math.max(width, height) / MAX_CROP_SIDE_PX));
  return {
    left: Math.round(minX * MASK_PX_PER_M),
    top: maskHeightPx - Math.round(maxY * MASK_PX_PER_M),
    widthPx: Math.max(1, Math.round(width / factor)),
    heightPx: Math.max(1, Math.round(height / factor)),
    factor,
  };
}
